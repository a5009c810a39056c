import type { Calendar, ClosedTime } from '../schedule/calendar.js';
import { nearest } from '../schedule/spelling.js';
import { TrackedCronError } from '../tracked-cron.error.js';
import type { Blackout, CalendarOption, CalendarOptions, Weekday } from './calendar.options.js';
import { invalid, NONE } from './job-option.js';
import { checkNames } from './known-options.js';

/** Calendars that jobs can name. */
export type NamedCalendars = Readonly<Record<string, Calendar>>;

const DAYS: readonly Weekday[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];
const MONDAY_TO_FRIDAY = [1, 2, 3, 4, 5];
const MOST_HOLIDAYS = 1_000;
const MOST_BLACKOUTS = 100;
const MOST_CALENDARS = 10;
const DAY_EXAMPLE = "write '2026-12-25', or '12-25' for every year";
const BLACKOUT_EXAMPLE =
  "write { from: '2026-12-24T18:00', to: '2026-12-27' }, or { from: '22:00', to: '06:00', days: ['fri'] }";

/**
 * @param named those of the module
 * @returns none for a job without
 * @throws TrackedCronError `INVALID_OPTION`
 */
export function calendarsOf(
  given: CalendarOption | null | undefined,
  named: NamedCalendars,
): readonly Calendar[] {
  if (given === undefined || given === null) return NONE;
  const several = Array.isArray(given) ? (given as readonly (string | CalendarOptions)[]) : [given as string];
  if (several.length > MOST_CALENDARS) throw invalid(`calendar can be ${MOST_CALENDARS} calendars at most.`);
  return several.map((one) =>
    typeof one === 'string' ? byName(one, named) : checkedCalendar(one, 'calendar'),
  );
}

/** @throws TrackedCronError `INVALID_OPTION` that names the calendar */
export function namedCalendars(given: unknown): NamedCalendars {
  if (given === undefined) return {};
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw invalid("calendars must be an object: write calendars: { de: { holidays: ['12-25'] } }.");
  return Object.fromEntries(
    Object.entries(given).map(([name, calendar]) => [name, checkedCalendar(calendar, `calendars.${name}`)]),
  );
}

function byName(name: string, named: NamedCalendars): Calendar {
  if (Object.hasOwn(named, name)) return named[name];
  const names = Object.keys(named);
  const meant = nearest(name, names, 3);
  if (meant) throw invalid(`the calendar "${name}" is not known: did you mean "${meant}"?`);
  const known = names.length === 0 ? 'the module has none' : `there are ${names.join(', ')}`;
  throw invalid(
    `the calendar "${name}" is not known (${known}): write forRoot({ calendars: { ${JSON.stringify(name)}: { … } } }).`,
  );
}

function checkedCalendar(given: unknown, where: string): Calendar {
  try {
    const remedy = "it must be an object: write { businessDays: true, holidays: ['12-25'] }.";
    checkNames(given, 'part of a calendar', ['businessDays', 'holidays', 'blackouts'], remedy);
    const { businessDays, holidays, blackouts } = given as CalendarOptions;
    return {
      businessDays: checkedDays(businessDays),
      holidays: list(holidays, 'holidays', MOST_HOLIDAYS).map(checkedHoliday),
      blackouts: list(blackouts, 'blackouts', MOST_BLACKOUTS).map(checkedBlackout),
    };
  } catch (error) {
    if (!(error instanceof TrackedCronError)) throw error;
    throw invalid(`${where}: ${error.message}`);
  }
}

function checkedDays(given: CalendarOptions['businessDays']): readonly number[] {
  if (given === undefined || given === false) return EVERY_DAY;
  if (given === true) return MONDAY_TO_FRIDAY;
  return weekdays(given, 'businessDays');
}

function weekdays(given: unknown, name: string): readonly number[] {
  const days = Array.isArray(given) ? given.map((day) => DAYS.indexOf(day as Weekday)) : [];
  if (days.length === 0 || days.includes(-1))
    throw invalid(`${name} must name days of the week: write ${name}: ['mon', 'tue', 'wed', 'thu', 'fri'].`);
  return [...new Set(days)].sort();
}

function list(given: unknown, name: string, most: number): readonly unknown[] {
  if (given === undefined) return [];
  if (Array.isArray(given) && given.length <= most) return given as unknown[];
  throw invalid(`${name} must be a list of at most ${most}.`);
}

function checkedHoliday(given: unknown): string {
  const [, year, rest] = /^(?:(\d{4})-)?(\d\d-\d\d)$/.exec(String(given)) ?? [];
  // 29 February is a day of some year
  if (rest !== undefined && isDay(`${year ?? '2024'}-${rest}`)) return given as string;
  throw invalid(`the holiday ${JSON.stringify(given)} is not a day: ${DAY_EXAMPLE}.`);
}

function checkedBlackout(given: unknown): ClosedTime {
  checkNames(
    given,
    'part of a blackout',
    ['from', 'to', 'days', 'reason'],
    `a blackout must be an object: ${BLACKOUT_EXAMPLE}.`,
  );
  const { from, to, days, reason } = given as Blackout;
  const why = checkedReason(reason);
  const [begins, ends] = [timeOfDay(from), timeOfDay(to)];
  if (begins !== undefined && ends !== undefined) {
    if (begins === ends) throw invalid(`the blackout from ${from} to ${to} has no end: ${BLACKOUT_EXAMPLE}.`);
    const on = days === undefined ? EVERY_DAY : weekdays(days, 'days');
    return { kind: 'recurring', from: begins, to: ends, days: on, reason: why };
  }
  const [first, last] = [wallTime(from), wallTime(to)];
  if (first === undefined || last === undefined)
    throw invalid(
      `the blackout from ${JSON.stringify(from)} to ${JSON.stringify(to)} can't be read: ${BLACKOUT_EXAMPLE}.`,
    );
  if (first >= last) throw invalid(`the blackout from ${from} to ${to} ends before it begins.`);
  if (days !== undefined)
    throw invalid(`the blackout from ${from} comes once: leave its days out, or ${BLACKOUT_EXAMPLE}.`);
  return { kind: 'once', from: first, to: last, reason: why };
}

function checkedReason(given: unknown): string {
  if (given === undefined) return 'blackout';
  if (typeof given === 'string' && /^[^\p{Cc}\p{Cs}]{1,100}$/u.test(given)) return `blackout: ${given}`;
  throw invalid('the reason of a blackout must be a text of 1 to 100 characters on one line.');
}

/** Minutes after midnight. */
function timeOfDay(given: unknown): number | undefined {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(String(given)) ?? [];
  return hours === undefined ? undefined : Number(hours) * 60 + Number(minutes);
}

/** As calendars compare it: `2026-12-24T18:00`. */
function wallTime(given: unknown): string | undefined {
  const [, day, time = '00:00'] = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d))?$/.exec(String(given)) ?? [];
  if (day === undefined || !isDay(day) || timeOfDay(time) === undefined) return undefined;
  return `${day}T${time}`;
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
