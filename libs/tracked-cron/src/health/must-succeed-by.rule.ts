import { formatDuration } from '../duration.js';
import type { Finding } from './finding.js';
import type { JobFacts } from './job-facts.js';
import { excusedUntil, isGood, placeOf } from './slot-record.js';

/**
 * The time of day passed by which it has to have succeeded (`mustSucceedBy`), and none of the slots since the same time on
 * the day before had a good run; nor was there one by hand. It holds until there is one. A day whose last slot was skipped
 * on purpose, or that has none, is left out. An error.
 */
export function findMustSucceedBy(facts: JobFacts): Finding | undefined {
  const { thresholds, slots, recent, lastSuccessAt } = facts;
  const time = thresholds.mustSucceedBy;
  if (time === null || slots === null) return undefined;
  const now = facts.now.getTime();

  const lastSlot = lastOwnSlot(facts, slots.lastShown(time, now));
  if (lastSlot === null || lastSlot <= excusedUntil(facts)) return undefined;
  const dayBegan = slots.lastShown(time, lastSlot);
  // its history may be gone: then where its last good run stands is not known better than by its end
  const good = recent.filter(isGood).map(placeOf);
  const lastGood = good.length > 0 ? Math.max(...good) : (lastSuccessAt?.getTime() ?? -Infinity);
  if (lastGood >= dayBegan) return undefined;

  const deadline = slots.nextShown(time, lastSlot);
  return {
    rule: 'must_succeed_by',
    severity: 'error',
    told: true,
    since: new Date(deadline),
    message: `had to succeed by ${time}, ${formatDuration(now - deadline)} ago, and has not`,
    count: 1,
    slot: new Date(lastSlot),
    executionId: null,
  };
}

/** The last slot before a deadline that is the job's as it is now, and not made by a clock change. */
function lastOwnSlot({ slots, dueSince }: JobFacts, deadline: number): number | null {
  let slot = slots!.before(deadline);
  while (slot !== null && slots!.isMoved(slot)) slot = slots!.before(slot);
  return slot !== null && slot > dueSince.getTime() ? slot : null;
}
