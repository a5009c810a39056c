import type { CronDatabase } from '../database/cron-database.js';
import { plainArray } from '../database/plain-array.js';
import { notingErrors } from './distinct-error-sql.js';
import { distinctErrorsOf } from './distinct-error.js';
import { EXECUTION_COLUMN_NAMES } from './execution-column-names.js';
import type { ExecutionEnd } from './execution-end.js';
import { ENDED_STATUSES, retentionClassOf } from './execution-status.js';

/** A lane that an execution kept beyond its end. */
export type KeptLane = Pick<ExecutionEnd, 'id' | 'epoch'>;

interface Statement {
  readonly name: string;
  readonly text: string;
}

/** Moves executions from the live table into history. */
export class ExecutionEndRepository {
  /** What few ends need is asked for by statements of their own. */
  private readonly statements: Record<'end' | 'keepingLanes' | 'failed' | 'failedKeepingLanes', Statement>;
  private readonly freeSql: string;
  private readonly beforeSql: string;

  constructor(private readonly database: CronDatabase) {
    const { live, executions, errors } = database.tables;
    const kept = EXECUTION_COLUMN_NAMES.filter((name) => !CHANGED_AT_THE_END.has(name));
    // What few ends have (an error, a result, a last beat) comes as one document: nine arrays of nulls cost more than
    // the ends themselves. No `on conflict`: only who deletes the live row writes the end, and a speculative insertion
    // is a third of a plain one on top.
    const sql = (more: string, beside: string) => `
      with ended as (
        select * from unnest($1::uuid[], $2::integer[], $3::text[], $4::text[], $5::integer[], $6::float8[],
          $7::float8[], $8::float8[], $9::jsonb[])
        as t(id, epoch, status, reason, attempt, started_at, completed_at, duration_ms, more)),
      gone as (
        delete from ${live} l using ended t where l.id = any($1::uuid[]) and l.id = t.id and l.epoch = t.epoch and l.status <> 'zombie'
        returning ${kept.map((name) => `l.${name}`).join(', ')}, t.status,
          case when t.status in (${SHORT_STATUSES}) then 'short' else 'long' end as kept, t.reason, t.attempt,
          coalesce(to_timestamp(t.started_at / 1000), l.started_at) as started_at,
          to_timestamp(t.completed_at / 1000) as completed_at, t.duration_ms, t.more ->> 'errorClass' as error_class,
          t.more ->> 'message' as error_message, t.more -> 'detail' as error_detail,
          t.more ->> 'fingerprint' as fingerprint, t.more -> 'result' as result,
          coalesce(t.more -> 'metadata', l.metadata) as metadata,
          coalesce(to_timestamp((t.more ->> 'beatAt')::float8 / 1000), l.heartbeat_at) as heartbeat_at,
          coalesce((t.more ->> 'progress')::float4, l.progress) as progress,
          coalesce(t.more ->> 'progressMessage', l.progress_message) as progress_message${more}),${beside}
      written as (
        insert into ${executions} (${kept.join(', ')}, ${ENDED_NAMES.join(', ')})
        select ${kept.join(', ')}, ${ENDED_NAMES.join(', ')} from gone
        returning 1)
      select count(*)::integer from written`;
    const lane = ['status', 'attempt', 'started_at', 'holds_lane', 'available_at'];
    const keepLanes = `
      kept as (
        insert into ${live} (${kept.join(', ')}, ${lane.join(', ')})
        select ${kept.join(', ')}, 'zombie', attempt, started_at, true, completed_at from gone where keeps_lane),`;
    const noteErrors = `${notingErrors(errors, 'gone', '$10')},`;
    const lanes = ", t.more ? 'keepsLane' as keeps_lane";
    this.statements = {
      end: { name: 'end', text: sql('', '') },
      keepingLanes: { name: 'end-keeping-lanes', text: sql(lanes, keepLanes) },
      failed: { name: 'end-failed', text: sql('', noteErrors) },
      failedKeepingLanes: { name: 'end-failed-keeping-lanes', text: sql(lanes, keepLanes + noteErrors) },
    };
    this.freeSql = `
      delete from ${live} l using unnest($1::uuid[], $2::integer[]) as t(id, epoch)
      where l.id = any($1::uuid[]) and l.id = t.id and l.epoch = t.epoch and l.status = 'zombie'`;
    this.beforeSql = `
      select id from ${executions} join unnest($1::uuid[], $2::integer[]) as t(id, epoch) using (id, epoch)`;
  }

