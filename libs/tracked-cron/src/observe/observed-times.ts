import { Schedule } from '../schedule/schedule.js';
import { processTimeZone } from '../schedule/time-zone.js';

/** When the host's scheduler runs a job, as far as it can be told. */
export interface ObservedTimes {
  readonly kind: 'cron' | 'date' | 'interval' | 'timeout';
  /** What people read: the expression as written, `@every 90s`, `@timeout 5s`, or an instant. */
  readonly text: string;
  readonly timeZone: string;
  /** Its slots, where they are those of an expression that this library reads too. */
  readonly schedule: Schedule | null;
  /** The one instant of a `date`, milliseconds since the epoch. */
  readonly at: number | null;
  /** Milliseconds of an interval. */
  readonly everyMs: number | null;
}

/** What `CronTime` of the `cron` package knows of itself. */
export interface CronTimeLike {
  readonly source: unknown;
  readonly realDate?: boolean;
  readonly timeZone?: string;
  /** Minutes. */
  readonly utcOffset?: number;
}

/** Times of a `CronJob`; those of `@Cron` are the same once they are given as `{ source: cronTime, … }`. */
export function cronTimes({ source, timeZone, utcOffset }: CronTimeLike): ObservedTimes {
  const zone = zoneOf(timeZone, utcOffset);
  const at = instantOf(source);
  if (at !== null) {
    return { ...NOTHING, kind: 'date', text: dateText(at), timeZone: zone.name, at };
  }
  const text = String(source);
  const schedule = zone.known ? readable(text, zone.name) : null;
  return { ...NOTHING, kind: 'cron', text, timeZone: zone.name, schedule };
}

/** @param everyMs undefined where it can't be told */
export function intervalTimes(everyMs: number | undefined): ObservedTimes {
  const text = everyMs === undefined ? '@every ?' : `@every ${short(everyMs)}`;
  return { ...NOTHING, kind: 'interval', text, timeZone: processTimeZone(), everyMs: everyMs ?? null };
}

/** @param afterMs undefined where it can't be told */
export function timeoutTimes(afterMs: number | undefined): ObservedTimes {
  const text = afterMs === undefined ? '@timeout ?' : `@timeout ${short(afterMs)}`;
  return { ...NOTHING, kind: 'timeout', text, timeZone: processTimeZone() };
}

const NOTHING = { schedule: null, at: null, everyMs: null };

/** A `Date`, or the `DateTime` of luxon that `cron` makes of it. */
function instantOf(source: unknown): number | null {
  if (source instanceof Date) return source.getTime();
  if (typeof source !== 'object' || source === null) return null;
  const { toMillis } = source as { toMillis?: unknown };
  return typeof toMillis === 'function' ? Number(toMillis.call(source)) : null;
}

function dateText(at: number): string {
  return Number.isNaN(at) ? 'invalid date' : new Date(at).toISOString();
}

function readable(expression: string, timeZone: string): Schedule | null {
  try {
    return Schedule.of(expression, timeZone);
  } catch {
    return null;
  }
}

/** Whole hours have a name that every Node knows; its sign is the other way round. */
function zoneOf(
  timeZone: string | undefined,
  utcOffset: number | undefined,
): { name: string; known: boolean } {
  if (typeof utcOffset !== 'number') return { name: timeZone ?? processTimeZone(), known: true };
  const hours = utcOffset / 60;
  if (hours === 0) return { name: 'UTC', known: true };
  if (Number.isInteger(hours) && hours >= -12 && hours <= 14) {
    return { name: `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`, known: true };
  }
  return { name: `UTC${utcOffset < 0 ? '-' : '+'}${Math.abs(utcOffset)}min`, known: false };
}

function short(ms: number): string {
  return ms % 1_000 === 0 ? `${ms / 1_000}s` : `${ms}ms`;
}
