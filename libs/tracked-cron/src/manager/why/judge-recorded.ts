import type { Presence } from '../../cluster/evidence.js';
import { MISSED_CAUSES, MissedCauses, type MissedCause } from '../../cluster/missed-cause.js';
import type { EvidenceLine } from './explanation.js';
import { evidenceLines, executionLine, instanceLines } from './evidence-lines.js';
import { durationInWords, instantInWords } from './in-words.js';
import { missedSentence } from './missed-sentence.js';
import { skippedVerdict } from './skipped-verdict.js';
import type { Judge, Verdict } from './verdict.js';
import type { WhyExecution, WhyFacts } from './why-facts.js';
import type { WhyQuestion } from './why-question.js';

/** What became of slots of a timer that is only observed. */
const TIMERS: Readonly<Record<string, string>> = {
  not_fired: "the application's own timer did not fire for it.",
  threshold: "the application's own timer fired later than the job's threshold allows.",
};

/** What the slot's own execution says, or the range that counts it. */
export const judgeRecorded: Judge = (question, facts) => {
  const executions = facts.recorded.filter(({ trigger }) => trigger !== 'backfill');
  const one = telling(executions);
  const others = facts.recorded.filter((execution) => execution !== one);
  const verdict = one ? ofExecution(question, facts, one) : ofRange(question, facts);
  if (!verdict) return undefined;
  const lines = others.map((execution) => executionLine(execution, question.job.timeZone));
  return { ...verdict, evidence: [...verdict.evidence, ...lines] };
};

/** Of the executions of several instances the one that did not go well. */
function telling(executions: readonly WhyExecution[]): WhyExecution | undefined {
  return executions.find(({ status }) => status !== 'completed') ?? executions[0];
}

function ofExecution(question: WhyQuestion, facts: WhyFacts, execution: WhyExecution): Verdict {
  const { status, reason } = execution;
  const own = executionLine(execution, question.job.timeZone);
  if (status === 'skipped') return skippedVerdict(question, facts, reason ?? 'overlap', [own], execution);
  if (status === 'missed') return missedVerdict(question, facts, reason ?? 'unknown', [own]);
  return { outcome: status, cause: status, sentence: ranSentence(question, execution), evidence: [own] };
}

function ofRange(question: WhyQuestion, facts: WhyFacts): Verdict | undefined {
  // ranges of one job only meet where instances counted each their own
  const range = facts.ranges.at(-1);
  if (!range || question.slot === null) return undefined;
  const { from, to, outcome, reason, count } = range;
  const { timeZone } = question.job;
  const line: EvidenceLine = {
    kind: 'slot_range',
    from,
    to,
    text: `Counted as ${outcome} (${reason}): ${count} slots from ${instantInWords(from, timeZone)} to ${instantInWords(to, timeZone)}.`,
  };
  return outcome === 'skipped'
    ? skippedVerdict(question, facts, reason, [line])
    : missedVerdict(question, facts, reason, [line]);
}

function missedVerdict(
  question: WhyQuestion,
  { presence }: WhyFacts,
  reason: string,
  own: readonly EvidenceLine[],
): Verdict {
  const { job, at, runsOn } = question;
  const likely = likelyCause(question, reason, presence);
  const timer = TIMERS[reason];
  // others may have written down what they knew after it was recorded
  const cause = reason === 'unknown' ? likely : reason;
  const words = timer && likely === 'unknown' ? '' : missedSentence(likely, question, presence);
  return {
    outcome: 'missed',
    cause,
    sentence: `It was missed: ${[timer, words].filter(Boolean).join(' Likely, ')}`,
    evidence: [
      ...evidenceLines(presence, at, job.timeZone, ({ kind }) => kind === likely),
      ...own,
      ...instanceLines(presence, at, job.timeZone, runsOn),
    ],
  };
}

function likelyCause({ at, runsOn }: WhyQuestion, reason: string, presence: Presence): MissedCause {
  const recorded = (MISSED_CAUSES as readonly string[]).includes(reason) && reason !== 'unknown';
  return recorded ? (reason as MissedCause) : new MissedCauses(presence, runsOn).at(at);
}

function ranSentence(question: WhyQuestion, execution: WhyExecution): string {
  const { status, startedAt, completedAt, attempt, maxAttempts, errorMessage } = execution;
  const { timeZone } = question.job;
  const late = startedAt === null ? 0 : startedAt.getTime() - question.at;
  const started =
    startedAt === null
      ? 'It has not started'
      : `It ran: it started at ${instantInWords(startedAt, timeZone)}${late >= 1_000 ? `, ${durationInWords(late)} late,` : ''}`;
  const took =
    startedAt === null || completedAt === null
      ? ''
      : ` after ${durationInWords(completedAt.getTime() - startedAt.getTime())}`;
  const error = errorMessage === null ? '' : `: ${errorMessage.split('\n')[0]}`;
  switch (status) {
    case 'completed':
      return `${started} and completed${took}.`;
    case 'running':
      return `${started} and is still running.`;
    case 'pending':
      return attempt > 1
        ? `It ran and failed; it waits for attempt ${attempt} of ${maxAttempts}.`
        : 'It is waiting: for its turn in the job’s queue, or for an instance that runs it.';
    case 'failed':
      return `${started} and failed${took}${error}.`;
    case 'timed_out':
      return `${started} and ran into its timeout${took}.`;
    case 'cancelled':
      return `${started} and was cancelled (${execution.reason ?? 'nobody said why'})${took}.`;
    default:
      return `${started}, but nobody knows how it ended: it was lost (${execution.reason ?? 'its instance died'}).`;
  }
}
