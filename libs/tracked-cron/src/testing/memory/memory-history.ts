import type { CronJobEntity } from '../../definition/cron-job.entity.js';
import { isWithin } from '../../definition/jobs-within.js';
import type { AnyExecutionView } from '../../history/any-execution.view.js';
import {
  totalOf,
  type ExecutionHistoryRepository,
  type HistoryScope,
} from '../../history/execution-history.repository.js';
import { failedAttemptOf } from '../../history/failed-attempts.repository.js';
import { executionRecordOf } from '../../history/execution-record.js';
import type { ExecutionStatus } from '../../history/execution-status.js';
import { decodeCursor, querySignature, type HistoryPosition } from '../../history/history-cursor.js';
import { checkQuery, COUNT_CAP, DEFAULT_LIMIT } from '../../history/history-limits.js';
import { pageOf } from '../../history/history-page.js';
import type { ExecutionDetails, HistoryPage, HistoryQuery } from '../../history/history-query.js';
import { orderOf, type HistoryOrder } from '../../history/history-sort.js';
import type { LogPage, LogQuery } from '../../history/log-query.js';
import { uuidV7Time } from '../../id-generator.js';
import type { MemoryDatabase } from './memory-database.js';
import { memoryLogPage } from './memory-logs.js';

/** Reads executions from memory; what may be asked, the cursors and the records are those of the real history. */
export class MemoryHistory implements Pick<ExecutionHistoryRepository, 'page' | 'find' | 'logs'> {
  constructor(
    private readonly database: MemoryDatabase,
    private readonly own: HistoryScope,
  ) {}

  async page(query: HistoryQuery): Promise<HistoryPage> {
    checkQuery(query);
    const order = orderOf(query.sort ?? '-createdAt', query.jobName);
    const scope = { ...this.own, environment: query.environment ?? this.own.environment };
    const signature = querySignature(query, scope);
    const position = query.cursor === undefined ? null : decodeCursor(query.cursor, signature, order);
    const { limit = DEFAULT_LIMIT, count = 'none' } = query;

    const all = this.database.executions().filter((row) => row.environment === scope.environment);
    const errors = errorsWith(query.search, all);
    const matching = all
      .filter((row) => this.matches(row, query, errors))
      .filter((row) => order.key === null || row[order.key.property] !== null)
      .sort((a, b) => compared(placeOf(a, order), placeOf(b, order), order));
    const ahead = position === null ? matching : beyond(matching, position, order);
    const { items, page } = pageOf(ahead.slice(0, limit + 1), { position, order, limit, signature });
    const found = count === 'capped' ? Math.min(matching.length, COUNT_CAP + 1) : matching.length;
    const total = count === 'none' ? {} : { total: totalOf(found, count === 'exact') };
    return { items: items.map(executionRecordOf), page, ...total };
  }

  async find(id: string): Promise<ExecutionDetails | null> {
    const row = this.database.ended.get(id) ?? this.database.live.get(id);
    if (!row) return null;
    const attempts = this.database.attempts.filter(({ executionId }) => executionId === id);
    return { ...executionRecordOf(row), failedAttempts: attempts.map(failedAttemptOf) };
  }

  async logs(id: string, query: LogQuery = {}): Promise<LogPage | null> {
    return memoryLogPage(this.database, id, query);
  }

  private matches(row: AnyExecutionView, query: HistoryQuery, errors: ReadonlySet<string>): boolean {
    const job = this.database.jobs.get(row.jobId)!;
    const found = contains(row, job, query.search, errors);
    return found && ofJob(job, query) && ofRow(row, query) && ofTime(row, query);
  }
}

/** Group and owner are those that the job has now. */
function ofJob(job: CronJobEntity, { jobName, group, owner, tag, within }: HistoryQuery): boolean {
  return (
    (jobName === undefined || job.name === jobName) &&
    (group === undefined || job.group === group) &&
    (owner === undefined || job.owner === owner) &&
    (tag === undefined || job.tags.includes(tag)) &&
    (within === undefined || isWithin(within, job))
  );
}

function ofRow(row: AnyExecutionView, query: HistoryQuery): boolean {
  const { status = [], trigger, instance, release, fingerprint } = query;
  return (
    (status.length === 0 || status.includes(row.status as ExecutionStatus)) &&
    (trigger === undefined || row.trigger === trigger) &&
    (instance === undefined || row.instanceId === instance.toLowerCase()) &&
    (release === undefined || row.release === release) &&
    (fingerprint === undefined || row.fingerprint === fingerprint)
  );
}

/** An execution is born at the time that its id carries. */
function ofTime(
  { id, status, completedAt }: AnyExecutionView,
  { from, to, overlaps }: HistoryQuery,
): boolean {
  const born = uuidV7Time(id);
  if (from && born < from.getTime()) return false;
  if (to && born >= to.getTime()) return false;
  if (!overlaps) return true;
  if (status === 'skipped' || status === 'missed' || born >= overlaps[1].getTime()) return false;
  return completedAt === null || completedAt >= overlaps[0];
}

/** The fingerprints of the errors that contain a text: class, and message as it was seen first. */
function errorsWith(search: string | undefined, rows: readonly AnyExecutionView[]): ReadonlySet<string> {
  if (search === undefined) return new Set();
  const distinct = new Map<string, string>();
  const seen = (row: AnyExecutionView) => row.completedAt?.getTime() ?? Infinity;
  for (const row of [...rows].sort((one, other) => seen(one) - seen(other))) {
    const { fingerprint, errorClass, errorMessage } = row;
    if (fingerprint === null || distinct.has(fingerprint)) continue;
    distinct.set(fingerprint, `${errorClass}\n${errorMessage?.slice(0, 1_000)}`.toLowerCase());
  }
  const text = search.toLowerCase();
  return new Set(
    [...distinct].filter(([, error]) => error.includes(text)).map(([fingerprint]) => fingerprint),
  );
}

/** In the name of any job, or in the error of an execution that went wrong. */
function contains(
  row: AnyExecutionView,
  job: CronJobEntity,
  search: string | undefined,
  errors: ReadonlySet<string>,
): boolean {
  if (search === undefined || job.name.toLowerCase().includes(search.toLowerCase())) return true;
  return row.kept === 'long' && row.fingerprint !== null && errors.has(row.fingerprint);
}

type Place = Pick<HistoryPosition, 'id' | 'value'>;

function placeOf(row: AnyExecutionView, { key }: HistoryOrder): Place {
  return { id: row.id, value: key === null ? null : Number(row[key.property]) };
}

/** Below zero when `a` comes first. */
function compared(a: Place, b: Place, { descending }: HistoryOrder): number {
  const ascending = (a.value ?? 0) - (b.value ?? 0) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
  return descending ? -ascending : ascending;
}

/** The rows after a place, in the direction of walking. */
function beyond(
  rows: AnyExecutionView[],
  position: HistoryPosition,
  order: HistoryOrder,
): AnyExecutionView[] {
  const back = position.direction === 'back';
  const walked = back ? [...rows].reverse() : rows;
  return walked.filter((row) => {
    const distance = compared(placeOf(row, order), position, order) * (back ? -1 : 1);
    return distance > 0 || (position.inclusive && distance === 0);
  });
}
