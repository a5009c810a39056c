import { TrackedCronError } from './tracked-cron.error.js';

/**
 * A length of time: a number of milliseconds, or a number with its unit: `ms`, `s`, `m`, `h`, `d`, largest
 * unit first where there are several.
 *
 * @example 5000, '500ms', '30s', '5m', '1h30m', '7d'
 */
export type Duration = number | string;

const UNITS = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const;
type Unit = keyof typeof UNITS;

/** Ten years: anything longer is a mistake of unit, and would not fit a timer or an interval anyway. */
const LONGEST = 3650 * UNITS.d;
const WRITTEN = /^(?:\d{1,15}(?:\.\d{1,6})?(?:ms|[dhms]) ?)+$/;
const PARTS = /(\d+(?:\.\d+)?)(ms|[dhms])/g;
const REMEDY = "write milliseconds as a number, or a text such as '500ms', '30s', '5m', '1h30m', '7d'";

/**
 * A duration in milliseconds.
 *
 * @param where what it belongs to, for the message: `timeout of job "billing.nightlyInvoices"`
 * @throws TrackedCronError `INVALID_DURATION` when it can't be read, is not above 0, or is beyond 10 years
 */
export function parseDuration(value: Duration, where: string): number {
  const ms = typeof value === 'number' ? value : millisecondsOf(value, where);
  if (!Number.isFinite(ms)) throw invalid(value, where, `is not a number of milliseconds: ${REMEDY}`);
  if (ms <= 0) throw invalid(value, where, `has to be longer than nothing: ${REMEDY}`);
  if (ms > LONGEST) throw invalid(value, where, `is longer than 10 years (did you mean seconds?): ${REMEDY}`);
  return ms;
}

function millisecondsOf(value: unknown, where: string): number {
  if (typeof value !== 'string') throw invalid(value, where, `is not a duration: ${REMEDY}`);
  // longer texts are refused below, none of the patterns has to read them
  const text =
    value.length > 100
      ? ''
      : value
          .trim()
          .replace(/\s+/g, ' ')
          .replace(/(\d) (?=[a-z])/g, '$1');
  if (/^\d+$/.test(text)) {
    throw invalid(
      value,
      where,
      `has no unit: write '${text}s', '${text}m', or the number ${text} for milliseconds`,
    );
  }
  if (!WRITTEN.test(text)) throw invalid(value, where, `is not a duration: ${didYouMean(text)}${REMEDY}`);
  let sum = 0;
  let smallest = Infinity;
  for (const [, amount, unit] of text.matchAll(PARTS)) {
    const size = UNITS[unit as Unit];
    if (size >= smallest)
      throw invalid(value, where, `has to name each unit once, the largest first: ${REMEDY}`);
    smallest = size;
    sum += Number(amount) * size;
  }
  return Math.round(sum * 1000) / 1000;
}

const SPELLINGS: readonly [RegExp, Unit][] = [
  [/^(?:msecs?|millis(?:econds?)?|milliseconds?)$/, 'ms'],
  [/^(?:s|secs?|seconds?)$/, 's'],
  [/^(?:m|mins?|minutes?)$/, 'm'],
  [/^(?:h|hrs?|hours?)$/, 'h'],
  [/^(?:d|days?)$/, 'd'],
];

function didYouMean(text: string): string {
  const [, amount, word] = /^(\d{1,15}) ?([a-z]{1,12})$/i.exec(text) ?? [];
  if (word === undefined) return '';
  const unit = SPELLINGS.find(([spelling]) => spelling.test(word.toLowerCase()))?.[1];
  return unit === undefined ? '' : `did you mean '${amount}${unit}'? Otherwise `;
}

function invalid(value: unknown, where: string, problem: string): TrackedCronError {
  const shown = typeof value === 'string' ? `'${value.slice(0, 60)}'` : String(value);
  return new TrackedCronError('INVALID_DURATION', `${where}: ${shown} ${problem}`, { where, value });
}

/** A duration for people, its two largest units: `1 h 30 m`, `18 s`, `1.5 s`, `250 ms`. */
export function formatDuration(ms: number): string {
  if (!Number.isFinite(ms)) return 'unknown';
  if (ms < 0) return `-${formatDuration(-ms)}`;
  const millis = Math.round(ms);
  if (millis < 1000) return `${millis} ms`;
  const tenths = Math.round(millis / 100);
  if (tenths < 100) return `${tenths / 10} s`;
  const seconds = Math.round(millis / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return inTwoUnits(seconds, 60, 'm', 's');
  const minutes = Math.round(seconds / 60);
  if (minutes < 24 * 60) return inTwoUnits(minutes, 60, 'h', 'm');
  return inTwoUnits(Math.round(minutes / 60), 24, 'd', 'h');
}

function inTwoUnits(amount: number, size: number, large: string, small: string): string {
  const rest = amount % size;
  return `${Math.floor(amount / size)} ${large}${rest === 0 ? '' : ` ${rest} ${small}`}`;
}
