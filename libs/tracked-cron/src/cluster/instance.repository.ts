import type { CronDatabase } from '../database/cron-database.js';
import type { SchemaTables } from '../database/schema-tables.js';
import type { JobScope } from '../definition/job-scope.js';
import { EXECUTION_COLUMN_NAMES } from '../history/execution-column-names.js';

/** An execution that was found without a living instance. */
export interface LostExecution {
  readonly id: string;
  readonly jobName: string;
  readonly instanceId: string;
  /** The attempt that was lost. */
  readonly attempt: number;
  readonly maxAttempts: number;
  /** Whether it waits for another attempt instead of having ended. */
  readonly retried: boolean;
}

/** What dead instances leave behind, by leases in database time. */
export class InstanceRepository {
  private readonly sweepSql: string;
  private readonly sweepUnknownSql: string;

  constructor(
    private readonly database: CronDatabase,
    private readonly scope: JobScope,
  ) {
    const { instances, live, executions, attempts, jobs } = database.tables;
    // what somebody cancelled is never tried again, even if its owner died before it heard of it
    const again = `l.status <> 'zombie' and l.cancellation is null and l.attempt < l.max_attempts and (select on_lost = 'retry' from ${jobs} j where j.id = l.job_id)`;
    const endOrRetry = (reason: string) => retryOrEnd({ live, executions, attempts }, reason);
    // The dead are locked first: an instance that renews at this moment is either seen alive or waits and finds itself
    // stopped. Rows of instances that nobody knows (restored from a backup, deleted by hand) are swept too.
    this.sweepSql = `
      with dead as (
        select id from ${instances}
        where application = $1 and environment = $2 and stopped_at is null and lease_until < now()
        order by id
        for update skip locked),
      orphaned as (
        select l.id, coalesce(${again}, false) as again
        from ${live} l left join ${instances} i on i.id = l.instance_id
        where l.application = $1 and l.environment = $2 and l.instance_id is not null
          and (i.id is null or i.stopped_at is not null or i.id in (select id from dead))
        order by l.id
        for update of l skip locked),
      stopped as (
        update ${instances} set stopped_at = lease_until where id in (select id from dead)),
      ${endOrRetry('instance_died')}`;
    this.sweepUnknownSql = `
      with orphaned as (
        select l.id, coalesce(${again}, false) as again
        from ${live} l
        where l.instance_id = $1 and l.updated_at < now() - interval '1 minute' and l.id <> all($2::uuid[])
        order by l.id
        for update of l skip locked),
      ${endOrRetry('never_started')}`;
  }

  /** @returns those of the instances whose lease has been over for a minute, or that nobody knows */
  async gone(ids: readonly string[]): Promise<string[]> {
    const { rows } = await this.database.writes.query<{ id: string }>(
      `select t.id from unnest($1::uuid[]) as t(id) left join ${this.database.tables.instances} i using (id)
       where i.id is null or coalesce(i.stopped_at, i.lease_until) < now() - interval '1 minute'`,
      [ids],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * Ends what dead instances left behind, or has it wait for another attempt where its job says so and one is left, in one
   * statement; several instances may sweep at once.
   */
  async sweep(): Promise<LostExecution[]> {
    const { rows } = await this.database.writes.query<LostExecution>(this.sweepSql, [
      this.scope.application,
      this.scope.environment,
    ]);
    return rows;
  }

  /**
   * Ends rows of this instance that it knows nothing of: their claim committed, but the answer never came.
   * @param known executions that this instance runs, or whose ends it is about to write
   */
  async sweepUnknown(id: string, known: string[]): Promise<LostExecution[]> {
    const { rows } = await this.database.writes.query<LostExecution>(this.sweepUnknownSql, [id, known]);
    return rows;
  }
}

const COPIED = EXECUTION_COLUMN_NAMES.filter(
  (name) => !['status', 'epoch', 'updated_at'].includes(name),
).join(', ');

/**
 * The rest of a statement whose `orphaned` has locked the rows in question, and says of each whether it is tried again.
 * Either way the epoch grows: whoever ran it finds its writes refused.
 */
function retryOrEnd(
  { live, executions, attempts }: Pick<SchemaTables, 'live' | 'executions' | 'attempts'>,
  reason: string,
): string {
  return `
      tried as (
        insert into ${attempts} (execution_id, attempt, failure, instance_id, epoch, started_at, ended_at, retry_at)
        select id, attempt, 'lost', instance_id, epoch, started_at, now(), now()
        from ${live} where id in (select id from orphaned where again)
        on conflict do nothing),
      waiting as (
        update ${live} l
        set status = 'pending', epoch = l.epoch + 1, attempt = l.attempt + 1, instance_id = null, available_at = now(),
          updated_at = now()
        from ${live} before
        where l.id in (select id from orphaned where again) and before.id = l.id
        returning l.id, l.job_name, before.instance_id, before.attempt, l.max_attempts),
      gone as (
        delete from ${live} where id in (select id from orphaned where not again) returning *),
      lost as (
        insert into ${executions} (${COPIED}, status, epoch, kept, reason, completed_at)
        select ${COPIED}, 'lost', epoch + 1, 'long', '${reason}', now() from gone where status <> 'zombie'
        on conflict do nothing)
      select id, job_name as "jobName", instance_id as "instanceId", attempt, max_attempts as "maxAttempts",
        true as retried
      from waiting
      union all
      select id, job_name, instance_id, attempt, max_attempts, false from gone where status <> 'zombie'`;
}
