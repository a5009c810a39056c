import type pg from 'pg';
import type { CronDatabase } from '../database/cron-database.js';
import { plainArray } from '../database/plain-array.js';
import { quotedArray } from '../database/quoted-array.js';
import { inTransaction } from '../database/transaction.js';
import type { IdGenerator } from '../id-generator.js';
import { applyFreezes } from './freeze.repository.js';
import type { GenerationRepository } from './generation.repository.js';
import type { JobDefinition } from './job-definition.js';
import type { JobTiming, RegisteredJob } from './job-registry.js';
import { fingerprintOf, rowOf, type JobRow } from './job-row.js';
import { matchRows, type NamedRow } from './match-rows.js';
import type { JobScope } from './job-scope.js';
import { overriddenJob } from './overrides/overridden-job.js';
import type { OverrideEdit } from './overrides/override-edit.js';
import type { StoredOverride } from './overrides/override-fields.js';
import type { OverrideRepository } from './overrides/override.repository.js';
import { lockRegistration } from './registration-lock.js';

/** A row as the database has it. */
export interface StoredJob {
  readonly id: string;
  readonly version: number;
  /** The watermark, milliseconds since the epoch. */
  readonly lastSlotAt: number;
  readonly timing: JobTiming;
  /** What the row said before, where the job is due at other times from now on, and its slots were claimed. */
  readonly before: FormerTimes | null;
}

/** When a job was due before its definition changed. */
interface FormerTimes {
  readonly schedule: string;
  readonly timeZone: string;
  /** The watermark then, milliseconds since the epoch. */
  readonly lastSlotAt: number;
}

interface KnownRow extends NamedRow, FormerTimes {
  readonly scheduleVersion: number;
  /** Whether instances claimed its slots: not where it was disabled or removed, or each instance had its own. */
  readonly claimed: boolean;
  readonly version: number;
}

/** How rows are registered. */
interface Registration {
  /** What a row says where its job is overridden. */
  readonly override?: (job: JobRow, stored: StoredOverride) => JobRow;
  /** A change of the overrides, made first. */
  readonly edit?: OverrideEdit;
}

/** A job as its registration left it. */
export type NewlyRegisteredJob = RegisteredJob & Pick<StoredJob, 'before'>;

/** The instance that registers. */
export interface RegisteringInstance {
  readonly id: string;
  /** The code it runs; null before its first registration, and where it runs no jobs. */
  generationId: string | null;
}

interface WrittenRow {
  before?: FormerTimes;
  readonly id: string;
  version: number;
  readonly lastSlotAt: number;
  readonly scheduleVersion: number;
  readonly superseded: boolean;
  readonly overrideKey: string | null;
}

const GIVEN = `
        select t.*, coalesce((options ->> 'maxQueued')::integer, 100) as max_queued,
          options -> 'concurrency' ->> 'key' as concurrency_key,
          (options -> 'concurrency' ->> 'limit')::integer as concurrency_limit,
          options -> 'override' ->> 'key' as override_key,
          coalesce((options ->> 'switchedOff')::boolean, false) as switched_off,
          array(select jsonb_array_elements_text(previous)) as previous_names,
          array(select jsonb_array_elements_text(tag_list)) as tags
        from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::jsonb[], $6::text[], $7::text[], $8::text[],
          $9::jsonb[], $10::integer[], $11::text[], $12::jsonb[], $13::boolean[])
        as t(id, name, job_group, owner, tag_list, schedule, time_zone, overlap, options, max_attempts, on_lost,
          previous, declared)`;

const DEFINED_NAMES = `name, job_group, owner, tags, schedule, time_zone, overlap, options, max_queued,
        concurrency_key, concurrency_limit, max_attempts, on_lost, previous_names, declared, override_key, switched_off`;

// what is switched off comes due, like what is enabled
const timing = (row: string) =>
  `(${row}.schedule, ${row}.time_zone, ${row}.options ->> 'enabled' = 'true' or ${row}.switched_off, ${row}.options -> 'scope')`;

const WRITTEN = (superseded: string) => `
      j.id, j.definition_version as version, extract(epoch from j.last_slot_at)::float8 * 1000 as "lastSlotAt",
      j.schedule_version as "scheduleVersion", j.override_key as "overrideKey", ${superseded} as superseded`;

