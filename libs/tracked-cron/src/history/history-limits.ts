import { TrackedCronError } from '../tracked-cron.error.js';
import { ENDED_STATUSES, LIVE_STATUSES } from './execution-status.js';
import type { HistoryQuery } from './history-query.js';
import { isUuid } from './is-uuid.js';

/** Rows a page when the query doesn't say. */
export const DEFAULT_LIMIT = 50;
/** How far `count: 'capped'` counts. */
export const COUNT_CAP = 1_000;

const MAX_LIMIT = 200;
const SEARCH_LENGTH = { min: 2, max: 200 };
const MAX_TEXT = 500;
const EXACT_COUNT_WINDOW_MS = 24 * 3_600_000;
const STATUSES: readonly string[] = [...LIVE_STATUSES, ...ENDED_STATUSES];
const TEXTS = [
  'jobName',
  'group',
  'owner',
  'tag',
  'trigger',
  'release',
  'fingerprint',
  'environment',
] as const;

/** Refuses what can't be answered, or not within the bounds. @throws TrackedCronError `INVALID_QUERY`, `COUNT_TOO_WIDE` */
export function checkQuery(query: HistoryQuery): void {
  const { limit = DEFAULT_LIMIT, search, status = [], instance, from, to, overlaps } = query;
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    refuse('limit', `limit must be a whole number from 1 to ${MAX_LIMIT}.`);
  }
  for (const name of TEXTS) {
    const text = query[name];
    if (text !== undefined && (typeof text !== 'string' || text.length > MAX_TEXT || text.includes('\0'))) {
      refuse(name, `${name} must be a text of at most ${MAX_TEXT} characters.`);
    }
  }
  if (search !== undefined && (!isWithin(search.length, SEARCH_LENGTH) || search.includes('\0'))) {
    refuse('search', `search must have ${SEARCH_LENGTH.min} to ${SEARCH_LENGTH.max} characters.`);
  }
  const unknown = status.find((one) => !STATUSES.includes(one));
  if (unknown !== undefined) {
    refuse(
      'status',
      `status "${String(unknown).slice(0, 60)}" is not known: write one of ${STATUSES.join(', ')}.`,
    );
  }
  if (instance !== undefined && !isUuid(instance))
    refuse('instance', 'instance must be the id of one: a UUID.');
  checkInstants({ from, to, 'overlaps.from': overlaps?.[0], 'overlaps.to': overlaps?.[1] });
  checkCount(query);
}

function checkInstants(instants: Record<string, Date | undefined>): void {
  for (const [name, instant] of Object.entries(instants)) {
    // before 1970 there are no ids, after the year 9999 no timestamps that everything can read
    const fits = instant === undefined || isWithin(instant.getTime(), { min: 0, max: 253402300799999 });
    if (!fits) refuse(name.split('.')[0], `${name} must be an instant from 1970 to 9999.`);
  }
}

function checkCount({ count = 'none', jobName, from, to, overlaps }: HistoryQuery): void {
  if (!['none', 'capped', 'exact'].includes(count)) refuse('count', 'count must be none, capped or exact.');
  if (count !== 'exact' || jobName !== undefined) return;
  const [start, end] = overlaps ?? [from, to];
  if (start && end && end.getTime() - start.getTime() <= EXACT_COUNT_WINDOW_MS) return;
  throw new TrackedCronError(
    'COUNT_TOO_WIDE',
    'An exact count needs a jobName, or from and to at most 24 hours apart: narrow the query, or ask for count "capped".',
    { parameter: 'count' },
  );
}

function isWithin(value: number, { min, max }: { min: number; max: number }): boolean {
  return value >= min && value <= max;
}

function refuse(parameter: string, message: string): never {
  throw new TrackedCronError('INVALID_QUERY', message, { parameter });
}
