import { canRun, MissedCauses } from '../../cluster/missed-cause.js';
import { evidenceLines, executionLine, instanceLines } from './evidence-lines.js';
import type { EvidenceLine } from './explanation.js';
import { durationInWords, instantInWords } from './in-words.js';
import { missedSentence } from './missed-sentence.js';
import { obstacleTo } from './obstacles.js';
import type { Judge, Verdict } from './verdict.js';
import type { WhyFacts } from './why-facts.js';
import type { WhyQuestion } from './why-question.js';

/** A claim that is under way for longer is not under way. */
const BEING_CLAIMED_MS = 5_000;

/** A slot that is to come. */
export const judgeUpcoming: Judge = (question, facts) => {
  const { at, job } = question;
  const { now, presence } = facts;
  if (at <= now.getTime()) return undefined;
  const when = `It is due at ${instantInWords(at, job.timeZone)}, in ${durationInWords(at - now.getTime())}`;
  const obstacle = obstacleTo(question, facts);
  if (obstacle) {
    const { cause, words, line } = obstacle;
    return {
      outcome: 'upcoming',
      cause,
      sentence: `${when}, but ${words}, as things stand.`,
      evidence: [line],
    };
  }
  const able = presence.lives.filter((life) => life.to === Infinity && canRun(life, question.runsOn));
  return {
    outcome: 'upcoming',
    cause: 'upcoming',
    sentence: `${when}; nothing that is known now will keep it from running.`,
    evidence: instanceLines({ ...presence, lives: able }, now.getTime(), job.timeZone, question.runsOn),
  };
};

/** A slot that came due, and that no claim has come to yet. */
export const judgeUndecided: Judge = (question, facts) => {
  const { at, job } = question;
  if (at <= job.lastSlotAt.getTime()) return undefined;
  const late = facts.now.getTime() - at;
  const since = `It came due ${durationInWords(late)} ago, and nobody has claimed it yet`;
  const obstacle = obstacleTo(question, facts);
  const held = obstacle && obstacle.line.kind !== 'instance';
  if (held) {
    const { cause, words, line } = obstacle;
    return { outcome: 'undecided', cause, sentence: `${since}: it ${words}.`, evidence: [line] };
  }
  const { cause, reason, evidence } = likelyCause(question, facts);
  if (cause !== 'unknown') return { outcome: 'undecided', cause, sentence: `${since}: ${reason}`, evidence };
  const claimed = late <= BEING_CLAIMED_MS;
  return {
    outcome: 'undecided',
    cause: claimed ? 'being_claimed' : 'unknown',
    sentence: claimed ? `${since}: that takes a moment.` : `${since}: ${reason}`,
    evidence,
  };
};

/** A slot that was decided, and of which there is no record. */
export const judgeUnrecorded: Judge = (question, facts) => {
  const { job } = question;
  // of another version is who ran last before a definition that is not that of then
  const [last] = facts.before;
  if (last && last.definitionVersion !== job.definitionVersion) {
    return {
      outcome: 'unrecorded',
      cause: 'schedule_changed',
      sentence:
        `The definition of "${job.name}" has changed since (version ${last.definitionVersion} then, ${job.definitionVersion} now): ` +
        'the schedule that held then may not have been due, and a changed one holds from its change on.',
      evidence: [executionLine(last, job.timeZone), changeLine(question)],
    };
  }
  const { cause, reason, evidence } = likelyCause(question, facts);
  return {
    outcome: 'unrecorded',
    cause,
    sentence: `There is no record of it, or none any more; ${reason}`,
    evidence,
  };
};

function likelyCause(
  question: WhyQuestion,
  { presence }: WhyFacts,
): Pick<Verdict, 'evidence'> & { cause: ReturnType<MissedCauses['at']>; reason: string } {
  const { at, job, runsOn } = question;
  const cause = new MissedCauses(presence, runsOn).at(at);
  return {
    cause,
    reason: missedSentence(cause, question, presence),
    evidence: [
      ...evidenceLines(presence, at, job.timeZone, ({ kind }) => kind === cause),
      ...instanceLines(presence, at, job.timeZone, runsOn),
    ],
  };
}

function changeLine({ job }: WhyQuestion): EvidenceLine {
  return {
    kind: 'definition',
    from: job.updatedAt,
    to: null,
    text: `Version ${job.definitionVersion} has the schedule "${job.schedule}" in ${job.timeZone}.`,
  };
}