/** A row is a kilobyte on its way: a process that once sent ten megabytes keeps room for them. */
const ROWS_AT_ONCE = 1_000;

/** Brings definitions into `cron_jobs`. */
export class CronJobRepository {
  private readonly knownSql: string;
  private readonly updateSql: string;
  private readonly insertSql: string;
  private readonly leaveSql: string;

  constructor(
    private readonly database: CronDatabase,
    private readonly ids: IdGenerator,
    private readonly scope: JobScope & {
      readonly release: string | null;
      readonly execution: { readonly any: boolean };
      readonly observe: boolean;
    },
    private readonly generations: Pick<GenerationRepository, 'enrol' | 'note' | 'removeGone'>,
    private readonly instance: RegisteringInstance,
    private readonly overrides: Pick<OverrideRepository, 'stored' | 'edit' | 'touch'>,
  ) {
    const { jobs, concurrencyGroups, generations: known, instances } = database.tables;
    // In the order in which claims lock: the update alone would lock by name, and a boot would deadlock with them. One
    // registration at a time, so that no row comes in between.
    this.knownSql = `
      select id, name, previous_names as "previousNames", schedule, time_zone as "timeZone",
        extract(epoch from last_slot_at)::float8 * 1000 as "lastSlotAt", schedule_version as "scheduleVersion",
        definition_version as version,
        removed_at is null and (options ->> 'enabled' = 'true' or switched_off) and options ->> 'scope' = 'cluster' as claimed
      from ${jobs}
      where id = any(array( -- asked once, whatever is known of the table
        select id from ${jobs} where application = $1 and environment = $2 and name = any($3::text[])
        union all
        -- few have any: the long list is not taken apart for each row
        select id from ${jobs}
        where application = $1 and environment = $2 and previous_names <> '{}' and previous_names && $4::text[]))
      order by id
      for update`;
    const groups = `
      groups as (
        insert into ${concurrencyGroups} (application, environment, key)
        select distinct $14, $15, concurrency_key from given where concurrency_key is not null
        on conflict do nothing)`;
    // The newest living generation that knows a job decides its definition. What runs no jobs decides only what nobody has
    // decided: a script with other code must not change what a fleet runs by.
    this.updateSql = `
      with given as (${GIVEN}), ${groups},
      newer as materialized (
        select unnest(g.job_ids) as id from ${known} g
        where g.application = $14 and g.environment = $15
          and (g.began_at, g.id) > (select began_at, id from ${known} where id = $17::uuid)
          and g.id in (
            select generation_id from ${instances} where stopped_at is null and lease_until > now()))
      update ${jobs} j set
        name = t.name, job_group = t.job_group, owner = t.owner, tags = t.tags, schedule = t.schedule,
        time_zone = t.time_zone, overlap = t.overlap, options = t.options, max_queued = t.max_queued,
        concurrency_key = t.concurrency_key, concurrency_limit = t.concurrency_limit, max_attempts = t.max_attempts,
        on_lost = t.on_lost, previous_names = t.previous_names, declared = t.declared,
        override_key = t.override_key, switched_off = t.switched_off,
        -- a breaker that the code no longer has must not hold anything back
        breaker_until = case when t.options -> 'breaker' <> 'null' then j.breaker_until end,
        release = $18, generation_id = $17::uuid, removed_at = null, updated_at = now(),
        definition_version = j.definition_version + case
          when (j.name, j.job_group, j.owner, j.tags, j.schedule, j.time_zone, j.overlap, j.options)
            is distinct from (t.name, t.job_group, t.owner, t.tags, t.schedule, t.time_zone, t.overlap, t.options)
          then 1 else 0 end,
        -- A changed schedule holds from now on, never backwards; so does a job that comes back. The watermark moves in any
        -- case: claims planned by the old times find another one than they know, and look again.
        schedule_version = j.schedule_version + case when ${timing('j')} is distinct from ${timing('t')} then 1 else 0 end,
        last_slot_at = case
          when ${timing('j')} is distinct from ${timing('t')} or j.removed_at is not null
          then greatest(j.last_slot_at + interval '1 millisecond', to_timestamp($16::float8 / 1000))
          else j.last_slot_at end,
        due_since = case
          when ${timing('j')} is distinct from ${timing('t')} or j.removed_at is not null
          then greatest(j.last_slot_at + interval '1 millisecond', to_timestamp($16::float8 / 1000))
          else j.due_since end
      from given t
      where j.id = t.id and case when $17::uuid is null then j.generation_id is null
        else j.id not in (select id from newer) end
      returning ${WRITTEN('false')}`;
    this.insertSql = `
      with given as (${GIVEN}), ${groups}
      insert into ${jobs} as j (id, application, environment, last_slot_at, release, generation_id, ${DEFINED_NAMES})
      select id, $14, $15, to_timestamp($16::float8 / 1000), $18, $17::uuid, ${DEFINED_NAMES}
      from given
      order by id
      returning ${WRITTEN('false')}`;
    // somebody else's definition stays; but whoever runs the job brings it back
    this.leaveSql = `
      with given as (${GIVEN})
      update ${jobs} j set
        last_slot_at = case when j.removed_at is null or $17::uuid is null then j.last_slot_at
          else greatest(j.last_slot_at, to_timestamp($16::float8 / 1000)) end,
        removed_at = case when $17::uuid is null then j.removed_at end
      from given t
      where j.id = t.id and j.application = $14 and j.environment = $15
      returning ${WRITTEN(`${timing('j')} is distinct from ${timing('t')}`)}`;
  }

