import { BoundedCache } from './bounded-cache.js';
import { readField, type CronField, type FieldRule } from './cron-field.js';
import { invalidExpression } from './invalid-expression.js';
import { nearest, quoted } from './spelling.js';
import { ValueSet } from './value-set.js';

/** A cron expression, read: which wall-clock times it allows. Shared by all schedules written alike. */
export interface CronFields {
  readonly seconds: ValueSet;
  readonly minutes: ValueSet;
  readonly hours: ValueSet;
  readonly daysOfMonth: ValueSet;
  readonly months: ValueSet;
  /** 0 is Sunday; 7 was turned into 0. */
  readonly daysOfWeek: ValueSet;
  /** For each weekday the first of a month may be: bit n says whether day n of that month is allowed. */
  readonly daysByFirstWeekday: readonly number[];
  /** Whether hour and minute are both free of stars, so that a daylight-saving change moves a slot but loses none. */
  readonly wallAnchored: boolean;
}

/** The presets of the `cron` package, and what they stand for. */
export const PRESETS: Readonly<Record<string, string>> = {
  '@yearly': '0 0 0 1 1 *',
  '@monthly': '0 0 0 1 * *',
  '@weekly': '0 0 0 * * 0',
  '@daily': '0 0 0 * * *',
  '@hourly': '0 0 * * * *',
  '@minutely': '0 * * * * *',
  '@secondly': '* * * * * *',
  '@weekdays': '0 0 0 * * 1-5',
  '@weekends': '0 0 0 * * 0,6',
};

/** Every value of every field written out is shorter; what is longer was not written by a person. */
const LONGEST_EXPRESSION = 1000;

const OTHER_NAMES: Readonly<Record<string, string>> = { '@annually': '@yearly', '@midnight': '@daily' };

const SECOND: FieldRule = { name: 'second', low: 0, high: 59 };
const MINUTE: FieldRule = { name: 'minute', low: 0, high: 59 };
const HOUR: FieldRule = { name: 'hour', low: 0, high: 23 };
const DAY_OF_MONTH: FieldRule = { name: 'day of month', low: 1, high: 31 };
const MONTH: FieldRule = { name: 'month', low: 1, high: 12 };
const DAY_OF_WEEK: FieldRule = { name: 'day of week', low: 0, high: 7 };
const RULES = [SECOND, MINUTE, HOUR, DAY_OF_MONTH, MONTH, DAY_OF_WEEK];

const LONGEST_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const known = new BoundedCache<CronFields>(10_000);

/** Refuses what cannot be an expression, before any work is done on it; gives it trimmed and in lower case. */
export function normalised(expression: string): string {
  if (typeof expression !== 'string') {
    throw invalidExpression(String(expression), "is not text; write a cron expression such as '0 2 * * *'");
  }
  if (expression.length > LONGEST_EXPRESSION) {
    throw invalidExpression(
      expression,
      `has ${expression.length} characters, at most ${LONGEST_EXPRESSION} are read; write ranges and steps instead of lists`,
    );
  }
  return expression.trim().toLowerCase();
}

/**
 * Reads a cron expression in the dialect of the `cron` package: 5 fields, or 6 with seconds first, or a preset.
 *
 * @throws TrackedCronError `INVALID_EXPRESSION`, also for an expression that can never come true
 */
export function readCron(expression: string): CronFields {
  return known.get(expression, () => {
    const text = normalised(expression);
    const fields = read(text.startsWith('@') ? preset(text, expression) : text, expression);
    refuseNever(fields, expression);
    return fields;
  });
}

function preset(text: string, expression: string): string {
  const written = PRESETS[text];
  if (written !== undefined) return written;
  const names = Object.keys(PRESETS);
  const meant = OTHER_NAMES[text] ?? nearest(text, names, 2);
  const remedy = meant === undefined ? `write one of ${names.join(', ')} or @every 90s` : `write ${meant}`;
  throw invalidExpression(expression, `${quoted(text)} is not known; ${remedy}`);
}

function read(text: string, expression: string): CronFields {
  const texts = text === '' ? [] : text.split(/\s+/);
  if (texts.length < 5 || texts.length > 6) {
    throw invalidExpression(
      expression,
      `has ${texts.length} ${texts.length === 1 ? 'field' : 'fields'}; write 5 (minute, hour, day of month, month, day of week) or 6 (second first)`,
    );
  }
  if (texts.length === 5) texts.unshift('0');
  const fieldsRead = RULES.map((rule, index) =>
    readField(texts[index]!, rule, (reason) => invalidExpression(expression, reason)),
  );
  const [seconds, minutes, hours, daysOfMonth, months, weekdays] = fieldsRead as [
    CronField,
    CronField,
    CronField,
    CronField,
    CronField,
    CronField,
  ];
  const daysOfWeek = new ValueSet(weekdays.allowed.values().map((day) => day % 7));
  return {
    seconds: seconds.allowed,
    minutes: minutes.allowed,
    hours: hours.allowed,
    daysOfMonth: daysOfMonth.allowed,
    months: months.allowed,
    daysOfWeek,
    daysByFirstWeekday: [0, 1, 2, 3, 4, 5, 6].map((first) =>
      allowedDays(first, daysOfMonth.allowed, daysOfWeek),
    ),
    wallAnchored: !minutes.hasStar && !hours.hasStar,
  };
}

/** Day of month and day of week, both restricted, are joined by "or"; a full field does not restrict. */
function allowedDays(firstWeekday: number, daysOfMonth: ValueSet, daysOfWeek: ValueSet): number {
  const anyDate = daysOfMonth.size === 31;
  const anyWeekday = daysOfWeek.size === 7;
  let bits = 0;
  for (let day = 1; day <= 31; day += 1) {
    const date = !anyDate && daysOfMonth.has(day);
    const weekday = !anyWeekday && daysOfWeek.has((firstWeekday + day - 1) % 7);
    if (date || weekday || (anyDate && anyWeekday)) bits |= 1 << day;
  }
  return bits;
}

function refuseNever({ daysOfMonth, daysOfWeek, months }: CronFields, expression: string): void {
  const longest = Math.max(...months.values().map((month) => LONGEST_MONTH[month - 1]!));
  if (daysOfWeek.size < 7 || daysOfMonth.first <= longest) return;
  throw invalidExpression(
    expression,
    `never comes true, day of month ${daysOfMonth.first} does not exist in month ${months.values().join(', ')}; write a day of month up to ${longest} or another month`,
  );
}
