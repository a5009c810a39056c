import type { CronFields } from './cron-expression.js';
import { highestBit, lowestBit } from './value-set.js';

/*
 * A wall-clock time is counted in milliseconds as if it were UTC; all here are whole seconds.
 */

const DAY = 86_400_000;

/** The first wall-clock time not before `wall` that the fields allow. */
export function firstMatchFrom(fields: CronFields, wall: number): number {
  const date = new Date(wall);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  if (fields.months.has(month) && (allowedDays(fields, year, month) >>> day) & 1) {
    const time = firstTimeFrom(fields, date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds());
    if (time >= 0) return wall - modulo(wall, DAY) + time;
  }
  const { hours, minutes, seconds } = fields;
  return firstDayFrom(fields, year, month, day + 1) + timeOfDay(hours.first, minutes.first, seconds.first);
}

/** The last wall-clock time not after `wall` that the fields allow. */
export function lastMatchUpTo(fields: CronFields, wall: number): number {
  const date = new Date(wall);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  if (fields.months.has(month) && (allowedDays(fields, year, month) >>> day) & 1) {
    const time = lastTimeUpTo(fields, date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds());
    if (time >= 0) return wall - modulo(wall, DAY) + time;
  }
  const { hours, minutes, seconds } = fields;
  return lastDayUpTo(fields, year, month, day - 1) + timeOfDay(hours.last, minutes.last, seconds.last);
}

/** Whether the fields allow the day that a wall-clock time lies on. */
export function isAllowedDay(fields: CronFields, wall: number): boolean {
  const date = new Date(wall);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  return fields.months.has(month) && ((allowedDays(fields, year, month) >>> day) & 1) === 1;
}

function firstTimeFrom(
  { hours, minutes, seconds }: CronFields,
  hour: number,
  minute: number,
  second: number,
): number {
  if (hours.has(hour)) {
    if (minutes.has(minute)) {
      const sameMinute = seconds.from(second);
      if (sameMinute >= 0) return timeOfDay(hour, minute, sameMinute);
    }
    const sameHour = minutes.from(minute + 1);
    if (sameHour >= 0) return timeOfDay(hour, sameHour, seconds.first);
  }
  const later = hours.from(hour + 1);
  return later < 0 ? -1 : timeOfDay(later, minutes.first, seconds.first);
}

function lastTimeUpTo(
  { hours, minutes, seconds }: CronFields,
  hour: number,
  minute: number,
  second: number,
): number {
  if (hours.has(hour)) {
    if (minutes.has(minute)) {
      const sameMinute = seconds.upTo(second);
      if (sameMinute >= 0) return timeOfDay(hour, minute, sameMinute);
    }
    const sameHour = minutes.upTo(minute - 1);
    if (sameHour >= 0) return timeOfDay(hour, sameHour, seconds.last);
  }
  const earlier = hours.upTo(hour - 1);
  return earlier < 0 ? -1 : timeOfDay(earlier, minutes.last, seconds.last);
}

/** Ends because an expression that never comes true is refused when it is read. */
function firstDayFrom(fields: CronFields, year: number, month: number, day: number): number {
  for (;;) {
    if (fields.months.has(month) && day <= 31) {
      const bits = allowedDays(fields, year, month) & (-1 << day);
      if (bits !== 0) return Date.UTC(year, month - 1, lowestBit(bits));
    }
    day = 1;
    month = fields.months.from(month + 1);
    if (month < 0) {
      year += 1;
      month = fields.months.first;
    }
  }
}

function lastDayUpTo(fields: CronFields, year: number, month: number, day: number): number {
  for (;;) {
    if (fields.months.has(month)) {
      const bits = allowedDays(fields, year, month) & (-1 >>> (31 - day));
      if (bits !== 0) return Date.UTC(year, month - 1, highestBit(bits));
    }
    day = 31;
    month = fields.months.upTo(month - 1);
    if (month < 0) {
      year -= 1;
      month = fields.months.last;
    }
  }
}

/** Bit n: whether day n of this very month is allowed. */
function allowedDays(fields: CronFields, year: number, month: number): number {
  const first = Date.UTC(year, month - 1, 1) / DAY;
  const length = Date.UTC(year, month, 1) / DAY - first;
  const thursday = 4; // 1970-01-01
  return fields.daysByFirstWeekday[modulo(first + thursday, 7)]! & (-1 >>> (31 - length));
}

function timeOfDay(hour: number, minute: number, second: number): number {
  return ((hour * 60 + minute) * 60 + second) * 1000;
}

function modulo(value: number, divisor: number): number {
  const rest = value % divisor;
  return rest < 0 ? rest + divisor : rest;
}
