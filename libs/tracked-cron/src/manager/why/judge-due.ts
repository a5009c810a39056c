import { clockChangeNear } from './clock-change.js';
import type { EvidenceLine } from './explanation.js';
import { executionLine } from './evidence-lines.js';
import { durationInWords, instantInWords } from './in-words.js';
import type { Judge } from './verdict.js';
import type { WhyQuestion } from './why-question.js';

/** Whether anything was due at all, and if not, what is nearest. */
export const judgeDue: Judge = (question, { before }) => {
  if (question.slot !== null) return undefined;
  const { job, schedule, at } = question;
  const when = instantInWords(at, job.timeZone);
  if (schedule === null || schedule.isNever) {
    return {
      outcome: 'not_due',
      cause: 'never_due',
      sentence:
        schedule === null
          ? `"${job.name}" is started by the application's own timer, so nobody knows ahead when it is due (${job.schedule}).`
          : `"${job.name}" is never due by itself (${job.schedule}); it is run by hand.`,
      evidence: before.slice(0, 1).map((execution) => executionLine(execution, job.timeZone)),
    };
  }
  const change = clockChangeLine(question);
  return {
    outcome: 'not_due',
    cause: change ? 'clock_change' : 'not_due',
    sentence: `"${job.name}" was not due at ${when}: it is due ${schedule.describe()}${around(question)}.`,
    evidence: [scheduleLine(question), ...(change ? [change] : [])],
  };
};

function around({ before, after, job }: WhyQuestion): string {
  const slots = [before, after]
    .filter((slot) => slot !== null)
    .map((slot) => instantInWords(slot, job.timeZone));
  return slots.length === 0 ? '' : `; the nearest slots are ${slots.join(' and ')}`;
}

function scheduleLine({ job: { schedule, timeZone, release }, before, after }: WhyQuestion): EvidenceLine {
  return {
    kind: 'schedule',
    from: before === null ? null : new Date(before),
    to: after === null ? null : new Date(after),
    text: `The schedule is "${schedule}" in ${timeZone}${release === null ? '' : `, as release ${release} registered it last`}.`,
  };
}

/** Wall-clock slots inside a gap come at its end, and in a repeated hour once: where people look for them in vain. */
function clockChangeLine({ job: { timeZone }, at, schedule }: WhyQuestion): EvidenceLine | undefined {
  const change = schedule?.everyMs === undefined ? clockChangeNear(timeZone, at) : undefined;
  if (!change) return undefined;
  const by = durationInWords(Math.abs(change.by));
  const words =
    change.by > 0
      ? `put forward by ${by}: a slot at a time of day that was left out comes at the first instant after the gap`
      : `put back by ${by}: a slot at a time of day that came twice comes at the first of the two`;
  return {
    kind: 'clock_change',
    from: new Date(change.at),
    to: new Date(change.at),
    text: `At ${instantInWords(change.at, timeZone)} the clocks of ${timeZone} were ${words}; a schedule with a star in hour or minute follows elapsed time.`,
  };
}
