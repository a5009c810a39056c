import type pg from 'pg';
import type { CronDatabase } from '../database/cron-database.js';
import { plainArray } from '../database/plain-array.js';
import { inTransaction } from '../database/transaction.js';
import { FROZEN } from './claim-rows.js';
import { crowds, lockGroups } from './concurrency-groups.js';

/** A manual execution that is to be born. */
export interface TriggerBirth {
  readonly id: string;
  readonly jobId: string;
  /** Null: any instance that executes the job takes it. */
  readonly instanceId: string | null;
  readonly triggeredBy: string | null;
  readonly reason: string | null;
  /** Anything JSON can hold; undefined for none. */
  readonly parameters: unknown;
  /** Whether neither the job's overlap policy nor a concurrency group has to be asked. */
  readonly unlimited: boolean;
  /** Whether a freeze doesn't keep it from starting. */
  readonly despiteFreeze: boolean;
  /** Whether it may run beside what is in flight, whatever the job says. */
  readonly despiteOverlap: boolean;
  /** The version of the definition that it is asked of. */
  readonly version: number;
}

/** Why a manual execution was not born. */
export type TriggerRefusal = 'in_flight' | 'frozen' | 'concurrency';

/** Births of manual executions; they never take the place of a slot. */
export class TriggerRepository {
  private readonly lockSql: string;
  private readonly birthSql: string;

  constructor(
    private readonly database: CronDatabase,
    private readonly release: string | null,
  ) {
    const { jobs, live } = database.tables;
    this.lockSql = `
      select id, concurrency_key as key from ${jobs} where id = any($1::uuid[]) order by id for update`;
    this.birthSql = `
      with asked as (
        select t.*, row_number() over (partition by t.job_id order by t.id) as nth
        from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::jsonb[], $8::boolean[],
          $9::integer[], $10::boolean[])
        as t(id, job_id, instance_id, triggered_by, reason, parameters, despite_freeze, version, despite_overlap)),
      judged as materialized (
        select a.*, case
          when j.id is null then 'in_flight'
          when not a.despite_freeze and ${FROZEN} then 'frozen'
          when j.overlap <> 'allow' and not a.despite_overlap and (a.nth > 1 or exists (
            select 1 from ${live} l where l.job_id = j.id and (l.holds_lane or l.trigger <> 'backfill')))
            then 'in_flight'
          when j.concurrency_key is not null and row_number() over (partition by j.concurrency_key order by a.id)
            + coalesce((
              select c.lanes from (${crowds(database.tables, 'select j.concurrency_key')}) c
              where c.application = j.application and c.environment = j.environment), 0) > j.concurrency_limit
            then 'concurrency' end as refusal
        from asked a left join ${jobs} j on j.id = a.job_id and j.id = any($2::uuid[])),
      born as (insert into ${live} (id, job_id, application, environment, job_name, job_group, owner, status, trigger,
        triggered_by, trigger_reason, available_at, started_at, instance_id, epoch, attempt, max_attempts, parameters,
        release, definition_version)
      select t.id, j.id, j.application, j.environment, j.name, j.job_group, j.owner,
        case when t.instance_id is null then 'pending' else 'running' end, 'manual', t.triggered_by, t.reason, now(),
        case when t.instance_id is not null then now() end, t.instance_id, 1, 1, j.max_attempts, t.parameters, $7,
        t.version
      from judged t join ${jobs} j on j.id = t.job_id
      where j.id = any($2::uuid[]) and t.refusal is null)
      select id, refusal from judged where refusal is not null`;
  }

  /**
   * Gives birth to executions, in one statement where nothing limits any of them, else under their jobs' locks.
   * @returns for each why it was not born; null where it was
   */
  async birth(births: TriggerBirth[]): Promise<(TriggerRefusal | null)[]> {
    const refused = births.every((birth) => birth.unlimited)
      ? await this.insert(this.database.writes, births)
      : await this.underLock(births, (client) => this.insert(client, births));
    return births.map((birth) => refused.get(birth.id) ?? null);
  }

  /**
   * The same for one execution that carries an idempotency key.
   * @returns the id of the execution that the key stands for, or why there is none
   */
  async birthOnce(
    birth: TriggerBirth,
    key: string,
  ): Promise<{ readonly id: string } | { readonly refusal: TriggerRefusal }> {
    const keys = this.database.tables.triggerKeys;
    return this.underLock([birth], async (client) => {
      const { rows } = await client.query<{ id: string }>(
        `select execution_id as id from ${keys} where job_id = $1 and key = $2`,
        [birth.jobId, key],
      );
      if (rows.length > 0) return rows[0];
      const refusal = (await this.insert(client, [birth])).get(birth.id);
      if (refusal !== undefined) return { refusal };
      await client.query(`insert into ${keys} (job_id, key, execution_id) values ($1, $2, $3)`, [
        birth.jobId,
        key,
        birth.id,
      ]);
      return { id: birth.id };
    });
  }

  /** @returns those that were not born, and why: nearly always none, so that no answer has to be read */
  private async insert(
    client: pg.Pool | pg.PoolClient,
    births: TriggerBirth[],
  ): Promise<Map<string, TriggerRefusal>> {
    const { rows } = await client.query<[string, TriggerRefusal]>({
      name: 'trigger',
      text: this.birthSql,
      rowMode: 'array',
      values: [
        plainArray(births.map((birth) => birth.id)),
        plainArray(births.map((birth) => birth.jobId)),
        plainArray(births.map((birth) => birth.instanceId)),
        births.map((birth) => birth.triggeredBy),
        births.map((birth) => birth.reason),
        births.map((birth) => (birth.parameters === undefined ? null : JSON.stringify(birth.parameters))),
        this.release,
        births.map((birth) => birth.despiteFreeze),
        births.map((birth) => birth.version),
        births.map((birth) => birth.despiteOverlap),
      ],
    });
    return new Map(rows);
  }

  private underLock<Result>(
    births: TriggerBirth[],
    work: (client: pg.PoolClient) => Promise<Result>,
  ): Promise<Result> {
    return inTransaction(this.database.writes, async (client) => {
      const jobIds = births.map((birth) => birth.jobId);
      const { rows } = await client.query<{ key: string | null }>(this.lockSql, [jobIds]);
      if (rows.some(({ key }) => key !== null)) await lockGroups(client, this.database.tables, jobIds);
      return work(client);
    });
  }
}
