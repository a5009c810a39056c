import type { CronDatabase } from '../database/cron-database.js';
import { inTransaction } from '../database/transaction.js';
import { FROZEN, HELD } from './claim-rows.js';
import { crowds, lockGroups } from './concurrency-groups.js';
import type { PendingRow } from './pending-row.js';
import { PENDING_COLUMNS } from './pending-row.js';

/** Executions that were born without a lane, and wait for one. */
export class LaneQueueRepository {
  private readonly lookSql: string;
  private readonly lockSql: string;
  private readonly takeSql: string;

  constructor(private readonly database: CronDatabase) {
    const { live, jobs, instances } = database.tables;
    // A job that may overlap itself has one lane for what is caught up in order, and as many as come for everything else.
    const free = `not exists (
            select 1 from ${live} o
            where o.job_id = l.job_id and o.holds_lane and (j.overlap <> 'allow' or o.trigger = l.trigger))`;
    const waits = `l.job_id = any($1::uuid[]) and l.status = 'pending' and not l.holds_lane and l.available_at <= now()`;
    // an open breaker holds the queue back too; at a half-open one its head tries, one at a time as ever
    const rested = '(j.breaker_until is null or j.breaker_until <= now())';
    const waiting = `${live} l join ${jobs} j on j.id = l.job_id
        where ${waits} and (${HELD}) is null and ${rested} and ${free}`;
    this.lookSql = `select distinct l.job_id as id from ${waiting}`;
    this.lockSql = `
      select id, concurrency_key as key from ${jobs} where id = any($1::uuid[]) and not ${FROZEN} order by id for update`;
    this.takeSql = `
      with heads as materialized (
        select distinct on (l.job_id) l.id, l.job_id, j.application, j.environment, j.concurrency_key,
          j.concurrency_limit
        from ${waiting}
        -- what is caught up comes after what is due
        order by l.job_id, l.trigger = 'backfill', l.id),
      crowds as materialized (${crowds(database.tables, 'select concurrency_key from heads')}),
      taken as (
        select h.id, h.concurrency_key is null or coalesce(c.lanes, 0)
            + row_number() over (partition by h.concurrency_key order by h.id) <= h.concurrency_limit as fits
        from heads h left join crowds c on c.application = h.application and c.environment = h.environment
          and c.concurrency_key = h.concurrency_key)
      update ${live} l
      set status = 'running', holds_lane = true, instance_id = $2, epoch = l.epoch + 1, started_at = now(),
        updated_at = now()
      from taken t
      where l.id = t.id and t.fits
        and (select stopped_at is null and lease_until > now() from ${instances} where id = $2)
      returning ${PENDING_COLUMNS}`;
  }

  /** Of these jobs those that have something waiting and a free lane; a look without locks. */
  async look(jobIds: readonly string[]): Promise<string[]> {
    const { rows } = await this.database.writes.query<{ id: string }>(this.lookSql, [jobIds]);
    return rows.map(({ id }) => id);
  }

  /**
   * Gives the free lane of each of these jobs to whoever waits longest. Decided under the jobs' locks, as claims and
   * triggers are: what looked free may be taken by now.
   */
  take(jobIds: readonly string[], instanceId: string): Promise<PendingRow[]> {
    return inTransaction(this.database.writes, async (client) => {
      const { rows: locked } = await client.query<{ id: string; key: string | null }>(this.lockSql, [jobIds]);
      if (locked.some(({ key }) => key !== null)) await lockGroups(client, this.database.tables, jobIds);
      const { rows } = await client.query<PendingRow>(this.takeSql, [locked.map(({ id }) => id), instanceId]);
      return rows;
    });
  }
}
