import type { CronDatabase } from '../database/cron-database.js';
import { inTransaction } from '../database/transaction.js';
import type { IdGenerator } from '../id-generator.js';
import { applyFreezes } from './freeze.repository.js';
import type { JobDefinition } from './job-definition.js';
import type { RegisteredJob } from './job-registry.js';
import { describeOptions } from './describe-options.js';
import { lockRegistration } from './registration-lock.js';

/** Whose jobs they are. One application and environment never touches another's. */
export interface JobScope {
  readonly application: string;
  readonly environment: string;
}

/** What a row of `cron_jobs` says of a job, whether this library runs it or only watches it. */
export interface JobRow extends Pick<JobDefinition, 'name' | 'group' | 'owner' | 'tags'> {
  /** As it was written, for people; an expression that `Schedule` reads, where there is one. */
  readonly schedule: string;
  readonly timeZone: string;
  readonly overlap: string;
  /** Attempts of an execution; 1 where it is never tried again. */
  readonly maxAttempts: number;
  readonly onLost: JobDefinition['onLost'];
  /** Every other option, as data. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** A row as the database has it. */
export interface StoredJob {
  readonly name: string;
  readonly id: string;
  readonly version: number;
  /** The watermark, milliseconds since the epoch. */
  readonly lastSlotAt: number;
}

/** Brings definitions into `cron_jobs`. */
export class CronJobRepository {
  private readonly lockSql: string;
  private readonly sql: string;

  constructor(
    private readonly database: CronDatabase,
    private readonly ids: IdGenerator,
    private readonly scope: JobScope & { readonly release: string | null },
  ) {
    const { jobs, concurrencyGroups } = database.tables;
    // In the order in which claims lock: the upsert alone would lock by name, and a boot would deadlock with them.
    // One registration at a time, so that no row comes in between.
    this.lockSql = `
      select id from ${jobs}
      where application = $1 and environment = $2 and name = any($3::text[])
      order by id
      for update`;
    this.sql = `
      with defined as (
        select t.*, coalesce((options ->> 'maxQueued')::integer, 100) as max_queued,
          options -> 'concurrency' ->> 'key' as concurrency_key,
          (options -> 'concurrency' ->> 'limit')::integer as concurrency_limit
        from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::jsonb[], $6::text[], $7::text[],
          $8::text[], $9::jsonb[], $14::integer[], $15::text[])
        as t(id, name, job_group, owner, tags, schedule, time_zone, overlap, options, max_attempts, on_lost)),
      groups as (
        insert into ${concurrencyGroups} (application, environment, key)
        select distinct $10, $11, concurrency_key from defined where concurrency_key is not null
        on conflict do nothing)
      insert into ${jobs} as j (id, application, environment, name, job_group, owner, tags, schedule, time_zone,
        overlap, options, last_slot_at, release, max_queued, concurrency_key, concurrency_limit, max_attempts,
        on_lost)
      select id, $10, $11, name, job_group, owner, array(select jsonb_array_elements_text(tags)), schedule, time_zone,
        overlap, options, to_timestamp($12::float8 / 1000), $13, max_queued, concurrency_key, concurrency_limit,
        max_attempts, on_lost
      from defined
      order by name
      on conflict (application, environment, name) do update set
        job_group = excluded.job_group, owner = excluded.owner, tags = excluded.tags, schedule = excluded.schedule,
        time_zone = excluded.time_zone, overlap = excluded.overlap, options = excluded.options,
        max_queued = excluded.max_queued, concurrency_key = excluded.concurrency_key,
        concurrency_limit = excluded.concurrency_limit,
        max_attempts = excluded.max_attempts, on_lost = excluded.on_lost,
        -- a breaker that the code no longer has must not hold anything back
        breaker_until = case when excluded.options -> 'breaker' <> 'null' then j.breaker_until end,
        release = excluded.release, removed_at = null, updated_at = now(),
        definition_version = j.definition_version + case
          when (j.job_group, j.owner, j.tags, j.schedule, j.time_zone, j.overlap, j.options)
            is distinct from (excluded.job_group, excluded.owner, excluded.tags, excluded.schedule,
              excluded.time_zone, excluded.overlap, excluded.options) then 1 else 0 end,
        -- a changed schedule holds from now on, never backwards; so does a job that comes back
        last_slot_at = case
          when (j.schedule, j.time_zone) is distinct from (excluded.schedule, excluded.time_zone)
            or j.removed_at is not null then greatest(j.last_slot_at, excluded.last_slot_at)
          else j.last_slot_at end
      returning name, id, definition_version as version, extract(epoch from last_slot_at)::float8 * 1000 as "lastSlotAt"`;
  }

  /**
   * Inserts what is new (its first slot is the first after `now`), updates what changed.
   * @param now milliseconds since the Unix epoch, database time
   */
  async register(definitions: JobDefinition[], now: number): Promise<RegisteredJob[]> {
    const rows = await this.registerRows(definitions.map(rowOf), now);
    return definitions.map((definition, index) => {
      const { id, version, lastSlotAt } = rows[index];
      return { definition, id, version, lastSlotAt };
    });
  }

  /** The same with rows as they will stand there; answers in their order. */
  async registerRows(jobs: readonly JobRow[], now: number): Promise<StoredJob[]> {
    if (jobs.length === 0) return [];
    const { application, environment } = this.scope;
    const names = jobs.map((job) => job.name);
    const rows = await inTransaction(this.database.writes, async (client) => {
      await lockRegistration(client, this.scope);
      await client.query(this.lockSql, [application, environment, names]);
      const registered = await client.query<StoredJob>(this.sql, this.values(jobs, now));
      const ids = registered.rows.map(({ id }) => id);
      await applyFreezes(client, this.database.tables, this.scope, ids);
      return registered.rows;
    });
    const byName = new Map(rows.map((row) => [row.name, row]));
    return names.map((name) => {
      const row = byName.get(name)!;
      return { ...row, lastSlotAt: Math.round(row.lastSlotAt) };
    });
  }

  private values(jobs: readonly JobRow[], now: number): unknown[] {
    return [
      jobs.map(() => this.ids.next(now)),
      jobs.map((job) => job.name),
      jobs.map((job) => job.group),
      jobs.map((job) => job.owner),
      jobs.map((job) => JSON.stringify(job.tags)),
      jobs.map((job) => job.schedule),
      jobs.map((job) => job.timeZone),
      jobs.map((job) => job.overlap),
      jobs.map((job) => JSON.stringify(job.options)),
      this.scope.application,
      this.scope.environment,
      now,
      this.scope.release,
      jobs.map((job) => job.maxAttempts),
      jobs.map((job) => job.onLost),
    ];
  }

  /** Marks a job as gone from the code. Its history stays. */
  async markRemoved(name: string): Promise<void> {
    await this.database.writes.query(
      `update ${this.database.tables.jobs} set removed_at = now(), updated_at = now()
       where application = $1 and environment = $2 and name = $3`,
      [this.scope.application, this.scope.environment, name],
    );
  }
}

function rowOf(job: JobDefinition): JobRow {
  const { name, group, owner, tags, schedule, overlap, retryPolicy, onLost } = job;
  return {
    name,
    group,
    owner,
    tags,
    schedule: schedule.expression,
    timeZone: schedule.timeZone,
    overlap,
    maxAttempts: retryPolicy.maxAttempts,
    onLost,
    options: describeOptions(job),
  };
}