  /**
   * Ends executions in one statement. Sending the same again is harmless, and answers the same.
   * @returns for each end whether it stands in the history; false where the epoch had moved on
   */
  async write(ends: ExecutionEnd[]): Promise<boolean[]> {
    const errors = distinctErrorsOf(ends);
    const keepsLanes = ends.some(({ keepsLane }) => keepsLane);
    const { end, keepingLanes, failed, failedKeepingLanes } = this.statements;
    const statement =
      errors.length === 0 ? (keepsLanes ? keepingLanes : end) : keepsLanes ? failedKeepingLanes : failed;
    const values = columns(ends);
    if (errors.length > 0) values.push(errors.map((error) => JSON.stringify(error)));
    const { rows } = await this.database.writes.query<[number]>({
      ...statement,
      values,
      rowMode: 'array',
    });
    if (rows[0][0] === ends.length) return ends.map(() => true);
    const written = new Set(await this.writtenByNow(ends));
    return ends.map((end) => written.has(end.id));
  }

  /** Gives up lanes that were kept beyond the end. Sending the same again is harmless. */
  async freeLanes(lanes: readonly KeptLane[]): Promise<void> {
    await this.database.writes.query(this.freeSql, [
      plainArray(lanes.map(({ id }) => id)),
      plainArray(lanes.map(({ epoch }) => epoch)),
    ]);
  }

  /** Those that stand in the history, written just now or by an attempt whose answer was lost. */
  private async writtenByNow(ends: ExecutionEnd[]): Promise<string[]> {
    const { rows } = await this.database.writes.query<{ id: string }>(this.beforeSql, [
      plainArray(ends.map((end) => end.id)),
      plainArray(ends.map((end) => end.epoch)),
    ]);
    return rows.map(({ id }) => id);
  }
}

const SHORT_STATUSES = ENDED_STATUSES.filter((status) => retentionClassOf(status) === 'short')
  .map((status) => `'${status}'`)
  .join(', ');

const CHANGED_AT_THE_END = new Set([
  'status',
  'attempt',
  'started_at',
  'metadata',
  'heartbeat_at',
  'progress',
  'progress_message',
  'updated_at',
]);

const ENDED_NAMES = [
  'status',
  'kept',
  'reason',
  'attempt',
  'started_at',
  'completed_at',
  'duration_ms',
  'error_class',
  'error_message',
  'error_detail',
  'fingerprint',
  'result',
  'metadata',
  'heartbeat_at',
  'progress',
  'progress_message',
];

function columns(ends: ExecutionEnd[]): unknown[] {
  return [
    plainArray(ends.map((end) => end.id)),
    plainArray(ends.map((end) => end.epoch)),
    plainArray(ends.map((end) => end.status)),
    plainArray(ends.map((end) => end.reason)),
    plainArray(ends.map((end) => end.attempt)),
    // an execution has started with its first attempt
    plainArray(ends.map((end) => (end.attempt > 1 ? null : end.startedAt))),
    plainArray(ends.map((end) => end.completedAt)),
    plainArray(ends.map((end) => end.durationMs)),
    ends.map(more),
  ];
}

function more({ error, result, metadata, lastBeat, keepsLane }: ExecutionEnd): string | null {
  if (!error && result == null && metadata === null && !lastBeat && !keepsLane) return null;
  // what is undefined is left out, and reads as null
  return JSON.stringify({
    errorClass: error?.errorClass,
    message: error?.message,
    detail: error ? { stack: error.stack, causes: error.causes, code: error.code } : undefined,
    fingerprint: error?.fingerprint,
    result: result ?? undefined,
    metadata: metadata ?? undefined,
    beatAt: lastBeat?.at,
    progress: lastBeat?.progress ?? undefined,
    progressMessage: lastBeat?.message ?? undefined,
    keepsLane: keepsLane || undefined,
  });
}
