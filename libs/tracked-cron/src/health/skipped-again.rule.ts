import { formatDuration } from '../duration.js';
import type { Finding } from './finding.js';
import type { JobFacts } from './job-facts.js';
import { newestFirst, placeOf, type SlotRecord } from './slot-record.js';

/**
 * The last slots, as many as `skippedInARow`, were all skipped because an earlier execution still ran. A warning that is
 * shown: a job that always takes longer than its period may be meant so, and one that hangs is `stuck`.
 */
export function findSkippedAgain({ recent, inFlight, thresholds, now }: JobFacts): Finding | undefined {
  if (recent.filter(isOverlapped).length < thresholds.skippedInARow) return undefined;
  const slots = newestFirst(recent.filter(({ scheduledAt }) => scheduledAt !== null));
  const other = slots.findIndex((record) => !isOverlapped(record));
  const skipped = other === -1 ? slots : slots.slice(0, other);
  const oldest = skipped.at(-1);
  if (oldest === undefined || skipped.length < thresholds.skippedInARow) return undefined;
  const blocker = inFlight.find(({ startedAt }) => startedAt !== null);
  const since = blocker?.startedAt
    ? `, which has been in flight for ${formatDuration(now.getTime() - blocker.startedAt.getTime())}`
    : '';
  return {
    rule: 'skipped_again',
    severity: 'warning',
    told: false,
    since: new Date(placeOf(oldest)),
    message: `its last ${skipped.length} slots were skipped because of an earlier one${since}`,
    count: skipped.length,
    slot: oldest.scheduledAt,
    executionId: blocker?.id ?? null,
  };
}

function isOverlapped({ status, reason }: SlotRecord): boolean {
  return status === 'skipped' && reason === 'overlap';
}
