import type pg from 'pg';
import type { CronDatabase } from '../database/cron-database.js';
import { plainArray } from '../database/plain-array.js';
import { inTransaction } from '../database/transaction.js';

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
  /** Whether the job's overlap policy lets it run beside itself. */
  readonly mayOverlap: boolean;
}

/** Births of manual executions; they never take the place of a slot. */
export class TriggerRepository {
  private readonly lockSql: string;
  private readonly birthSql: string;

  constructor(
    private readonly database: CronDatabase,
    private readonly release: string | null,
  ) {
    const { jobs, live } = database.tables;
    this.lockSql = `select id from ${jobs} where id = any($1::uuid[]) order by id for update`;
    this.birthSql = `
      with asked as (
        select t.*, row_number() over (partition by t.job_id order by t.id) as nth
        from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::jsonb[])
        as t(id, job_id, instance_id, triggered_by, reason, parameters)),
      born as (insert into ${live} (id, job_id, application, environment, job_name, job_group, owner, status, trigger,
        triggered_by, trigger_reason, available_at, started_at, instance_id, epoch, attempt, max_attempts, parameters,
        release, definition_version)
      select t.id, j.id, j.application, j.environment, j.name, j.job_group, j.owner,
        case when t.instance_id is null then 'pending' else 'running' end, 'manual', t.triggered_by, t.reason, now(),
        case when t.instance_id is not null then now() end, t.instance_id, 1, 1, j.max_attempts, t.parameters, $7,
        j.definition_version
      from asked t join ${jobs} j on j.id = t.job_id
      where j.id = any($2::uuid[]) and (j.overlap = 'allow'
        or (t.nth = 1 and not exists (select 1 from ${live} l where l.job_id = j.id)))
      returning id)
      select id from asked where id not in (select id from born)`;
  }

  /**
   * Gives birth to executions, in one statement where all of them may overlap, else under their jobs' locks.
   * @returns for each whether it was born; false while its job is in flight
   */
  async birth(births: TriggerBirth[]): Promise<boolean[]> {
    const refused = births.every((birth) => birth.mayOverlap)
      ? await this.insert(this.database.writes, births)
      : await this.underLock(births, (client) => this.insert(client, births));
    return births.map((birth) => !refused.has(birth.id));
  }

  /**
   * The same for one execution that carries an idempotency key.
   * @returns the id of the execution that the key stands for; null while the job is in flight
   */
  async birthOnce(birth: TriggerBirth, key: string): Promise<string | null> {
    const keys = this.database.tables.triggerKeys;
    return this.underLock([birth], async (client) => {
      const { rows } = await client.query<{ id: string }>(
        `select execution_id as id from ${keys} where job_id = $1 and key = $2`,
        [birth.jobId, key],
      );
      if (rows.length > 0) return rows[0].id;
      if ((await this.insert(client, [birth])).size > 0) return null;
      await client.query(`insert into ${keys} (job_id, key, execution_id) values ($1, $2, $3)`, [
        birth.jobId,
        key,
        birth.id,
      ]);
      return birth.id;
    });
  }

  /** @returns the ids of those that were not born: nearly always none, so that no answer has to be read */
  private async insert(client: pg.Pool | pg.PoolClient, births: TriggerBirth[]): Promise<Set<string>> {
    const { rows } = await client.query<[string]>({
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
      ],
    });
    return new Set(rows.map(([id]) => id));
  }

  private underLock<Result>(
    births: TriggerBirth[],
    work: (client: pg.PoolClient) => Promise<Result>,
  ): Promise<Result> {
    return inTransaction(this.database.writes, async (client) => {
      await client.query(this.lockSql, [births.map((birth) => birth.jobId)]);
      return work(client);
    });
  }
}
