import type { EvidenceLine } from './explanation.js';
import { instantInWords } from './in-words.js';
import type { Judge } from './verdict.js';
import type { WhyQuestion } from './why-question.js';

/** Whether the code knew the job then, and had it enabled. */
export const judgeKnown: Judge = (question) => {
  const { job, at } = question;
  const when = (instant: Date) => instantInWords(instant, job.timeZone);
  // what was due up to its registration is not caught up
  if (at <= job.createdAt.getTime()) {
    return {
      outcome: 'unrecorded',
      cause: 'not_registered',
      sentence: `"${job.name}" was not known yet: it was registered at ${when(job.createdAt)}, and its first slot came after that.`,
      evidence: [definitionLine(question, job.createdAt, 'was registered')],
    };
  }
  if (job.removedAt !== null && at > job.lastSlotAt.getTime()) {
    return {
      outcome: 'unrecorded',
      cause: 'removed',
      sentence: `"${job.name}" was gone from the code: it was marked as removed at ${when(job.removedAt)}.`,
      evidence: [definitionLine(question, job.removedAt, 'was removed')],
    };
  }
  if (!question.enabled && at > job.lastSlotAt.getTime()) {
    const reason = question.disabledReason === null ? '' : `: ${question.disabledReason}`;
    return {
      outcome: 'unrecorded',
      cause: 'disabled',
      sentence: `"${job.name}" is ${job.switchedOff ? 'switched off' : 'disabled in the code'}${reason}.`,
      evidence: [definitionLine(question, job.updatedAt, 'was registered last, as disabled,')],
    };
  }
  return undefined;
};

function definitionLine({ job }: WhyQuestion, at: Date, what: string): EvidenceLine {
  const release = job.release === null ? '' : ` by release ${job.release}`;
  return {
    kind: 'definition',
    from: at,
    to: null,
    text: `"${job.name}" ${what} at ${instantInWords(at, job.timeZone)}${release}.`,
  };
}
