import type { CronDatabase } from '../database/cron-database.js';
import { plainArray } from '../database/plain-array.js';
import { EXECUTION_COLUMN_NAMES } from './execution-column-names.js';
import type { ExecutionEnd } from './execution-end.js';
import { retentionClassOf } from './execution-status.js';

/** Moves executions from the live table into history. */
export class ExecutionEndRepository {
  private readonly sql: string;
  private readonly beforeSql: string;

  constructor(private readonly database: CronDatabase) {
    const { live, executions } = database.tables;
    const kept = EXECUTION_COLUMN_NAMES.filter((name) => !CHANGED_AT_THE_END.has(name));
    this.sql = `
      with ended as (
        select * from unnest($1::uuid[], $2::integer[], $3::text[], $4::text[], $5::text[], $6::integer[],
          $7::float8[], $8::float8[], $9::float8[], $10::text[], $11::text[], $12::jsonb[], $13::text[],
          $14::jsonb[], $15::jsonb[], $16::float8[], $17::float4[], $18::text[])
        as t(id, epoch, status, kept, reason, attempt, started_at, completed_at, duration_ms, error_class,
          error_message, error_detail, fingerprint, result, metadata, beat_at, progress, message)),
      gone as (
        delete from ${live} l using ended t where l.id = any($1::uuid[]) and l.id = t.id and l.epoch = t.epoch
        returning ${kept.map((name) => `l.${name}`).join(', ')}, t.status, t.kept, t.reason, t.attempt,
          coalesce(to_timestamp(t.started_at / 1000), l.started_at) as started_at,
          to_timestamp(t.completed_at / 1000) as completed_at, t.duration_ms, t.error_class, t.error_message,
          t.error_detail, t.fingerprint, t.result, coalesce(t.metadata, l.metadata) as metadata,
          coalesce(to_timestamp(t.beat_at / 1000), l.heartbeat_at) as heartbeat_at,
          coalesce(t.progress, l.progress) as progress, coalesce(t.message, l.progress_message) as progress_message)
      insert into ${executions} (${kept.join(', ')}, ${ENDED_NAMES.join(', ')})
      select ${kept.join(', ')}, ${ENDED_NAMES.join(', ')} from gone
      on conflict do nothing
      returning id`;
    this.beforeSql = `
      select id from ${executions} join unnest($1::uuid[], $2::integer[]) as t(id, epoch) using (id, epoch)`;
  }

  /**
   * Ends executions in one statement. Sending the same again is harmless, and answers the same.
   * @returns for each end whether it stands in the history; false where the epoch had moved on
   */
  async write(ends: ExecutionEnd[]): Promise<boolean[]> {
    const { rows } = await this.database.writes.query<[string]>({
      name: 'end',
      text: this.sql,
      values: columns(ends),
      rowMode: 'array',
    });
    if (rows.length === ends.length) return ends.map(() => true);
    const written = new Set(rows.map(([id]) => id));
    const missing = ends.filter((end) => !written.has(end.id));
    for (const id of await this.writtenBefore(missing)) written.add(id);
    return ends.map((end) => written.has(end.id));
  }

  /** Those whose first attempt had committed after all, although its answer was lost. */
  private async writtenBefore(ends: ExecutionEnd[]): Promise<string[]> {
    const { rows } = await this.database.writes.query<{ id: string }>(this.beforeSql, [
      plainArray(ends.map((end) => end.id)),
      plainArray(ends.map((end) => end.epoch)),
    ]);
    return rows.map(({ id }) => id);
  }
}

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
    ends.map((end) => end.id),
    ends.map((end) => end.epoch),
    plainArray(ends.map((end) => end.status)),
    plainArray(ends.map((end) => retentionClassOf(end.status))),
    plainArray(ends.map((end) => end.reason)),
    plainArray(ends.map((end) => end.attempt)),
    plainArray(ends.map((end) => end.startedAt)),
    plainArray(ends.map((end) => end.completedAt)),
    plainArray(ends.map((end) => end.durationMs)),
    ends.map((end) => end.error?.errorClass ?? null),
    ends.map((end) => end.error?.message ?? null),
    ends.map((end) => (end.error ? errorDetail(end.error) : null)),
    plainArray(ends.map((end) => end.error?.fingerprint ?? null)),
    ends.map((end) => (end.result == null ? null : JSON.stringify(end.result))),
    ends.map((end) => (end.metadata === null ? null : JSON.stringify(end.metadata))),
    plainArray(ends.map((end) => end.lastBeat?.at ?? null)),
    plainArray(ends.map((end) => end.lastBeat?.progress ?? null)),
    ends.map((end) => end.lastBeat?.message ?? null),
  ];
}

/** The part of an error that is kept as JSON. */
export function errorDetail({ stack, causes, code }: NonNullable<ExecutionEnd['error']>): string {
  return JSON.stringify({ stack, causes, code });
}
