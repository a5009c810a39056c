import type { Finding } from './finding.js';
import type { JobFacts } from './job-facts.js';
import { isGood, isVerdict, newestOf, placeOf } from './slot-record.js';

/**
 * Slots that nobody ran and nobody will run, until a good run makes up for them: one that carries the same slot
 * (a backfill) or a later one, or a manual one that began after the slot. A run is never bound to a slot by when
 * it ended. An error; a warning while a run is under way that makes up for all of them if it comes to a good end.
 */
export function findMissed(facts: JobFacts): Finding | undefined {
  const missed = missedSlots(facts);
  if (missed.length === 0) return undefined;
  const since = new Date(Math.min(...missed.map(({ from }) => from)));
  const count = missed.reduce((sum, one) => sum + one.count, 0);
  const isCatchingUp = mayBeMadeUpFor(missed, facts);
  const what = count === 1 ? 'nobody ran its slot' : `nobody ran its last ${count} slots`;
  return {
    rule: 'missed',
    severity: isCatchingUp ? 'warning' : 'error',
    told: true,
    since,
    message: isCatchingUp ? `${what}; a later run is under way` : what,
    count,
    slot: missed.some(({ isSlot }) => isSlot) ? since : null,
    executionId: null,
  };
}

/** Missed slots that lie together. */
interface MissedSlots {
  /** The first and the last of them, milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Of a record without a slot only when it ended is known. */
  readonly isSlot: boolean;
}

/** The missed slots that no good run has made up for yet; not those that only a clock change made. */
export function missedSlots({ recent, stretches, slots }: JobFacts): MissedSlots[] {
  const lastGood = Math.max(...recent.filter(isGood).map(placeOf), -Infinity);
  const single = recent
    .filter((record) => record.status === 'missed' && placeOf(record) > lastGood)
    .filter(({ scheduledAt }) => scheduledAt === null || !slots?.isMoved(scheduledAt.getTime()))
    .map((record) => {
      const place = placeOf(record);
      return { from: place, to: place, count: 1, isSlot: record.scheduledAt !== null };
    });
  const counted = stretches
    .filter(({ outcome, toSlot }) => outcome === 'missed' && toSlot.getTime() > lastGood)
    .map(({ fromSlot, toSlot, count }) => ({
      from: fromSlot.getTime(),
      to: toSlot.getTime(),
      count,
      isSlot: true,
    }));
  return [...single, ...counted];
}

function mayBeMadeUpFor(missed: readonly MissedSlots[], { recent, inFlight }: JobFacts): boolean {
  const last = newestOf(recent.filter(isVerdict));
  // a handler that was given up is still in flight, but its verdict is known
  const after = Math.max(...missed.map(({ to }) => to), last === undefined ? -Infinity : placeOf(last));
  return inFlight.some(
    ({ startedAt, scheduledAt }) => startedAt !== null && (scheduledAt ?? startedAt).getTime() > after,
  );
}
