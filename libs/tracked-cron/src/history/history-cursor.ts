import { createHash } from 'node:crypto';
import { TrackedCronError } from '../tracked-cron.error.js';
import { isUuid } from './is-uuid.js';
import type { HistoryQuery } from './history-query.js';
import type { HistoryOrder } from './history-sort.js';

const VERSION = 1;
const LONGEST_CURSOR = 500;
const LAST_TIME = 8.64e15;

/** A place in an order. It is made of values, not of a row, so it outlives the row it was taken from. */
export interface HistoryPosition {
  readonly id: string;
  /** The sort value at this place, times as milliseconds since the epoch; null when the id alone orders. */
  readonly value: number | null;
  /** Which way from here: `forward` is the order of the sort. */
  readonly direction: 'forward' | 'back';
  /** Whether the row at this very place belongs to the page. */
  readonly inclusive: boolean;
}

/** What a cursor belongs to: equal for queries whose pages may be mixed. Page size and count may change on the way. */
export function querySignature(
  query: HistoryQuery,
  scope: { application: string; environment: string },
): string {
  const { limit: _limit, count: _count, cursor: _cursor, ...filters } = query;
  const sort = query.sort ?? '-createdAt';
  const meant = Object.entries({ ...filters, ...scope, sort, status: [...new Set(query.status)].sort() })
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(meant)).digest('base64url').slice(0, 16);
}

/** A position as it is handed out: opaque to the caller. */
export function encodeCursor(position: HistoryPosition, signature: string): string {
  const { id, value, direction, inclusive } = position;
  const fields = [VERSION, signature, direction === 'forward' ? 1 : 0, inclusive ? 1 : 0, id, value];
  return Buffer.from(JSON.stringify(fields)).toString('base64url');
}

/** Reads a cursor back. @throws TrackedCronError `INVALID_CURSOR` when it is broken, or of other filters or another sort */
export function decodeCursor(cursor: string, signature: string, order: HistoryOrder): HistoryPosition {
  const [version, owner, forward, inclusive, id, value] = fieldsOf(cursor);
  if (version !== VERSION || typeof owner !== 'string') throw invalid('can not be read');
  if (owner !== signature) throw invalid('belongs to other filters or another sort');
  const valueFits = order.key === null ? value === null : isValue(value, order.key.type);
  if (!isUuid(id) || !valueFits) throw invalid('can not be read');
  return {
    id,
    value: value as number | null,
    direction: forward === 1 ? 'forward' : 'back',
    inclusive: inclusive === 1,
  };
}

function fieldsOf(cursor: string): unknown[] {
  if (typeof cursor !== 'string' || cursor.length > LONGEST_CURSOR) return [];
  try {
    const fields: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(fields) ? fields : [];
  } catch {
    return [];
  }
}

function isValue(value: unknown, type: 'timestamptz' | 'float8'): boolean {
  if (typeof value !== 'number' || !Number.isFinite(value)) return false;
  return type === 'float8' || (Number.isInteger(value) && Math.abs(value) <= LAST_TIME);
}

function invalid(problem: string): TrackedCronError {
  return new TrackedCronError(
    'INVALID_CURSOR',
    `The cursor ${problem}: pass page.next or page.previous unchanged with the query it came from, or leave it out to begin anew.`,
    { parameter: 'cursor' },
  );
}
