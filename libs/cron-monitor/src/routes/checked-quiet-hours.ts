import { Schedule } from 'nestjs-tracked-cron';
import { checkNames } from 'nestjs-tracked-cron/internal';
import type { QuietHours } from '../cron-monitor.options.js';
import { asOption, invalidOption } from '../invalid-option.js';
import { checkedSeverity } from '../conditions/checked-conditions.js';
import type { ResolvedQuietHours } from './quiet-hours.js';

const NAMES: readonly (keyof QuietHours)[] = ['from', 'to', 'timeZone', 'days', 'severity'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const EXAMPLE = "write { from: '22:00', to: '07:00', timeZone: 'Europe/Riga' }";

/** @throws TrackedCronError `INVALID_OPTION` */
export function checkedQuietHours(given: unknown, where: string): ResolvedQuietHours {
  asOption(where, () =>
    checkNames(given, 'part of quiet hours', NAMES, `quiet hours must be an object: ${EXAMPLE}.`),
  );
  const { from, to, timeZone, days, severity = 'critical' } = given as QuietHours;
  const [begin, end] = [timeOfDay(from, `${where}.from`), timeOfDay(to, `${where}.to`)];
  if (begin === end) throw invalidOption(`${where}: from ${from} to ${to} is no time at all: ${EXAMPLE}.`);
  if (typeof timeZone !== 'string')
    throw invalidOption(`${where}: whose clock it is has to be said: ${EXAMPLE}.`);
  const scheduled = (time: string, on: string) =>
    asOption(where, () => Schedule.of(`${time} * * ${on}`, timeZone));
  return {
    begins: scheduled(begin, daysOf(days, `${where}.days`)),
    ends: scheduled(end, '*'),
    severity: checkedSeverity(severity, `${where}.severity`),
  };
}

/** As the first two fields of an expression. */
function timeOfDay(given: unknown, where: string): string {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(String(given)) ?? [];
  if (hours === undefined)
    throw invalidOption(`${where}: ${JSON.stringify(given)} is not a time of day: ${EXAMPLE}.`);
  return `${Number(minutes)} ${Number(hours)}`;
}

function daysOf(given: unknown, where: string): string {
  if (given === undefined) return '*';
  if (Array.isArray(given) && given.length > 0 && given.every((day) => DAYS.includes(day as string)))
    return given.join(',');
  throw invalidOption(
    `${where} must name days of the week: write days: ['mon', 'tue', 'wed', 'thu', 'fri'].`,
  );
}
