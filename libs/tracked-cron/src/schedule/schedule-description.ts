import type { CronFields } from './cron-expression.js';
import type { ValueSet } from './value-set.js';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** Times of day are listed one by one up to this many. */
const MOST_TIMES = 6;

/** What a field says: everything, every n-th value from the first, or these. */
type Shape = { kind: 'all' } | { kind: 'step'; step: number } | { kind: 'some'; values: number[] };

/** An interval in English words. */
export function describeEvery(everyMs: number): string {
  const parts: string[] = [];
  let rest = everyMs;
  for (const [unit, size] of [
    ['day', 86_400_000],
    ['hour', 3_600_000],
    ['minute', 60_000],
    ['second', 1000],
    ['millisecond', 1],
  ] as const) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${unit}${count === 1 ? '' : 's'}`);
  }
  return parts.length === 1 ? `every ${parts[0]!.replace(/^1 /, '')}` : `every ${listed(parts)}`;
}

/** An expression in English words. */
export interface Description {
  readonly words: string;
  /** Whether the words mean something else in another time zone. */
  readonly zoneMatters: boolean;
}

/** Several expressions in one line, with the zone where it matters to one of them. */
export function describeUnion(descriptions: readonly Description[], timeZone: string): string {
  const words = descriptions.map((description) => description.words).join('; ');
  return words + (descriptions.some(({ zoneMatters }) => zoneMatters) ? `, ${timeZone}` : '');
}

/** A cron expression in English words. */
export function describeCron(fields: CronFields): Description {
  const times = describeTimesOfDay(fields);
  const days = describeDays(fields);
  const anyDay = fields.daysOfMonth.size === 31 && fields.daysOfWeek.size === 7;
  const parts = [times ?? describeRepetition(fields), times !== undefined && anyDay ? 'every day' : '', days];
  return {
    words: parts.filter((part) => part !== '').join(' '),
    zoneMatters: days !== '' || fields.hours.size < 24,
  };
}

/** "at 02:30 and 14:30", when these are few and not what a step came to. */
function describeTimesOfDay({ hours, minutes, seconds, wallAnchored }: CronFields): string | undefined {
  const repeats =
    !wallAnchored && [shapeOf(hours, 0, 24), shapeOf(minutes, 0, 60)].some(({ kind }) => kind !== 'some');
  if (repeats || hours.size * minutes.size > MOST_TIMES || seconds.size > 1) return undefined;
  const times = hours.values().flatMap((hour) => minutes.values().map((minute) => [hour, minute]));
  const tail = seconds.first === 0 ? [] : [seconds.first];
  return `at ${listed(times.map((time) => [...time, ...tail].map(twoDigits).join(':')))}`;
}

function describeRepetition({ hours, minutes, seconds }: CronFields): string {
  const [second, minute, hour] = [shapeOf(seconds, 0, 60), shapeOf(minutes, 0, 60), shapeOf(hours, 0, 24)];
  const onTheMinute = seconds.size === 1 && seconds.first === 0;
  if (onTheMinute && minutes.size === 1 && minutes.first === 0) {
    if (hour.kind !== 'some') return every('hour', hour);
    if (isRange(hours)) return `every hour${describeHours(hours)}`;
  }
  if (hours.size === 1 && minutes.size === 1) {
    return `${every('second', second)} of ${twoDigits(hours.first)}:${twoDigits(minutes.first)}`;
  }
  const finest = onTheMinute ? every('minute', minute) : every('second', second);
  const ofMinute =
    onTheMinute || (minute.kind === 'all' && second.kind !== 'some') ? '' : ` of ${each('minute', minute)}`;
  if (minute.kind !== 'some' && hour.kind === 'all') return finest + ofMinute;
  if (hour.kind !== 'some') return `${finest}${ofMinute} of ${each('hour', hour)}`;
  const ofHour = minute.kind === 'some' && isRange(hours) && hours.size > 1 ? ' of every hour' : '';
  return finest + ofMinute + ofHour + describeHours(hours);
}

/** " from 09:00 to 17:59" or " of hours 2 and 4". */
function describeHours(hours: ValueSet): string {
  if (isRange(hours)) return ` from ${twoDigits(hours.first)}:00 to ${twoDigits(hours.last)}:59`;
  return ` of ${each('hour', shapeOf(hours, 0, 24))}`;
}

function describeDays({ daysOfMonth, daysOfWeek, months }: CronFields): string {
  const dates = daysOfMonth.size < 31;
  const weekdays = daysOfWeek.size < 7;
  const month = months.size === 12 ? '' : named(months.values(), (value) => MONTHS[value - 1]!);
  if (dates && !weekdays && daysOfMonth.size === 1 && months.size === 1)
    return `on ${daysOfMonth.first} ${month}`;
  const parts: string[] = [];
  if (dates) parts.push(`on ${plural('day', daysOfMonth.values())} of the month`);
  if (weekdays) {
    const mondayFirst = daysOfWeek.values().map((day) => day || 7);
    parts.push(
      `on ${named(
        mondayFirst.sort((a, b) => a - b),
        (value) => WEEKDAYS[value % 7]!,
      )}`,
    );
  }
  return [parts.join(' or '), month === '' ? '' : `in ${month}`].filter((part) => part !== '').join(' ');
}

/** A step counts as one only where it also fits from the last value to the first of the next round. */
function shapeOf(set: ValueSet, low: number, size: number): Shape {
  if (set.size === size) return { kind: 'all' };
  const values = set.values();
  const step = size / values.length;
  const even = values.length > 1 && values.every((value, index) => value === low + index * step);
  return even ? { kind: 'step', step } : { kind: 'some', values };
}

function every(unit: string, shape: Shape): string {
  if (shape.kind === 'all') return `every ${unit}`;
  return shape.kind === 'step' ? `every ${shape.step} ${unit}s` : `at ${plural(unit, shape.values)}`;
}

function each(unit: string, shape: Shape): string {
  if (shape.kind === 'all') return `every ${unit}`;
  return shape.kind === 'step' ? `every ${ordinal(shape.step)} ${unit}` : plural(unit, shape.values);
}

function plural(unit: string, values: number[]): string {
  return `${unit}${values.length === 1 ? '' : 's'} ${named(values, String)}`;
}

/** Three or more in a row as a range, else one by one. */
function named(values: number[], name: (value: number) => string): string {
  const [first, last] = [values[0]!, values[values.length - 1]!];
  if (values.length > 2 && last - first === values.length - 1) return `${name(first)} to ${name(last)}`;
  return listed(values.map(name));
}

function listed(words: string[]): string {
  return words.length === 1 ? words[0]! : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}

function isRange(set: ValueSet): boolean {
  return set.last - set.first === set.size - 1;
}

function ordinal(value: number): string {
  return `${value}${value === 2 ? 'nd' : value === 3 ? 'rd' : 'th'}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
