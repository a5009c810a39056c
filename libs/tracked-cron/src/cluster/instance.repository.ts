import type { CronDatabase } from '../database/cron-database.js';
import type { JobScope } from '../definition/cron-job.repository.js';
import { EXECUTION_COLUMN_NAMES } from '../history/execution-column-names.js';

/** An execution that was found without a living instance. */
export interface LostExecution {
  readonly id: string;
  readonly jobName: string;
  readonly instanceId: string;
}

/** What dead instances leave behind, by leases in database time. */
export class InstanceRepository {
  private readonly sweepSql: string;
  private readonly sweepUnknownSql: string;

  constructor(
    private readonly database: CronDatabase,
    private readonly scope: JobScope,
  ) {
    const { instances, live, executions } = database.tables;
    // The dead are locked first: an instance that renews at this moment is either seen alive or waits and finds itself
    // stopped. Rows of instances that nobody knows (restored from a backup, deleted by hand) are swept too.
    this.sweepSql = `
      with dead as (
        select id from ${instances}
        where application = $1 and environment = $2 and stopped_at is null and lease_until < now()
        order by id
        for update skip locked),
      orphaned as (
        select l.id from ${live} l left join ${instances} i on i.id = l.instance_id
        where l.application = $1 and l.environment = $2 and l.instance_id is not null
          and (i.id is null or i.stopped_at is not null or i.id in (select id from dead))
        order by l.id
        for update of l skip locked),
      stopped as (
        update ${instances} set stopped_at = lease_until where id in (select id from dead)),
      ${endAsLost(live, executions, 'instance_died')}`;
    this.sweepUnknownSql = `
      with orphaned as (
        select id from ${live}
        where instance_id = $1 and started_at < now() - interval '1 minute' and id <> all($2::uuid[])
        order by id
        for update skip locked),
      ${endAsLost(live, executions, 'never_started')}`;
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

  /** Ends what dead instances left behind, in one statement; several instances may sweep at once. */
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

/** The rest of a statement whose `orphaned` has locked the rows in question. */
function endAsLost(live: string, executions: string, reason: string): string {
  return `
      gone as (
        delete from ${live} where id in (select id from orphaned) returning *),
      lost as (
        insert into ${executions} (${COPIED}, status, epoch, kept, reason, completed_at)
        select ${COPIED}, 'lost', epoch + 1, 'long', '${reason}', now() from gone
        on conflict do nothing)
      select id, job_name as "jobName", instance_id as "instanceId" from gone`;
}
