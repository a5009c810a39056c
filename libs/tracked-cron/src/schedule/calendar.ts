import { TimeZone } from './time-zone.js';

/** A stretch of wall-clock time in which nothing starts. Its end does not belong to it. */
export type ClosedTime =
  /** `2026-12-24T18:00`. */
  | { readonly kind: 'once'; readonly from: string; readonly to: string; readonly reason: string }
  | {
      readonly kind: 'recurring';
      /** Minutes after midnight; one that ends before it begins goes on until the next day. */
      readonly from: number;
      readonly to: number;
      /** Days of the week on which it begins, 0 for Sunday. */
      readonly days: readonly number[];
      readonly reason: string;
    };

/** When slots may run, checked; plain data, kept with the job's row. */
export interface Calendar {
  /** Days of the week, 0 for Sunday. */
  readonly businessDays: readonly number[];
  /** `2026-12-25`, or `12-25` for every year. */
  readonly holidays: readonly string[];
  readonly blackouts: readonly ClosedTime[];
}

/** Wall-clock time as calendars look at it. */
interface Wall {
  /** `2026-12-25T08:30`. */
  readonly text: string;
  readonly day: number;
  /** After midnight. */
  readonly minutes: number;
}

/**
 * Why a slot does not run, as far as calendars are concerned; null where it may.
 * @param slot milliseconds since the epoch; looked at by the wall clock of `timeZone`
 */
export function closedBy(calendars: readonly Calendar[], timeZone: string, slot: number): string | null {
  if (calendars.length === 0) return null;
  const wall = wallOf(timeZone, slot);
  for (const calendar of calendars) {
    const reason = closedOn(calendar, wall);
    if (reason !== null) return reason;
  }
  return null;
}

function closedOn({ businessDays, holidays, blackouts }: Calendar, wall: Wall): string | null {
  const date = wall.text.slice(0, 10);
  if (holidays.includes(date) || holidays.includes(date.slice(5))) return 'holiday';
  if (!businessDays.includes(wall.day)) return 'no_business_day';
  return blackouts.find((one) => covers(one, wall))?.reason ?? null;
}

function covers(time: ClosedTime, { text, day, minutes }: Wall): boolean {
  if (time.kind === 'once') return time.from <= text && text < time.to;
  const { from, to, days } = time;
  if (from < to) return days.includes(day) && from <= minutes && minutes < to;
  const begunToday = days.includes(day) && minutes >= from;
  const begunYesterday = days.includes((day + 6) % 7) && minutes < to;
  return begunToday || begunYesterday;
}

function wallOf(timeZone: string, slot: number): Wall {
  const wall = new Date(slot + TimeZone.of(timeZone).segmentAt(slot).offset);
  return {
    text: wall.toISOString().slice(0, 16),
    day: wall.getUTCDay(),
    minutes: wall.getUTCHours() * 60 + wall.getUTCMinutes(),
  };
}
