import type { FindingRule } from 'nestjs-tracked-cron';
import type { IncidentFinding } from './incident.js';
import type { JudgedJob } from './judged-job.js';

/** What is only over when the job has proved itself; anything else is over with the next good run. */
const FAILURES: ReadonlySet<FindingRule> = new Set<FindingRule>([
  'failing',
  'failure_rate',
  'lost',
  'assertion',
  'breaker_open',
]);

/** How far an incident has come on its way to its end. */
export interface Recovery {
  /** Good executions in a row since the last fault began, as far as they are needed. */
  readonly goodRuns: number;
  readonly isOver: boolean;
}

/**
 * An incident is over when nothing that people are told of holds any more and the job has done well since: as often as its
 * `recoverAfter` says after failures, once after anything else. A job that merely isn't late any more has done nothing yet.
 */
export function recoveryOf(
  findings: readonly IncidentFinding[],
  { goodRuns, lastEndAt, recoverAfter }: Pick<JudgedJob, 'goodRuns' | 'lastEndAt' | 'recoverAfter'>,
): Recovery {
  const told = findings.filter((finding) => finding.told);
  const holds = told.some(({ endedAt }) => endedAt === null);
  const ranSince = lastEndAt !== null && told.every(({ since }) => lastEndAt > since);
  if (holds || !ranSince) return { goodRuns: 0, isOver: false };
  const needed = told.some(({ rule }) => isFailure(rule)) ? recoverAfter : 1;
  const good = Math.min(goodRuns, needed);
  return { goodRuns: good, isOver: good >= needed };
}

/** Whether a rule is about how executions ended; the others are about what did not happen. */
export function isFailure(rule: FindingRule): boolean {
  return FAILURES.has(rule);
}
