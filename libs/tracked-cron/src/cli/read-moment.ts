import { TimeZone } from '../schedule/time-zone.js';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/i;
const WALL_CLOCK = /^(?:(\d{4}-\d{2}-\d{2})[T ])?(\d{2}:\d{2}(?::\d{2})?)$/;
const DAY_MS = 24 * 3_600_000;

/**
 * Reads an instant as people on call write one: with its offset (`2026-11-23T02:00:00Z`), by the wall clock of a time zone
 * (`2026-11-23 02:00`), or only a time of day (`02:00`), which is the last one that has been.
 * @param now milliseconds since the epoch
 * @returns null for what is none of these
 */
export function readMoment(text: string, timeZone: string, now: number): Date | null {
  const trimmed = text.trim();
  if (INSTANT.test(trimmed)) return valid(Date.parse(trimmed));
  const [, day, time] = WALL_CLOCK.exec(trimmed) ?? [];
  if (time === undefined) return null;
  const zone = TimeZone.of(timeZone);
  if (day !== undefined) return valid(instantOf(Date.parse(`${day}T${time}Z`), zone));
  const today = new Date(now + zone.segmentAt(now).offset).toISOString().slice(0, 10);
  const wall = Date.parse(`${today}T${time}Z`);
  const instant = instantOf(wall, zone);
  return valid(instant <= now ? instant : instantOf(wall - DAY_MS, zone));
}

/** When the wall clock shows this; the first of two, and for a time that is left out the instant as long after the gap. */
function instantOf(wall: number, zone: TimeZone): number {
  if (Number.isNaN(wall)) return wall;
  // whatever the offset is, it is one of those a day before and a day after
  const offsets = [wall - DAY_MS, wall + DAY_MS].map((around) => zone.segmentAt(around).offset);
  const instants = offsets.map((offset) => wall - offset).sort((a, b) => a - b);
  return instants.find((instant) => instant + zone.segmentAt(instant).offset === wall) ?? instants[1];
}

function valid(instant: number): Date | null {
  return Number.isNaN(instant) ? null : new Date(instant);
}
