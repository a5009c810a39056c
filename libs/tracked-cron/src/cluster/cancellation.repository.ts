import type pg from 'pg';
import type { CronDatabase } from '../database/cron-database.js';
import { inTransaction } from '../database/transaction.js';
import { cancellationMessage, type Cancellation } from '../execution/cancellation.js';
import { EXECUTION_COLUMN_NAMES } from '../history/execution-column-names.js';

/** Where an execution stood when it was to be cancelled. */
export interface Cancelled {
  readonly jobId: string;
  readonly jobName: string;
  /** `pending`: it has ended; `running`: its owner has been told; `zombie`: it had ended before. */
  readonly stood: 'pending' | 'running' | 'zombie';
  readonly instanceId: string | null;
  /** Run by the host's own scheduler, which nobody can tell to stop: nothing was done. */
  readonly observed: boolean;
}

/** A cancellation that its owner has to carry out. */
export interface CancellationOrder {
  readonly id: string;
  readonly epoch: number;
  readonly cancellation: Cancellation;
}

const COPIED = EXECUTION_COLUMN_NAMES.filter(
  (name) => !['status', 'epoch', 'updated_at'].includes(name),
).join(', ');

/** Ends what waits; tells the owners of what runs, in its row, to abort it and write its end. */
export class CancellationRepository {
  private readonly lockSql: string;
  private readonly askSql: string;
  private readonly endSql: string;
  private readonly replaceSql: string;
  private readonly ordersSql: string;

  constructor(private readonly database: CronDatabase) {
    const { jobs, live, executions } = database.tables;
    this.lockSql = `
      select l.job_id as "jobId", l.job_name as "jobName", l.status as stood, l.instance_id as "instanceId",
        coalesce(j.options ? 'observed', false) as observed
      from ${live} l left join ${jobs} j on j.id = l.job_id
      where l.id = $1 and l.application = $2 and l.environment = $3
      for update of l`;
    this.askSql = `update ${live} set cancellation = coalesce(cancellation, $2::jsonb) where id = $1`;
    const ended = (gone: string, reason: string, message: string) => `
        insert into ${executions}
          (${COPIED}, status, epoch, kept, reason, completed_at, error_class, error_message)
        select ${COPIED}, 'cancelled', epoch + 1, 'long', ${reason}, now(), 'ExecutionCancelledError', ${message}
        from ${gone}`;
    this.endSql = `
      with gone as (delete from ${live} where id = $1 returning *)
      ${ended('gone', '$2', '$3')}`;
    // What waits for its turn as a backfill goes on waiting; what waits for a retry has run, and is replaced.
    this.replaceSql = `
      with previous as materialized (
        select id, status from ${live}
        where job_id = any($1::uuid[]) and id <> all($2::uuid[]) and holds_lane and status <> 'zombie'
        order by id
        for update),
      gone as (
        delete from ${live} where id in (select id from previous where status = 'pending') returning *),
      ended as (${ended('gone', "'replaced'", '$4')}),
      asked as (
        update ${live} set cancellation = $3::jsonb
        where id in (select id from previous where status = 'running') and cancellation is null)
      select id from previous where status = 'running'`;
    this.ordersSql = `
      select id, epoch, cancellation from ${live}
      where instance_id = $1 and status = 'running' and cancellation is not null`;
  }

  /** @returns null where no such execution is in flight in this scope */
  cancel(
    id: string,
    cancellation: Cancellation,
    scope: { readonly application: string; readonly environment: string },
  ): Promise<Cancelled | null> {
    return inTransaction(this.database.writes, async (client) => {
      const { rows } = await client.query<Cancelled>(this.lockSql, [
        id,
        scope.application,
        scope.environment,
      ]);
      if (rows.length === 0) return null;
      const [found] = rows;
      if (found.observed) return found;
      if (found.stood === 'running') await client.query(this.askSql, [id, JSON.stringify(cancellation)]);
      if (found.stood === 'pending')
        await client.query(this.endSql, [id, cancellation.kind, cancellationMessage(cancellation)]);
      return found;
    });
  }

  /**
   * What is in flight of these jobs makes place for what was born just now, under the jobs' locks.
   * @returns the executions that run, here or elsewhere
   */
  async replace(
    client: pg.PoolClient,
    heirs: readonly { readonly id: string; readonly jobId: string }[],
  ): Promise<string[]> {
    const cancellation: Cancellation = { kind: 'replaced', by: null, reason: null };
    const { rows } = await client.query<{ id: string }>(this.replaceSql, [
      heirs.map(({ jobId }) => jobId),
      heirs.map(({ id }) => id),
      JSON.stringify(cancellation),
      cancellationMessage(cancellation),
    ]);
    return rows.map(({ id }) => id);
  }

  /** What an instance has been told to cancel. */
  async orders(instanceId: string): Promise<CancellationOrder[]> {
    const { rows } = await this.database.writes.query<CancellationOrder>(this.ordersSql, [instanceId]);
    return rows;
  }
}
