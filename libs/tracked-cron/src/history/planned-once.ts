import { DEFAULT_LIMIT } from './history-limits.js';
import type { HistoryQuery } from './history-query.js';
import type { HistoryReach } from './history-reach.repository.js';

/** Which rows a condition by these leaves, and so by which index they are found best, depends on its value. */
const WEIGHED: readonly (keyof HistoryQuery)[] = [
  'status',
  'trigger',
  'instance',
  'release',
  'from',
  'to',
  'overlaps',
  'search',
];

/**
 * Whether one plan is as good as any: of everybody's, a job's or an error's executions and no fewer, so that an index has their order
 * whichever they are. Pages of other lengths are other statements, of which there shall be few.
 */
export function isPlannedOnce(query: HistoryQuery, { jobIds }: Pick<HistoryReach, 'jobIds'>): boolean {
  const { limit = DEFAULT_LIMIT, fingerprint } = query;
  return (
    limit === DEFAULT_LIMIT &&
    WEIGHED.every((name) => query[name] === undefined) &&
    (jobIds === null || (jobIds.length === 1 && fingerprint === undefined))
  );
}
