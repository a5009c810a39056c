import type { CronDatabase } from '../database/cron-database.js';
import type { DatabaseClock } from '../database/database-clock.js';
import type { JobDefinition } from '../definition/job-definition.js';
import type { JobRegistry } from '../definition/job-registry.js';
import type { ExecutionEngine } from '../execution/execution-engine.js';
import { FROZEN } from './claim-rows.js';
import type { InstanceIdentity } from './instance-identity.js';
import type { InstanceLease } from './instance-lease.js';
import type { LaneQueue } from './lane-queue.js';
import { assignmentOf, PENDING_COLUMNS, type PendingRow } from './pending-row.js';

/** What one {@link PendingClaimer.runOnce} takes at most. */
export const MOST_TAKEN_AT_ONCE = 100;

/**
 * Takes executions that wait for an instance: retries that are due, triggers asked of one that doesn't execute, and what
 * waits for a lane.
 */
export class PendingClaimer {
  private readonly sql: string;

  constructor(
    private readonly database: CronDatabase,
    private readonly identity: InstanceIdentity,
    private readonly jobs: JobRegistry,
    private readonly engine: ExecutionEngine,
    private readonly settings: { readonly execution: { executes(job: JobDefinition): boolean } },
    private readonly clock: DatabaseClock,
    private readonly lease: Pick<InstanceLease, 'covers'>,
    private readonly queue: Pick<LaneQueue, 'runOnce' | 'close'>,
  ) {
    const { live, instances, jobs: definitions } = database.tables;
    // This instance's own idea of database time counts too: it has set the time of its retries by it, and may be a few
    // milliseconds ahead. A retry keeps the start of the first attempt; what the last one said of its progress is over.
    this.sql = `
      with next as (
        select id from ${live}
        where status = 'pending' and holds_lane
          and available_at <= greatest(now(), to_timestamp($4::float8 / 1000)) and job_id = any($1::uuid[])
          and not exists (select 1 from ${definitions} j where j.id = job_id and ${FROZEN})
        order by available_at, id
        limit $2
        for update skip locked)
      update ${live} l
      set status = 'running', instance_id = $3, epoch = l.epoch + 1, started_at = coalesce(l.started_at, now()),
        heartbeat_at = case when l.attempt > 1 then to_timestamp($4::float8 / 1000) end, progress = null,
        progress_message = null, updated_at = now()
      from next
      where l.id = next.id and (select stopped_at is null and lease_until > now() from ${instances} where id = $3)
      returning ${PENDING_COLUMNS}`;
  }

  /** Takes what waits, at most 100, and starts it. Rows that another instance is taking are passed over. */
  async runOnce(): Promise<number> {
    const mine = this.jobs.registered().filter((job) => this.settings.execution.executes(job.definition));
    if (mine.length === 0) return 0;
    const { id: instanceId } = this.identity;
    const { rows } = await this.database.writes.query<PendingRow>(this.sql, [
      mine.map((job) => job.id),
      MOST_TAKEN_AT_ONCE,
      instanceId,
      this.clock.now(),
    ]);
    if (this.lease.covers(instanceId)) this.engine.start(rows.map((row) => assignmentOf(row, this.jobs)));
    return rows.length + (await this.queue.runOnce(mine.map((job) => job.id)));
  }

  /** Takes nothing any more. */
  close(): Promise<void> {
    return this.queue.close();
  }
}
