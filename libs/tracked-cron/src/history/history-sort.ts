import { TrackedCronError } from '../tracked-cron.error.js';
import { HISTORY_SORTS, type HistorySort } from './history-query.js';

/** An order of the history as SQL and cursors need it. */
export interface HistoryOrder {
  readonly sort: HistorySort;
  readonly descending: boolean;
  /** What is compared before the id; null when the id alone says it, because ids carry their birth. */
  readonly key: SortKey | null;
}

/** A column to sort by that may be null; rows without a value are left out of its order. */
interface SortKey {
  readonly column: 'scheduled_at' | 'started_at' | 'duration_ms';
  readonly property: 'scheduledAt' | 'startedAt' | 'durationMs';
  readonly type: 'timestamptz' | 'float8';
}

const KEYS: Record<string, SortKey | null> = {
  createdAt: null,
  scheduledAt: { column: 'scheduled_at', property: 'scheduledAt', type: 'timestamptz' },
  startedAt: { column: 'started_at', property: 'startedAt', type: 'timestamptz' },
  duration: { column: 'duration_ms', property: 'durationMs', type: 'float8' },
};

/**
 * Reads a sort.
 *
 * @param jobName whose executions are sorted; only the default order does without, because no index spans all jobs
 * @throws TrackedCronError `INVALID_QUERY`
 */
export function orderOf(sort: HistorySort, jobName: string | undefined): HistoryOrder {
  if (!HISTORY_SORTS.includes(sort)) {
    throw new TrackedCronError(
      'INVALID_QUERY',
      `sort "${String(sort).slice(0, 60)}" is not known: write one of ${HISTORY_SORTS.join(', ')}.`,
      { parameter: 'sort' },
    );
  }
  const key = KEYS[sort.replace('-', '')];
  if (key !== null && jobName === undefined) {
    throw new TrackedCronError(
      'INVALID_QUERY',
      `sort "${sort}" needs a jobName: name the job, or sort by -createdAt or createdAt.`,
      { parameter: 'sort' },
    );
  }
  return { sort, descending: sort.startsWith('-'), key };
}

/** The order by clause; `reversed` for walking back. */
export function orderBy(order: HistoryOrder, reversed: boolean, alias = ''): string {
  const direction = order.descending === reversed ? 'asc' : 'desc';
  const columns = order.key === null ? ['id'] : [order.key.column, 'id'];
  return columns.map((column) => `${alias}${column} ${direction}`).join(', ');
}

/** Compares rows of an order by a value as {@link orderBy} does; `reversed` for walking back. */
export function inOrder<Row extends { id: string } & Partial<Record<SortKey['property'], unknown>>>(
  { key, descending }: HistoryOrder,
  reversed: boolean,
): (one: Row, other: Row) => number {
  const sign = descending === reversed ? 1 : -1;
  const valueOf = (row: Row) => (key === null ? 0 : Number(row[key.property]));
  return (one, other) => sign * (valueOf(one) - valueOf(other) || (one.id < other.id ? -1 : 1));
}