  /**
   * Inserts what is new (its first slot is the first after `now`), renames and updates what changed and this code decides.
   * @param definitions as the code says; the answer has them as they hold, with what is overridden
   * @param now milliseconds since the Unix epoch, database time
   * @param edit a change of what is overridden, made in the same transaction
   */
  async register(
    definitions: readonly JobDefinition[],
    now: number,
    edit?: OverrideEdit,
  ): Promise<NewlyRegisteredJob[]> {
    const holding = new Map(definitions.map((definition) => [definition.name, definition]));
    const override = ({ name }: JobRow, stored: StoredOverride) => {
      const job = overriddenJob(holding.get(name)!, stored, now);
      holding.set(name, job);
      return rowOf(job);
    };
    const rows = await this.registerRows(definitions.map(rowOf), now, { override, edit });
    return definitions.map(({ name }, index) => {
      // spread, each would weigh half as much again
      const { id, version, lastSlotAt, timing, before } = rows[index]!;
      return { definition: holding.get(name)!, id, version, lastSlotAt, timing, before };
    });
  }

  /**
   * The same with rows as they will stand there; answers in their order. The first registration also tells which code this
   * instance runs.
   */
  async registerRows(
    jobs: readonly JobRow[],
    now: number,
    registration: Registration = {},
  ): Promise<StoredJob[]> {
    const decides = this.scope.execution.any || this.scope.observe;
    let { generationId } = this.instance;
    const rows = await inTransaction(this.database.writes, async (client) => {
      await lockRegistration(client, this.scope);
      if (registration.edit) await this.overrides.edit(client, registration.edit, now);
      if (decides && generationId === null) {
        const fingerprint = fingerprintOf(this.scope.release, jobs);
        generationId = await this.generations.enrol(client, fingerprint, this.instance.id, now);
      }
      const written = await this.write(client, jobs, generationId, now, registration);
      const ids = [...written.values()].map(({ id }) => id);
      if (generationId !== null) await this.generations.note(client, generationId, ids);
      await applyFreezes(client, this.database.tables, this.scope, ids);
      return written;
    });
    this.instance.generationId = generationId;
    const timings = new Map<string, JobTiming>(); // most are alike
    return jobs.map(({ name }) => {
      const {
        id,
        version,
        lastSlotAt,
        scheduleVersion,
        superseded,
        overrideKey,
        before = null,
      } = rows.get(name)!;
      const alike = `${scheduleVersion} ${superseded} ${overrideKey}`;
      const timing = timings.get(alike) ?? {
        version: scheduleVersion,
        generationId,
        superseded,
        overrideKey,
      };
      timings.set(alike, timing);
      return { id, version, lastSlotAt: Math.round(lastSlotAt), timing, before };
    });
  }

