import { formatDuration } from '../duration.js';
import type { Finding } from './finding.js';
import type { JobFacts } from './job-facts.js';
import { ownSlotAfter, ownSlotBefore } from './own-slots.js';
import { excusedUntil, isGood, placeOf } from './slot-record.js';

/**
 * The time of day passed by which it has to have succeeded (`mustSucceedBy`), and none of the slots since the same time on
 * the day before had a good run; nor was there one by hand. It holds until there is one. A day whose last slot was skipped
 * on purpose, or that has none, is left out. An error.
 */
export function findMustSucceedBy(facts: JobFacts): Finding | undefined {
  const { thresholds, slots, now } = facts;
  const time = thresholds.mustSucceedBy;
  if (time === null || slots === null) return undefined;

  const accountable = Math.max(facts.dueSince.getTime(), excusedUntil(facts));
  const lastSlot = ownSlotBefore(slots.lastShown(time, now.getTime()), slots);
  if (lastSlot === null || lastSlot <= accountable) return undefined;
  const lastGood = lastGoodPlace(facts);
  if (lastGood >= slots.lastShown(time, lastSlot)) return undefined;

  const goodDay = lastGood === -Infinity ? -Infinity : slots.nextShown(time, lastGood) - 1;
  const firstSlot = ownSlotAfter(Math.max(accountable, goodDay), slots) ?? lastSlot;
  const deadline = slots.nextShown(time, firstSlot);
  return {
    rule: 'must_succeed_by',
    severity: 'error',
    told: true,
    since: new Date(deadline),
    message: `had to succeed by ${time}, ${formatDuration(now.getTime() - deadline)} ago, and has not`,
    count: 1,
    slot: new Date(firstSlot),
    executionId: null,
  };
}

/** Where its last good run stands; of one that no history tells of any more, its end. */
function lastGoodPlace({ recent, lastSuccessAt }: JobFacts): number {
  const places = recent.filter(isGood).map(placeOf);
  return places.length > 0 ? Math.max(...places) : (lastSuccessAt?.getTime() ?? -Infinity);
}
