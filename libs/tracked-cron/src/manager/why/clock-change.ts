import { TimeZone } from '../../schedule/time-zone.js';

/** How near a change must be to have moved a slot. */
const NEAR_MS = 3 * 3_600_000;

/** A change of a zone's clocks. */
export interface ClockChange {
  /** The first instant after it, milliseconds since the epoch. */
  readonly at: number;
  /** How far the clocks were put forward (negative: back), milliseconds. */
  readonly by: number;
}

/** The change of a zone's clocks that is near an instant; undefined for none, which is nearly always. */
export function clockChangeNear(timeZone: string, instant: number): ClockChange | undefined {
  const zone = TimeZone.of(timeZone);
  const before = zone.segmentAt(instant - NEAR_MS);
  const after = zone.segmentAt(instant + NEAR_MS);
  if (before.offset === after.offset) return undefined;
  return { at: after.start, by: after.offset - before.offset };
}
