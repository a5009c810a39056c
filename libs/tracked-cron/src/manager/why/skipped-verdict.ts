import { holdsAt } from '../../cluster/evidence.js';
import type { EvidenceLine } from './explanation.js';
import { evidenceLines, executionLine } from './evidence-lines.js';
import { byWhom, instantInWords } from './in-words.js';
import type { Verdict } from './verdict.js';
import type { WhyExecution, WhyFacts } from './why-facts.js';
import type { WhyQuestion } from './why-question.js';

/** Why a slot was skipped, by whom or what. */
export function skippedVerdict(
  question: WhyQuestion,
  facts: WhyFacts,
  reason: string,
  own: readonly EvidenceLine[],
  execution?: WhyExecution,
): Verdict {
  const { sentence, lines } = wordsFor(question, facts, reason, execution);
  return {
    outcome: 'skipped',
    cause: reason,
    sentence: `It was skipped: ${sentence}`,
    evidence: [...lines, ...own],
  };
}

interface Words {
  readonly sentence: string;
  readonly lines: readonly EvidenceLine[];
}

function wordsFor(
  question: WhyQuestion,
  facts: WhyFacts,
  reason: string,
  execution: WhyExecution | undefined,
): Words {
  const { job } = question;
  switch (reason) {
    case 'overlap':
      return inFlight(question, facts, execution, 'an earlier execution of the job');
    case 'queue_full':
      return inFlight(
        question,
        facts,
        execution,
        `${job.maxQueued} slots waited already, behind an execution that`,
      );
    case 'concurrency':
      return crowded(question, facts);
    case 'skip_next': {
      const by = byWhom(execution?.triggeredBy, execution?.triggerReason);
      return { sentence: `somebody had asked to skip it${by}.`, lines: [] };
    }
    case 'paused':
      return heldBy(question, facts, 'paused', 'the job was paused');
    case 'frozen':
      return heldBy(question, facts, 'frozen', 'a freeze held the job');
    case 'disabled':
      return { sentence: 'somebody had disabled the job: an override, whose history says who.', lines: [] };
    case 'breaker':
      return broken(question, facts);
    default:
      return { sentence: `the reason on record is "${reason}".`, lines: [] };
  }
}

function inFlight(
  { job, at }: WhyQuestion,
  { before }: WhyFacts,
  execution: WhyExecution | undefined,
  who: string,
): Words {
  const decided = execution?.createdAt.getTime() ?? at;
  const [blocker] = before.filter((one) => wasInFlight(one, decided));
  if (!blocker) return { sentence: `${who} was still in flight.`, lines: [] };
  const since = instantInWords(blocker.startedAt ?? blocker.createdAt, job.timeZone);
  const end =
    blocker.completedAt === null
      ? 'still is'
      : `was until ${instantInWords(blocker.completedAt, job.timeZone)} (${blocker.status})`;
  return {
    sentence: `${who} was in flight: ${blocker.id} had been running since ${since} and ${end}.`,
    lines: [executionLine(blocker, job.timeZone)],
  };
}

function wasInFlight({ startedAt, createdAt, completedAt }: WhyExecution, instant: number): boolean {
  const from = (startedAt ?? createdAt).getTime();
  return from <= instant && (completedAt === null || completedAt.getTime() >= instant);
}

function crowded({ job }: WhyQuestion, { inGroup }: WhyFacts): Words {
  const names = [...new Set(inGroup.map(({ jobName }) => `"${jobName}"`))].join(', ');
  const by = names === '' ? '' : `: ${names}`;
  return {
    sentence: `the concurrency group "${job.concurrencyKey}" was full, ${job.concurrencyLimit} at once${by}.`,
    lines: inGroup.map((one) => executionLine(one, job.timeZone)),
  };
}

function heldBy(
  { job, at }: WhyQuestion,
  { presence }: WhyFacts,
  kind: 'paused' | 'frozen',
  what: string,
): Words {
  const holds = presence.evidence.filter(
    (one) =>
      one.kind === kind &&
      holdsAt(one, at) &&
      (kind === 'paused'
        ? one.jobId === job.id
        : isMeant(one.detail.group, job.group) && isMeant(one.detail.owner, job.owner)),
  );
  const hold = holds[0];
  const by = hold
    ? byWhom(hold.detail.by, hold.detail.reason)
    : kind === 'paused'
      ? byWhom(job.pausedBy, job.pauseReason)
      : '';
  return {
    sentence: `${what}${by}.`,
    lines: evidenceLines(presence, at, job.timeZone, (one) => holds.includes(one)),
  };
}

/** A freeze that names no group, or no owner, means all of them. */
function isMeant(frozen: unknown, own: string | null): boolean {
  return (frozen ?? null) === null || frozen === own;
}

function broken({ job, at }: WhyQuestion, { before }: WhyFacts): Words {
  const failures = before.filter(
    ({ status, completedAt }) =>
      ['failed', 'timed_out', 'lost'].includes(status) && completedAt !== null && completedAt.getTime() <= at,
  );
  const last = failures[0]?.errorMessage?.split('\n')[0];
  return {
    sentence: `the job's circuit breaker was open after failures${last ? `, the last of them: ${last}` : ''}.`,
    lines: failures.slice(0, 3).map((one) => executionLine(one, job.timeZone)),
  };
}
