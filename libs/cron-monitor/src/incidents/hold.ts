import { earlier } from './join-findings.js';
import type { IncidentFinding } from './incident.js';
import type { IncidentRecord } from './incident-record.js';
import type { JudgedJob } from './judged-job.js';
import { isFailure } from './recovery.js';

/** What a job without a next slot gets to do better in. */
const CHANCE_MS = 10 * 60_000;

/** Whether an incident waits for that of another job. */
export type Hold = Pick<IncidentRecord, 'heldBy' | 'parentEndedAt' | 'heldUntil'>;

/** What there is to know of the jobs that it depends on. */
export interface Parents {
  /** The nearest of them with an incident that goes on; null for none. */
  readonly failing: string | null;
  /** When the incident of the job that holds it ended; null where that is not known. */
  readonly endedAt: Date | null;
}

/** Nothing holds it. */
export const NOT_HELD: Hold = { heldBy: null, parentEndedAt: null, heldUntil: null };

/**
 * An incident is held while a job that its own depends on has one, and then until the job has had a chance without that trouble:
 * an execution that ended after it, or a slot that nobody started although it could.
 */
export function holdOf(
  before: Hold,
  judged: JudgedJob,
  { failing, endedAt }: Parents,
  findings: readonly IncidentFinding[],
  at: Date,
): Hold {
  if (failing !== null) return { heldBy: failing, parentEndedAt: null, heldUntil: null };
  if (before.heldBy === null) return NOT_HELD;
  const parentEndedAt = before.parentEndedAt ?? earlier(endedAt ?? at, at);
  const heldUntil = before.heldUntil ?? judged.nextLateAt ?? new Date(at.getTime() + CHANCE_MS);
  const holding = findings.filter(({ told, endedAt }) => told && endedAt === null);
  const ranSince = judged.lastEndAt !== null && judged.lastEndAt > parentEndedAt;
  const missedIt = at >= heldUntil && holding.some(({ rule }) => !isFailure(rule));
  return holding.length > 0 && (ranSince || missedIt)
    ? NOT_HELD
    : { heldBy: before.heldBy, parentEndedAt, heldUntil };
}
