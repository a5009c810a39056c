import { createHash } from 'node:crypto';
import type { JobScope } from '../../definition/job-scope.js';
import { decodeCursor, type HistoryPosition } from '../../history/history-cursor.js';
import { orderOf } from '../../history/history-sort.js';
import { TrackedCronError } from '../../tracked-cron.error.js';
import type { AuditEntry } from './audit-entry.js';

/** Which entries of the audit log are asked for, newest first; all filters hold together. */
export interface AuditQuery {
  jobName?: string;
  /** Who did it, as it was recorded. */
  by?: string;
  /** One of `AUDIT_ACTIONS`. */
  action?: string;
  requestId?: string;
  /** At or after. */
  from?: Date;
  /** Before. */
  to?: Date;
  /** Only of these jobs, and then nothing that is about no job. Default: all. */
  jobNames?: readonly string[];
  /** Entries a page, 1 to 200. Default: 50. */
  limit?: number;
  /** `page.next` or `page.previous` of an answer to the same filters. */
  cursor?: string;
}

/** A page of the audit log. */
export interface AuditPage {
  readonly items: readonly AuditEntry[];
  readonly page: {
    readonly next: string | null;
    readonly previous: string | null;
    readonly limit: number;
  };
}

/** Newest first: ids carry their birth. */
export const AUDIT_ORDER = orderOf('-createdAt', undefined);

const DEFAULT_LIMIT = 50;
const MOST = 200;
const LONGEST_TEXT = 1_000;
const LAST_INSTANT = 253402300799999;

/** A query that can be answered. */
export interface CheckedAuditQuery {
  readonly filters: Omit<AuditQuery, 'limit' | 'cursor'>;
  readonly limit: number;
  readonly signature: string;
  readonly position: HistoryPosition | null;
}

/** @throws TrackedCronError `INVALID_QUERY`, `INVALID_CURSOR` */
export function checkAuditQuery(
  { limit = DEFAULT_LIMIT, cursor, ...filters }: AuditQuery,
  scope: JobScope,
): CheckedAuditQuery {
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST) {
    refuse('limit', `limit must be a whole number from 1 to ${MOST}.`);
  }
  for (const name of ['jobName', 'by', 'action', 'requestId'] as const) {
    const text = filters[name];
    if (
      text !== undefined &&
      (typeof text !== 'string' || text.length > LONGEST_TEXT || text.includes('\0'))
    ) {
      refuse(name, `${name} must be a text of at most ${LONGEST_TEXT} characters.`);
    }
  }
  for (const name of ['from', 'to'] as const) {
    const at = filters[name]?.getTime();
    if (at !== undefined && !(at >= 0 && at <= LAST_INSTANT))
      refuse(name, `${name} must be an instant from 1970 to 9999.`);
  }
  const signature = signatureOf(filters, scope);
  const position = cursor === undefined ? null : decodeCursor(cursor, signature, AUDIT_ORDER);
  return { filters, limit, signature, position };
}

/** What a cursor belongs to. */
function signatureOf(filters: CheckedAuditQuery['filters'], { application, environment }: JobScope): string {
  const meant = Object.entries({ ...filters, application, environment })
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify(['audit', meant]))
    .digest('base64url')
    .slice(0, 16);
}

function refuse(parameter: string, message: string): never {
  throw new TrackedCronError('INVALID_QUERY', message, { parameter });
}
