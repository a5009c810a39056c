import { uuidV7Time } from '../id-generator.js';
import { walksDown } from './births.js';
import type { HistoryPosition } from './history-cursor.js';
import type { HistoryQuery } from './history-query.js';
import type { HistoryOrder } from './history-sort.js';

/** Nothing is born so far ahead of any clock. */
const AHEAD_MS = 24 * 3_600_000;

/**
 * The query for the births among which a page in their order lies, unless its rows are rare: the database then plans for a few
 * partitions instead of all of them, which is most of what a page costs. What is not found there has to be looked for everywhere.
 * @param now milliseconds since the epoch
 * @param nearMs how far from where the walk begins it looks, milliseconds
 * @returns null where all that is asked for is as near, where births are bounded anyway (of what was in flight at some time), or
 *   where the walk begins nobody knows where
 */
export function nearBirths<Query extends Pick<HistoryQuery, 'from' | 'to' | 'overlaps'>>(
  query: Query,
  position: HistoryPosition | null,
  order: HistoryOrder,
  now: number,
  nearMs: number,
): Query | null {
  const { from, to, overlaps } = query;
  if (overlaps !== undefined) return null;
  const reached = position && (position.value ?? uuidV7Time(position.id));
  if (walksDown(position, order)) {
    const floor = (reached ?? to?.getTime() ?? now) - nearMs;
    if (from !== undefined && from.getTime() >= floor) return null;
    const isNewest = reached === null && to === undefined;
    return { ...query, from: new Date(floor), ...(isNewest && { to: new Date(now + AHEAD_MS) }) };
  }
  const begin = reached ?? from?.getTime();
  if (begin === undefined) return null;
  const ceiling = begin + nearMs;
  if (to !== undefined && to.getTime() <= ceiling) return null;
  return { ...query, to: new Date(ceiling) };
}
