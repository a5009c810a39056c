import type { CronFields } from './cron-expression.js';
import type { ValueSet } from './value-set.js';
import { isAllowedDay } from './wall-clock-match.js';

const DAY = 86_400_000;

/**
 * How many wall-clock times the fields allow between two, both included, counted a day at a time: a schedule of every second
 * costs as much as one of every day. Wall-clock times are whole seconds, in milliseconds as if they were UTC.
 */
export function countMatches(fields: CronFields, from: number, to: number): number {
  if (to < from) return 0;
  const [firstDay, lastDay] = [Math.floor(from / DAY), Math.floor(to / DAY)];
  const whole = fields.hours.size * fields.minutes.size * fields.seconds.size;
  let count = 0;
  for (let day = firstDay; day <= lastDay; day++) if (isAllowedDay(fields, day * DAY)) count += whole;
  if (isAllowedDay(fields, firstDay * DAY)) count -= timesBefore(fields, from - firstDay * DAY);
  if (isAllowedDay(fields, lastDay * DAY)) count -= whole - timesBefore(fields, to - lastDay * DAY + 1_000);
  return count;
}

/** How many times of day lie before one. */
function timesBefore({ hours, minutes, seconds }: CronFields, timeOfDay: number): number {
  const total = Math.floor(timeOfDay / 1_000);
  const [hour, minute, second] = [Math.floor(total / 3_600), Math.floor(total / 60) % 60, total % 60];
  let count = valuesBefore(hours, hour) * minutes.size * seconds.size;
  if (!hours.has(hour)) return count;
  count += valuesBefore(minutes, minute) * seconds.size;
  return minutes.has(minute) ? count + valuesBefore(seconds, second) : count;
}

function valuesBefore(set: ValueSet, limit: number): number {
  let count = 0;
  for (let value = 0; value < limit; value++) if (set.has(value)) count += 1;
  return count;
}
