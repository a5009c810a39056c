import type { CronDatabase } from '../database/cron-database.js';
import { plainArray } from '../database/plain-array.js';
import { notingErrors } from './distinct-error-sql.js';
import { distinctErrorsOf } from './distinct-error.js';
import type { ExecutionBirth, WholeExecution } from './execution-birth.js';
import type { ExecutionError } from './execution-end.js';
import { retentionClassOf } from './execution-status.js';

/** Writes executions that nobody claimed: births into the live table, or whole ones straight into the history. */
export class UnclaimedExecutionRepository {
  private readonly birthSql: string;
  private readonly wholeSql: string;
  private readonly failedWholeSql: string;

  constructor(
    private readonly database: CronDatabase,
    private readonly scope: { readonly application: string; readonly environment: string },
  ) {
    const { jobs, live, executions, errors } = database.tables;
    const born = `
      with given as materialized (
        select * from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::float8[], $8::float8[], $9::float8[],
          $10::float8[], $11::uuid[], $12::text[], $13::jsonb[]) with ordinality
        as t(id, job_name, trigger, triggered_by, slot_ms, started_ms, next_ms, decided_ms, instance_id, release,
          metadata, nth)),
      known as materialized (
        select g.*, j.id as job_id, j.job_group, j.owner, j.definition_version
        from given g left join ${jobs} named on named.application = $1 and named.environment = $2
            and named.name = g.job_name
          -- newer code may have renamed it meanwhile; looked for only where the name is not there
          left join lateral (
            select id from ${jobs} r
            where named.id is null and r.application = $1 and r.environment = $2
              and r.previous_names @> array[g.job_name]
            limit 1) renamed on true
          join ${jobs} j on j.id = coalesce(named.id, renamed.id)),
      -- only what moves is locked, in the order in which claims lock
      ahead as materialized (
        select j.id, k.decided_ms
        from (select job_id, max(decided_ms) as decided_ms from known group by job_id) k
        join ${jobs} j on j.id = k.job_id
        where j.id = any(array(select job_id from known))
          and to_timestamp(k.decided_ms / 1000)::timestamptz(3) > j.last_slot_at
        order by j.id
        for update of j),
      moved as (
        update ${jobs} j set last_slot_at = greatest(j.last_slot_at, to_timestamp(a.decided_ms / 1000))
        from ahead a where j.id = any(array(select id from ahead)) and j.id = a.id),`;
    const shared = `id, job_id, application, environment, job_name, job_group, owner, trigger, triggered_by,
        scheduled_at, started_at, next_slot_at, instance_id, epoch, max_attempts, release, definition_version`;
    const values = `k.id, k.job_id, $1, $2, k.job_name, k.job_group, k.owner, k.trigger, k.triggered_by,
        to_timestamp(k.slot_ms / 1000), to_timestamp(k.started_ms / 1000), to_timestamp(k.next_ms / 1000),
        k.instance_id, 1, 1, k.release, k.definition_version`;
    const unknown = `
      select distinct job_name from given where nth not in (select nth from known)`;
    this.birthSql = `${born}
      written as (
        insert into ${live} (${shared}, status, attempt, metadata, available_at)
        select ${values}, 'running', 1, k.metadata, now() from known k
        on conflict do nothing)
      ${unknown}`;
    // the birth of one of them may have been committed although its answer was lost
    const wholeSql = (beside: string) => `${born}
      ended as (
        select * from unnest($14::text[], $15::text[], $16::text[], $17::integer[], $18::float8[], $19::float8[],
          $20::text[], $21::text[], $22::jsonb[], $23::text[], $24::jsonb[]) with ordinality
        as t(status, kept, reason, attempt, completed_ms, duration_ms, error_class, error_message, error_detail,
          fingerprint, result, nth)),
      gone as (
        delete from ${live} where id = any($3::uuid[])),
      written as (
        insert into ${executions} (${shared}, status, kept, reason, attempt, completed_at, duration_ms, error_class,
          error_message, error_detail, fingerprint, result, metadata, created_at)
        select ${values}, e.status, e.kept, e.reason, e.attempt, to_timestamp(e.completed_ms / 1000), e.duration_ms,
          e.error_class, e.error_message, e.error_detail, e.fingerprint, e.result, k.metadata,
          to_timestamp(coalesce(k.started_ms, e.completed_ms) / 1000)
        from known k join ended e using (nth)
        on conflict do nothing)${beside}
      ${unknown}`;
    this.wholeSql = wholeSql('');
    this.failedWholeSql = wholeSql(`,
      failed as (
        select e.fingerprint, $1::text as application, $2::text as environment, k.release, k.id,
          to_timestamp(e.completed_ms / 1000) as completed_at
        from known k join ended e using (nth)),
      ${notingErrors(errors, 'failed', '$25')}`);
  }

  /** Writes births; sending the same again is harmless. @returns names of jobs that have no row */
  async writeBirths(births: readonly ExecutionBirth[]): Promise<string[]> {
    return this.write('unclaimed-birth', this.birthSql, this.birthValues(births));
  }

  /** Writes executions from birth to end; sending the same again is harmless. @returns names of jobs that have no row */
  async writeWholes(wholes: readonly WholeExecution[]): Promise<string[]> {
    const births = wholes.map(({ birth, end }) => ({ ...birth, metadata: end.metadata ?? birth.metadata }));
    const ends = wholes.map(({ end }) => end);
    const errors = distinctErrorsOf(ends);
    const failed = errors.length > 0;
    return this.write(
      failed ? 'unclaimed-failed' : 'unclaimed-whole',
      failed ? this.failedWholeSql : this.wholeSql,
      [
        ...this.birthValues(births),
        plainArray(ends.map((end) => end.status)),
        plainArray(ends.map((end) => retentionClassOf(end.status))),
        plainArray(ends.map((end) => end.reason)),
        plainArray(ends.map((end) => end.attempt)),
        plainArray(ends.map((end) => end.completedAt)),
        plainArray(ends.map((end) => end.durationMs)),
        ends.map((end) => end.error?.errorClass ?? null),
        ends.map((end) => end.error?.message ?? null),
        ends.map((end) => (end.error ? errorDetail(end.error) : null)),
        plainArray(ends.map((end) => end.error?.fingerprint ?? null)),
        ends.map((end) => (end.result == null ? null : JSON.stringify(end.result))),
        ...(failed ? [errors.map((error) => JSON.stringify(error))] : []),
      ],
    );
  }

  private async write(name: string, text: string, values: unknown[]): Promise<string[]> {
    const { rows } = await this.database.writes.query<{ job_name: string }>({ name, text, values });
    return rows.map((row) => row.job_name);
  }

  private birthValues(births: readonly ExecutionBirth[]): unknown[] {
    return [
      this.scope.application,
      this.scope.environment,
      plainArray(births.map((birth) => birth.id)),
      births.map((birth) => birth.jobName),
      plainArray(births.map((birth) => birth.trigger)),
      births.map((birth) => birth.triggeredBy),
      plainArray(births.map((birth) => birth.scheduledAt)),
      plainArray(births.map((birth) => birth.startedAt)),
      plainArray(births.map((birth) => birth.nextSlotAt)),
      plainArray(births.map((birth) => birth.decidedUntil)),
      plainArray(births.map((birth) => birth.instanceId)),
      births.map((birth) => birth.release),
      births.map((birth) => (birth.metadata === null ? null : JSON.stringify(birth.metadata))),
    ];
  }
}

/** The part of an error that is kept as JSON. */
function errorDetail({ stack, causes, code }: ExecutionError): string {
  return JSON.stringify({ stack, causes, code });
}
