import type { CronDatabase } from '../database/cron-database.js';
import { plainArray } from '../database/plain-array.js';
import type { ExecutionEnd } from './execution-end.js';
import type { RetryWait } from './failed-attempt.js';

/** An attempt after which another one follows. */
export type RetriedEnd = ExecutionEnd & { readonly retry: RetryWait };

/** Turns executions whose attempt failed back into waiting ones. */
export class RetryWaitRepository {
  private readonly sql: string;
  private readonly beforeSql: string;

  constructor(private readonly database: CronDatabase) {
    const { live, attempts } = database.tables;
    // Nobody owns what waits, so that it outlives its instance; its row stays, so that the job's lane is kept.
    this.sql = `
      with failed as (
        select * from unnest($1::uuid[], $2::integer[], $3::integer[], $4::text[], $5::float8[], $6::float8[],
          $7::float8[], $8::float8[], $9::jsonb[])
        as t(id, epoch, attempt, failure, retry_ms, started_ms, ended_ms, duration_ms, more)),
      mine as (
        select t.*, l.instance_id from failed t join ${live} l on l.id = t.id
        where l.id = any($1::uuid[]) and l.epoch = t.epoch and l.attempt = t.attempt and l.status = 'running'
        for update of l),
      waiting as (
        update ${live} l
        set status = 'pending', instance_id = null, attempt = l.attempt + 1,
          available_at = to_timestamp(m.retry_ms / 1000), updated_at = to_timestamp(m.ended_ms / 1000),
          metadata = coalesce(m.more -> 'metadata', l.metadata),
          -- the execution has started with its first attempt, when that says, not when it was claimed
          started_at = case when l.attempt = 1 then coalesce(to_timestamp(m.started_ms / 1000), l.started_at)
            else l.started_at end
        from mine m where l.id = any($1::uuid[]) and l.id = m.id),
      written as (
        insert into ${attempts} (execution_id, attempt, failure, instance_id, epoch, started_at, ended_at, duration_ms,
          error_class, error_message, error_detail, fingerprint, retry_at)
        select id, attempt, failure, instance_id, epoch, to_timestamp(started_ms / 1000), to_timestamp(ended_ms / 1000),
          duration_ms, more ->> 'errorClass', more ->> 'message', more -> 'detail', more ->> 'fingerprint',
          to_timestamp(retry_ms / 1000)
        from mine
        returning 1)
      select count(*)::integer from written`;
    this.beforeSql = `
      select execution_id as id from ${attempts} a
      join unnest($1::uuid[], $2::integer[], $3::integer[]) as t(id, attempt, epoch)
        on a.execution_id = t.id and a.attempt = t.attempt and a.epoch = t.epoch`;
  }

  /**
   * Has executions wait for their next attempts, in one statement. Sending the same again is harmless, and answers the
   * same, also when somebody has taken them meanwhile.
   * @returns for each whether it waits, or has waited; false where the execution had changed hands before
   */
  async write(ends: RetriedEnd[]): Promise<boolean[]> {
    const { rows } = await this.database.writes.query<[number]>({
      name: 'retry-wait',
      text: this.sql,
      values: [
        plainArray(ends.map((end) => end.id)),
        plainArray(ends.map((end) => end.epoch)),
        plainArray(ends.map((end) => end.attempt)),
        plainArray(ends.map((end) => end.retry.failure)),
        plainArray(ends.map((end) => end.retry.at)),
        plainArray(ends.map((end) => end.startedAt)),
        plainArray(ends.map((end) => end.completedAt)),
        plainArray(ends.map((end) => end.durationMs)),
        ends.map(more),
      ],
      rowMode: 'array',
    });
    if (rows[0][0] === ends.length) return ends.map(() => true);
    const written = new Set(await this.writtenByNow(ends));
    return ends.map(({ id }) => written.has(id));
  }

  private async writtenByNow(ends: RetriedEnd[]): Promise<string[]> {
    const { rows } = await this.database.writes.query<{ id: string }>(this.beforeSql, [
      plainArray(ends.map((end) => end.id)),
      plainArray(ends.map((end) => end.attempt)),
      plainArray(ends.map((end) => end.epoch)),
    ]);
    return rows.map(({ id }) => id);
  }
}

function more({ error, metadata }: RetriedEnd): string {
  // what is undefined is left out, and reads as null
  return JSON.stringify({
    errorClass: error?.errorClass,
    message: error?.message,
    detail: error ? { stack: error.stack, causes: error.causes, code: error.code } : undefined,
    fingerprint: error?.fingerprint,
    metadata: metadata ?? undefined,
  });
}