  /** @returns what stands there now, by the jobs' names */
  private async write(
    client: pg.PoolClient,
    jobs: readonly JobRow[],
    generationId: string | null,
    now: number,
    { override, edit }: Registration,
  ): Promise<Map<string, WrittenRow>> {
    if (jobs.length === 0) return new Map();
    const { application, environment, release } = this.scope;
    const names = jobs.map(({ name }) => name);
    const { rows: known } = await client.query<KnownRow>(this.knownSql, [
      application,
      environment,
      quotedArray([...names, ...jobs.flatMap(({ previousNames }) => previousNames)]),
      quotedArray(names),
    ]);
    const found = matchRows(jobs, known);
    const stored = override && found.size > 0 ? await this.overrides.stored(client) : new Map();
    const laid = jobs.map((job) => {
      const one = stored.get(found.get(job.name) ?? '');
      return override && one ? override(job, one) : job;
    });
    const nameOf = new Map([...found].map(([name, id]) => [id, name]));
    const written = new Map<string, WrittenRow>();
    const send = async (sql: string, which: readonly JobRow[], ...more: unknown[]) => {
      for (let at = 0; at < which.length; at += ROWS_AT_ONCE) {
        const some = which.slice(at, at + ROWS_AT_ONCE);
        const ids = some.map(({ name }) => {
          const id = found.get(name) ?? this.ids.next(now);
          nameOf.set(id, name);
          return id;
        });
        const values = [...columnsOf(ids, some), application, environment, now, generationId, ...more];
        const { rows } = await client.query<WrittenRow>(sql, values);
        for (const row of rows) written.set(nameOf.get(row.id)!, row);
      }
    };
    const missing = ({ name }: JobRow) => !written.has(name);
    await send(
      this.updateSql,
      laid.filter(({ name }) => found.has(name)),
      release,
    );
    await send(
      this.leaveSql,
      laid.filter((job) => found.has(job.name) && missing(job)),
    );
    await send(this.insertSql, jobs.filter(missing), release);
    const rowsById = new Map([...written.values()].map((row) => [row.id, row]));
    for (const { id, version, claimed, scheduleVersion, schedule, timeZone, lastSlotAt } of known) {
      const row = rowsById.get(id);
      // whoever decides the row brings the edit there; until then it is another version all the same
      if (row && id === edit?.jobId && row.version === version)
        row.version = await this.overrides.touch(client, id);
      if (!row || !claimed || row.scheduleVersion === scheduleVersion) continue;
      row.before = { schedule, timeZone, lastSlotAt: Math.round(lastSlotAt) };
    }
    return written;
  }

  /** Marks as removed what no code knows any more. @returns the jobs' names */
  removeGone(): Promise<string[]> {
    return inTransaction(this.database.writes, (client) => this.generations.removeGone(client));
  }

  /** Marks a job as gone. Its history stays. @returns false where there is no such job, or it is gone already */
  async markRemoved(name: string): Promise<boolean> {
    const { rowCount } = await this.database.writes.query(
      `update ${this.database.tables.jobs} set removed_at = now(), updated_at = now()
       where application = $1 and environment = $2 and name = $3 and removed_at is null`,
      [this.scope.application, this.scope.environment, name],
    );
    return rowCount !== 0;
  }
}

/** In the order of `GIVEN`. */
function columnsOf(ids: readonly string[], jobs: readonly JobRow[]): unknown[] {
  const texts = (of: (job: JobRow) => string | null) => quotedArray(jobs.map(of));
  return [
    plainArray(ids),
    texts((job) => job.name),
    texts((job) => job.group),
    texts((job) => job.owner),
    texts((job) => JSON.stringify(job.tags)),
    texts((job) => job.schedule),
    texts((job) => job.timeZone),
    texts((job) => job.overlap),
    texts((job) => JSON.stringify(job.options)),
    plainArray(jobs.map((job) => job.maxAttempts)),
    texts((job) => job.onLost),
    texts((job) => JSON.stringify(job.previousNames)),
    plainArray(jobs.map((job) => String(job.declared))),
  ];
}
