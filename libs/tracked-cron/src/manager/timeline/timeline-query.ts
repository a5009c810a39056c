import { TrackedCronError } from '../../tracked-cron.error.js';
import type { TimelineLaneKind, TimelineQuery } from './timeline.interface.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LONGEST: Record<TimelineLaneKind, { ms: number; words: string }> = {
  job: { ms: 31 * DAY_MS, words: '31 days' },
  instance: { ms: 2 * DAY_MS, words: '2 days' },
};
const DEFAULT_LANES = 100;
const MOST_LANES = 500;
const MOST_NAMES = 100;
const LONGEST_TEXT = 500;
/** Beyond it, what is too much to be told one by one is taken from the statistics by hour. */
const COUNTED_BY_ROW_MS = 12 * HOUR_MS;
/** A lane has room for so many buckets. */
const MOST_BUCKETS = 120;
const BY_ROW_MS = [60_000, 300_000, 900_000];
const BY_HOUR_MS = [HOUR_MS, 6 * HOUR_MS, DAY_MS];

/** A query as it is answered; instants are milliseconds since the epoch. */
export interface CheckedTimeline extends Omit<TimelineQuery, 'from' | 'to' | 'by' | 'limit'> {
  readonly from: number;
  readonly to: number;
  readonly by: TimelineLaneKind;
  readonly limit: number;
}

/** @throws TrackedCronError `INVALID_QUERY` */
export function checkedTimeline(query: TimelineQuery, now: number): CheckedTimeline {
  const { by = 'job', limit = DEFAULT_LANES, jobNames, group, owner, within } = query;
  if (!(by in LONGEST)) throw invalid('by', "by must be 'job' or 'instance'.");
  const to = instant('to', query.to ?? new Date((query.from?.getTime() ?? now - HOUR_MS) + 2 * HOUR_MS));
  const from = instant('from', query.from ?? new Date(to - 2 * HOUR_MS));
  if (!(from < to && to - from <= LONGEST[by].ms))
    throw invalid('to', `to must come after from, by at most ${LONGEST[by].words}.`);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_LANES)
    throw invalid('limit', `limit must be a whole number from 1 to ${MOST_LANES}.`);
  if (jobNames && jobNames.length > MOST_NAMES)
    throw invalid('jobNames', `jobNames must be at most ${MOST_NAMES}: ask for the others by themselves.`);
  for (const text of [group, owner, ...(jobNames ?? [])]) {
    if (text !== undefined && (typeof text !== 'string' || text.length > LONGEST_TEXT || text.includes('\0')))
      throw invalid('jobNames', `Names must be texts of at most ${LONGEST_TEXT} characters.`);
  }
  return { from, to, by, limit, jobNames, group, owner, within };
}

/** How long the buckets are that the executions of a busy lane are counted in, and what they are counted from. */
export function bucketsOf(spanMs: number): { readonly ms: number; readonly source: 'rows' | 'hours' } {
  const source = spanMs <= COUNTED_BY_ROW_MS ? 'rows' : 'hours';
  return { ms: bucketMs(spanMs, source === 'rows' ? BY_ROW_MS : BY_HOUR_MS), source };
}

/** The same where only rows know: by instance. */
export function rowBucketMs(spanMs: number): number {
  return bucketMs(spanMs, [...BY_ROW_MS, HOUR_MS]);
}

function bucketMs(spanMs: number, lengths: readonly number[]): number {
  return lengths.find((ms) => spanMs / ms <= MOST_BUCKETS) ?? lengths.at(-1)!;
}

function instant(parameter: string, value: unknown): number {
  const ms = value instanceof Date ? value.getTime() : NaN;
  // before 1970 there are no ids, after the year 9999 no timestamps that everything can read
  if (ms >= 0 && ms <= 253_402_300_799_999) return ms;
  throw invalid(parameter, `${parameter} must be an instant from 1970 to 9999.`);
}

function invalid(parameter: string, message: string): TrackedCronError {
  return new TrackedCronError('INVALID_QUERY', `getTimeline: ${message}`, { parameter });
}
