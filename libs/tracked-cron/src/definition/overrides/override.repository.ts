import type pg from 'pg';
import type { CronDatabase } from '../../database/cron-database.js';
import type { IdGenerator } from '../../id-generator.js';
import type { JobScope } from '../job-scope.js';
import type { OverrideEdit, OverrideNews, EditedOverride } from './override-edit.js';
import type { OverriddenFields, StoredOverride } from './override-fields.js';

/** How many edits of a job are read. */
const MOST_EDITS = 100;

/** What people put in place of the code of jobs. Edits are made one at a time, under the registration lock. */
export class OverrideRepository {
  private readonly table: string;

  constructor(
    private readonly database: CronDatabase,
    private readonly ids: IdGenerator,
    private readonly scope: JobScope,
  ) {
    this.table = database.tables.overrides;
  }

  /** The last edit of each job, where it left something overridden, run out or not; by the id of the job. */
  async stored(client: pg.Pool | pg.PoolClient = this.database.writes): Promise<Map<string, StoredOverride>> {
    const { rows } = await client.query<StoredOverride & { jobId: string }>(
      `select job_id as "jobId", revision, fields from ${this.table}
       where application = $1 and environment = $2 and replaced_at is null and fields <> '{}'`,
      this.application(),
    );
    return new Map(rows.map(({ jobId, revision, fields }) => [jobId, { revision, fields }]));
  }

  /** What is stored, beside what the rows of jobs say of it: all who are overridden, or were. */
  async news(): Promise<OverrideNews[]> {
    const { rows } = await this.database.writes.query<OverrideNews>(
      `select coalesce(j.id, o.job_id) as "jobId", j.override_key as "rowKey", o.revision, coalesce(o.fields, '{}') as fields
       from (select * from ${this.database.tables.jobs}
         where application = $1 and environment = $2 and override_key is not null) j
       full join (select * from ${this.table}
         where application = $1 and environment = $2 and replaced_at is null and fields <> '{}') o on o.job_id = j.id`,
      this.application(),
    );
    return rows;
  }

  /**
   * Makes an edit. Under the registration lock, so that nobody else edits or registers meanwhile.
   * @throws whatever `edit.decide` throws; nothing has changed then
   */
  async edit(client: pg.PoolClient, { jobId, decide }: OverrideEdit, now: number): Promise<void> {
    const [current] = await this.current(client, jobId);
    const { fields, patch, by, reason, until } = decide(current);
    await client.query(
      `update ${this.table} set replaced_at = now() where job_id = $1 and replaced_at is null`,
      [jobId],
    );
    await client.query(
      `insert into ${this.table} (id, application, environment, job_id, revision, fields, patch, edited_by, reason, holds_until)
       select $3, $1, $2, $4, 1 + coalesce(max(revision), 0), $5, $6, $7, $8, $9
       from ${this.table} where application = $1 and environment = $2`,
      [
        ...this.application(),
        this.ids.next(now),
        jobId,
        JSON.stringify(fields),
        JSON.stringify(patch),
        by,
        reason,
        until,
      ],
    );
  }

  /** What stands there of one job, before an edit is tried. */
  async read(jobId: string): Promise<{ version: number; fields: OverriddenFields }> {
    const [current] = await this.current(this.database.writes, jobId);
    return current;
  }

  /** Notes that a job is not configured as before, where its row says nothing of it yet. @returns its version */
  async touch(client: pg.PoolClient, jobId: string): Promise<number> {
    const { rows } = await client.query<{ version: number }>(
      `update ${this.database.tables.jobs} set definition_version = definition_version + 1, updated_at = now()
       where id = $1 returning definition_version as version`,
      [jobId],
    );
    return rows[0].version;
  }

  /** The edits of a job, the last one first. */
  async edits(jobId: string): Promise<EditedOverride[]> {
    return this.database.dataSource.query<EditedOverride[]>(
      `select revision, patch, edited_at as "at", edited_by as "by", reason, holds_until as "until"
       from ${this.table} where job_id = $1 order by revision desc limit ${MOST_EDITS}`,
      [jobId],
    );
  }

  private async current(client: pg.Pool | pg.PoolClient, jobId: string) {
    const { rows } = await client.query<{ version: number; fields: OverriddenFields }>(
      `select j.definition_version as version, coalesce(o.fields, '{}') as fields
       from ${this.database.tables.jobs} j left join ${this.table} o on o.job_id = j.id and o.replaced_at is null
       where j.id = $1`,
      [jobId],
    );
    return rows;
  }

  private application(): [string, string] {
    return [this.scope.application, this.scope.environment];
  }
}
