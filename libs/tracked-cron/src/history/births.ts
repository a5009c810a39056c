import { uuidV7Floor, uuidV7Time } from '../id-generator.js';
import type { HistoryPosition } from './history-cursor.js';
import type { HistoryOrder } from './history-sort.js';

/**
 * Whether an execution started more than a minute from its birth, in the words of the index that has these, by their starts.
 * Nearly all start sooner: ids carry the birth, so those are found by their ids. An index with all of them would cost each
 * execution a tenth of its price.
 */
export const STARTED_LATE = `(e.started_at - e.created_at < interval '-1 minute' or e.started_at - e.created_at > interval '1 minute')`;
/** The others. Not said as a range: the planner would take that for one row in two hundred. */
export const STARTED_SOON = `${STARTED_LATE} is not true`;

/** A minute, and another one because ids and `created_at` are made by different clocks. */
const FARTHEST_MS = 120_000;

/** Ids between which the rows of a page lie that is ordered by start; null for no bound. */
export interface Births {
  readonly from: string | null;
  readonly to: string | null;
}

/** Where rows can have been born that follow a position. */
export function birthsFrom(position: HistoryPosition | null, order: HistoryOrder): Births {
  if (position === null) return { from: null, to: null };
  return walksDown(position, order)
    ? { from: null, to: idAt(position.value! + FARTHEST_MS) }
    : { from: idAt(position.value! - FARTHEST_MS), to: null };
}

/**
 * The same up to the birth of the row that completes a page in the order of births: what was born much farther on started
 * after all of them.
 */
export function birthsUpTo(
  births: Births,
  lastId: string,
  position: HistoryPosition | null,
  order: HistoryOrder,
): Births {
  const last = uuidV7Time(lastId);
  return walksDown(position, order)
    ? { ...births, from: idAt(last - 2 * FARTHEST_MS) }
    : { ...births, to: idAt(last + 2 * FARTHEST_MS) };
}

/** Whether walking on from a position leads to smaller values. */
export function walksDown(position: HistoryPosition | null, { descending }: HistoryOrder): boolean {
  return descending === (position?.direction !== 'back');
}

function idAt(ms: number): string {
  return uuidV7Floor(Math.max(0, ms));
}
