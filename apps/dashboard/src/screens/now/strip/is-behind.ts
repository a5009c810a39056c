import type { Schemas } from '../../../api/client.js';
import type { JobStatus } from '../../../api/queries.js';

/** So much before it was laid out a slot may have been decided that is not in it yet. */
const LAID_LATE_MS = 60_000;

/**
 * Whether something became of a job that neither its lane knows nor its status tells where: an execution that somebody
 * triggered has ended, or one has failed, of which more is worth knowing.
 */
export function isBehind(
  lane: Schemas['TimelineLane'],
  laidAt: number,
  { inFlight, lastSlots, lastFailureAt, lastSuccessAt }: JobStatus,
): boolean {
  const told = new Set([...inFlight, ...lastSlots].map(({ executionId }) => executionId));
  if (lane.executions.some(({ to, executionId }) => to === null && !told.has(executionId))) return true;
  const isSince = (at: string | null) => at !== null && Date.parse(at) > laidAt;
  const isOfSlot = lastSlots.some(({ scheduledAt }) => Date.parse(scheduledAt) > laidAt - LAID_LATE_MS);
  return isSince(lastFailureAt) || (isSince(lastSuccessAt) && !isOfSlot);
}
