import type pg from 'pg';
import type { SchemaTables } from '../database/schema-tables.js';
import type { JobScope } from '../definition/job-scope.js';

/** What an instance tells about itself. */
export interface InstanceDescription {
  readonly host: string;
  readonly pid: number;
  readonly release: string | null;
  readonly labels: readonly string[];
  readonly executes: boolean;
  readonly libraryVersion: string;
  readonly nodeVersion: string;
  /** Known where it starts over: another life of the same process. */
  readonly generationId: string | null;
}

/** How an instance is, told with each renewal. Milliseconds. */
export interface InstanceHealth {
  /** The local wall clock minus the database's. */
  readonly clockOffset: number;
  /** Longest delay of the event loop since the renewal before. */
  readonly eventLoopDelay: number;
  /** For how long the event loop has been blocked; null while it turns. */
  readonly blockedFor: number | null;
}

/** What one renewal of the lease found. */
export interface LeaseRenewal {
  /** False when others have declared this instance dead. */
  readonly renewed: boolean;
  /** Whether somebody's lease has run out. */
  readonly deadInstances: boolean;
  /** Whether executions wait for an instance to take them. */
  readonly pendingExecutions: boolean;
  /** Whether executions of this instance are to be cancelled. */
  readonly cancellations: boolean;
  /** The last edit of what is overridden in the application and environment; null where there was none. */
  readonly overrideRevision: number | null;
  /** Database time in the answer, milliseconds since the epoch. */
  readonly databaseTime: number;
}

/** A connection that nothing else can queue in, and the names of the tables. */
export interface LeaseConnection {
  readonly lease: Pick<pg.Pool, 'query'>;
  readonly tables: Pick<SchemaTables, 'instances' | 'live' | 'overrides'>;
}

/** The row of one instance, and its lease in database time. */
export class LeaseRepository {
  private readonly renewSql: string;

  constructor(
    private readonly connection: LeaseConnection,
    private readonly scope: Pick<JobScope, 'application' | 'environment'>,
  ) {
    const { instances, live, overrides } = connection.tables;
    this.renewSql = `
      with renewed as (
        update ${instances}
        set renewed_at = now(), lease_until = now() + $2::float8 * interval '1 millisecond', clock_offset_ms = $3,
          event_loop_delay_ms = $4, event_loop_blocked_since = now() - $5::float8 * interval '1 millisecond'
        where id = $1 and stopped_at is null
        returning id)
      select exists (select 1 from renewed) as "renewed",
        exists (
          select 1 from ${instances}
          where application = $6 and environment = $7 and stopped_at is null and lease_until < now()
        ) as "deadInstances",
        exists (
          select 1 from ${live}
          where application = $6 and environment = $7 and status = 'pending' and available_at <= now()
        ) as "pendingExecutions",
        exists (select 1 from ${live} where instance_id = $1 and cancellation is not null) as "cancellations",
        (select max(revision) from ${overrides} where application = $6 and environment = $7) as "overrideRevision",
        extract(epoch from clock_timestamp())::float8 * 1000 as "databaseTime"`;
  }

  /**
   * Takes the first lease, or an existing one again.
   * @param ttl milliseconds from now, database time
   * @returns false when the instance is there and was declared dead
   */
  async register(id: string, ttl: number, description: InstanceDescription): Promise<boolean> {
    const { rowCount } = await this.connection.lease.query(
      `insert into ${this.connection.tables.instances} as i (id, application, environment, host, pid, release, labels,
         executes, library_version, node_version, generation_id, started_at, renewed_at, lease_until)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $12, now(), now(), now() + $11::float8 * interval '1 millisecond')
       on conflict (id) do update set renewed_at = excluded.renewed_at, lease_until = excluded.lease_until
         where i.stopped_at is null`,
      [
        id,
        this.scope.application,
        this.scope.environment,
        description.host,
        description.pid,
        description.release,
        description.labels,
        description.executes,
        description.libraryVersion,
        description.nodeVersion,
        ttl,
        description.generationId,
      ],
    );
    return rowCount === 1;
  }

  /** @param ttl milliseconds from now, database time */
  async renew(id: string, ttl: number, health: InstanceHealth): Promise<LeaseRenewal> {
    const { rows } = await this.connection.lease.query<LeaseRenewal>(this.renewSql, [
      id,
      ttl,
      health.clockOffset,
      health.eventLoopDelay,
      health.blockedFor,
      this.scope.application,
      this.scope.environment,
    ]);
    return rows[0];
  }

  /** Database time alone, for an instance that has no lease yet. */
  async databaseTime(): Promise<number> {
    const { rows } = await this.connection.lease.query<{ now: number }>(
      'select extract(epoch from clock_timestamp())::float8 * 1000 as now',
    );
    return rows[0].now;
  }

  /** Gives the lease back, and the lanes of handlers that were given up. */
  async stop(id: string): Promise<void> {
    await this.connection.lease.query(
      `with released as (
         delete from ${this.connection.tables.live} where instance_id = $1 and status = 'zombie')
       update ${this.connection.tables.instances} set stopped_at = now(), lease_until = now(), renewed_at = now()
       where id = $1 and stopped_at is null`,
      [id],
    );
  }
}
