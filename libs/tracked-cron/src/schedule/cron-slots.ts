import { countMatches } from './count-matches.js';
import type { CronFields } from './cron-expression.js';
import { FIRST_INSTANT, LAST_INSTANT, type SlotSource } from './slot-source.js';
import type { TimeZone } from './time-zone.js';
import { firstMatchFrom, lastMatchUpTo } from './wall-clock-match.js';

const SECOND = 1000;

/** Further away from a change than this, none of the times it repeats or skips is near. */
const PAST_ANY_CHANGE = 48 * 3_600_000;

/**
 * The slots of a cron expression in a time zone.
 *
 * Daylight saving follows Debian's cron (man page cron(8)): hour and minute without a star are wall-clock times, due
 * at the first instant after a gap that skipped them, all of them together once, and in an overlap at the first of
 * the two. With a star in one of them, time that elapses counts: due whenever the wall clock matches, in both
 * repeated hours, never moved.
 */
export class CronSlots implements SlotSource {
  constructor(
    readonly fields: CronFields,
    readonly zone: TimeZone,
  ) {}

  after(instant: number): number {
    const { fields, zone } = this;
    let at = (Math.floor(instant / SECOND) + 1) * SECOND;
    while (at <= LAST_INSTANT) {
      const { start, end, offset, firstNewWall } = zone.segmentAt(at);
      let wall = at + offset;
      if (fields.wallAnchored) {
        if (at === start && firstMatchFrom(fields, firstNewWall) < wall) return at;
        wall = Math.max(wall, firstNewWall);
      }
      const slot = firstMatchFrom(fields, wall) - offset;
      if (slot < end) return slot;
      at = end - at > PAST_ANY_CHANGE ? Math.max(end, slot - PAST_ANY_CHANGE) : end;
    }
    return Infinity;
  }

  before(instant: number): number {
    const { fields, zone } = this;
    let at = (Math.ceil(instant / SECOND) - 1) * SECOND;
    while (at >= FIRST_INSTANT) {
      const { start, offset, firstNewWall } = zone.segmentAt(at);
      const firstWall = start + offset;
      const wall = lastMatchUpTo(fields, at + offset);
      if (wall >= (fields.wallAnchored ? Math.max(firstWall, firstNewWall) : firstWall)) return wall - offset;
      if (fields.wallAnchored && lastMatchUpTo(fields, firstWall - SECOND) >= firstNewWall) return start;
      const slot = wall - offset;
      at = at - start > PAST_ANY_CHANGE ? Math.min(start - SECOND, slot + PAST_ANY_CHANGE) : start - SECOND;
    }
    return -Infinity;
  }

  count(from: number, to: number): number {
    const { fields, zone } = this;
    let count = 0;
    for (let at = (Math.floor(from / SECOND) + 1) * SECOND; at <= to;) {
      const { start, end, offset, firstNewWall } = zone.segmentAt(at);
      let wall = at + offset;
      if (fields.wallAnchored) {
        const inGap = at === start && firstMatchFrom(fields, firstNewWall) < wall;
        // one that is due at the end of the gap anyway is the same slot
        if (inGap) [count, wall] = [count + 1, wall + SECOND];
        wall = Math.max(wall, firstNewWall);
      }
      count += countMatches(fields, wall, Math.floor(Math.min(end - SECOND, to) / SECOND) * SECOND + offset);
      at = end;
    }
    return count;
  }
}
