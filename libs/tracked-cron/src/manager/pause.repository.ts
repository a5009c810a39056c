import type pg from 'pg';
import type { CronDatabase } from '../database/cron-database.js';
import type { DatabaseClock } from '../database/database-clock.js';
import { inTransaction } from '../database/transaction.js';
import { recordHold, recordHoldEnd, type HeldJobs } from '../definition/hold-record.js';
import type { IdGenerator } from '../id-generator.js';
import type { PauseOptions } from './cron-job-manager.interface.js';
import type { SteeringWords } from './job-steering.interface.js';

/** A pause that holds. */
export interface Pause {
  readonly since: Date;
  /** When it ends by itself; null for not before `resume`. */
  readonly until: Date | null;
  readonly by: string | null;
  readonly reason: string | null;
}

/** Pauses, as the claim reads them, and the record of them that stays. */
export class PauseRepository {
  constructor(
    private readonly database: CronDatabase,
    private readonly ids: IdGenerator,
    private readonly clock: Pick<DatabaseClock, 'now'>,
  ) {}

  /** Begins a pause, or changes the one there is. @returns the one that held before */
  pause(jobId: string, { reason, until, by }: PauseOptions): Promise<Pause | null> {
    const { jobs } = this.database.tables;
    return this.change(
      jobId,
      `update ${jobs}
       set paused_at = case when paused_until <= now() then now() else coalesce(paused_at, now()) end,
         paused_until = $2, paused_by = $3, pause_reason = $4, updated_at = now()
       where id = $1
       returning application, environment, name as "jobName"`,
      [until ?? null, by ?? null, reason ?? null],
      (client, held) =>
        recordHold(client, this.database.tables, {
          ...held,
          id: this.ids.next(this.clock.now()),
          until: until ?? null,
          by: by ?? null,
          reason: reason ?? null,
        }),
    );
  }

  /** @returns the pause that held */
  resume(jobId: string, { by, reason }: SteeringWords): Promise<Pause | null> {
    return this.change(
      jobId,
      `update ${this.database.tables.jobs}
       set paused_at = null, paused_until = null, paused_by = null, pause_reason = null, updated_at = now()
       where id = $1
       returning application, environment, name as "jobName"`,
      [],
      (client, held) =>
        recordHoldEnd(client, this.database.tables, { ...held, by: by ?? null, reason: reason ?? null }),
    );
  }

  private change(
    jobId: string,
    sql: string,
    values: unknown[],
    record: (client: pg.PoolClient, held: HeldJobs) => Promise<void>,
  ): Promise<Pause | null> {
    return inTransaction(this.database.writes, async (client) => {
      const before = await this.heldBy(client, jobId);
      const { rows } = await client.query<Pick<HeldJobs, 'application' | 'environment' | 'jobName'>>(sql, [
        jobId,
        ...values,
      ]);
      if (rows.length > 0) await record(client, { ...rows[0], kind: 'pause', group: null, owner: null });
      return before;
    });
  }

  /** The pause that holds, with its job locked so that it stays the one. */
  private async heldBy(client: pg.PoolClient, jobId: string): Promise<Pause | null> {
    const { rows } = await client.query<Pause & { holds: boolean }>(
      `select coalesce(paused_at is not null and (paused_until is null or paused_until > now()), false) as holds,
         paused_at as since, paused_until as until, paused_by as by, pause_reason as reason
       from ${this.database.tables.jobs} where id = $1 for update`,
      [jobId],
    );
    if (!rows[0]?.holds) return null;
    const { holds: _, ...pause } = rows[0];
    return pause;
  }
}
