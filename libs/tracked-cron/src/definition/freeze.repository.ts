import type pg from 'pg';
import type { CronDatabase } from '../database/cron-database.js';
import type { DatabaseClock } from '../database/database-clock.js';
import type { SchemaTables } from '../database/schema-tables.js';
import { inTransaction } from '../database/transaction.js';
import type { IdGenerator } from '../id-generator.js';
import type { JobScope } from './job-scope.js';
import { recordHold, recordHoldEnd, type HoldWords } from './hold-record.js';
import { lockRegistration } from './registration-lock.js';

/** Which jobs of the application and environment a freeze means. */
export interface FrozenJobs {
  /** Those of this group; null for those of all groups, and of none. */
  readonly group: string | null;
  /** Those of this owner; null for those of all owners, and of none. */
  readonly owner: string | null;
}

/** A freeze that is asked for. */
export interface FreezeOrder extends FrozenJobs, HoldWords {
  readonly until: Date | null;
}

/** A freeze that holds. */
export interface Freeze extends FreezeOrder {
  readonly since: Date;
}

/**
 * Freezes. What they come to is written into the rows of the jobs, under their locks: a claim reads it where it reads
 * pauses, and none that begins after the freeze starts anything.
 */
export class FreezeRepository {
  constructor(
    private readonly database: CronDatabase,
    private readonly scope: JobScope,
    private readonly ids: IdGenerator,
    private readonly clock: Pick<DatabaseClock, 'now'>,
  ) {}

  /** Begins a freeze, or changes the one there is. */
  freeze({ group, owner, until, by, reason }: FreezeOrder): Promise<void> {
    return this.change(async (client, { application, environment }) => {
      await client.query(
        `insert into ${this.database.tables.freezes} as f
           (application, environment, job_group, owner, frozen_until, frozen_by, reason)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (application, environment, job_group, owner) do update
         set frozen_at = case when f.frozen_until <= now() then now() else f.frozen_at end,
           frozen_until = excluded.frozen_until, frozen_by = excluded.frozen_by, reason = excluded.reason`,
        [application, environment, group ?? '', owner ?? '', until, by, reason],
      );
      const held = { application, environment, kind: 'freeze', jobName: null, group, owner } as const;
      const id = this.ids.next(this.clock.now());
      await recordHold(client, this.database.tables, { ...held, id, until, by, reason });
    });
  }

  /** Ends the freeze of just these; those of others, or of more, stay. @returns false where there is none */
  unfreeze({ group, owner, by, reason }: FrozenJobs & HoldWords): Promise<boolean> {
    return this.change(async (client, { application, environment }) => {
      const { rowCount } = await client.query(
        `delete from ${this.database.tables.freezes}
         where application = $1 and environment = $2 and job_group = $3 and owner = $4`,
        [application, environment, group ?? '', owner ?? ''],
      );
      const held = { application, environment, kind: 'freeze', jobName: null, group, owner } as const;
      await recordHoldEnd(client, this.database.tables, { ...held, by, reason });
      return rowCount === 1;
    });
  }

  /** Those that hold now, the one of every job first. */
  async all(): Promise<Freeze[]> {
    const { rows } = await this.database.writes.query<Freeze>(
      `select nullif(job_group, '') as "group", nullif(owner, '') as owner, frozen_at as since, frozen_until as until, frozen_by as by, reason
       from ${this.database.tables.freezes}
       where application = $1 and environment = $2 and (frozen_until is null or frozen_until > now())
       order by job_group, owner`,
      [this.scope.application, this.scope.environment],
    );
    return rows;
  }

  private change<Result>(
    work: (client: pg.PoolClient, scope: JobScope) => Promise<Result>,
  ): Promise<Result extends boolean ? boolean : void> {
    return inTransaction(this.database.writes, async (client) => {
      await lockRegistration(client, this.scope);
      const result = await work(client, this.scope);
      await applyFreezes(client, this.database.tables, this.scope);
      return result as Result extends boolean ? boolean : void;
    });
  }
}

/**
 * Brings what freezes there are into the rows of the jobs, locked in the order in which claims lock them.
 * @param only the jobs that this transaction has locked, if it has: a lock more would be out of order
 */
export async function applyFreezes(
  client: pg.PoolClient,
  { jobs, freezes }: SchemaTables,
  { application, environment }: JobScope,
  only: readonly string[] | null = null,
): Promise<void> {
  const { rows } = await client.query<{ any: boolean }>(
    `select exists (select from ${freezes} where application = $1 and environment = $2)
       or exists (select from ${jobs} where application = $1 and environment = $2 and frozen_at is not null) as any`,
    [application, environment],
  );
  if (!rows[0].any) return;
  await client.query(
    `with frozen as (
       select j.id, min(f.frozen_at) as since,
         case when bool_or(f.frozen_until is null) then null else max(f.frozen_until) end as until
       from ${jobs} j left join ${freezes} f on f.application = j.application and f.environment = j.environment
         and j.options -> 'system' is null
         and (f.job_group = '' or f.job_group = j.job_group) and (f.owner = '' or f.owner = j.owner)
         and (f.frozen_until is null or f.frozen_until > now())
       where j.application = $1 and j.environment = $2 and ($3::uuid[] is null or j.id = any($3::uuid[]))
       group by j.id),
     locked as materialized (
       select j.id, frozen.since, frozen.until from ${jobs} j join frozen using (id)
       where (j.frozen_at, j.frozen_until) is distinct from (frozen.since, frozen.until)
       order by j.id
       for update of j)
     update ${jobs} j set frozen_at = locked.since, frozen_until = locked.until from locked where j.id = locked.id`,
    [application, environment, only],
  );
}
