import type { AnyExecutionView } from './any-execution.view.js';
import { encodeCursor, type HistoryPosition } from './history-cursor.js';
import type { HistoryPage } from './history-query.js';
import type { HistoryOrder } from './history-sort.js';

/** What a place in an order is made of. */
type PageRow = Pick<AnyExecutionView, 'id'> &
  Partial<Pick<AnyExecutionView, 'scheduledAt' | 'startedAt' | 'durationMs'>>;

/** How the rows of a page were asked for. */
export interface PageRequest {
  /** Null for the first page. */
  readonly position: HistoryPosition | null;
  readonly order: HistoryOrder;
  readonly limit: number;
  readonly signature: string;
}

/**
 * Cuts a page from rows that were read in the direction of walking, one more than fit: the one that is too much tells
 * that there is a further page. Where the walk came from there always is one; should its rows be gone, it is empty and
 * leads back.
 */
export function pageOf<Row extends PageRow>(
  rows: readonly Row[],
  { position, order, limit, signature }: PageRequest,
): { items: Row[]; page: HistoryPage['page'] } {
  const back = position?.direction === 'back';
  const items = rows.slice(0, limit);
  if (back) items.reverse();
  const further = rows.length > limit;

  const cursor = (direction: HistoryPosition['direction']): string => {
    const row = direction === 'forward' ? items.at(-1) : items.at(0);
    // an empty page turns round at the place it was asked for
    const place = row
      ? { id: row.id, value: valueOf(row, order), inclusive: false }
      : { ...position!, inclusive: !position!.inclusive };
    return encodeCursor({ ...place, direction }, signature);
  };
  return {
    items,
    page: {
      next: (back ? true : further) ? cursor('forward') : null,
      previous: (back ? further : position !== null) ? cursor('back') : null,
      limit,
    },
  };
}

function valueOf(row: PageRow, { key }: HistoryOrder): number | null {
  if (key === null) return null;
  return Number(row[key.property]);
}
