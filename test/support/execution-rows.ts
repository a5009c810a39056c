import { CronDatabase } from '../../libs/tracked-cron/src/database/cron-database.js';
import { DatabaseClock } from '../../libs/tracked-cron/src/database/database-clock.js';
import { resolveDatabaseOptions } from '../../libs/tracked-cron/src/database/database.options.js';
import { DistinctErrorRepository } from '../../libs/tracked-cron/src/history/distinct-error.repository.js';
import { retentionClassOf, type EndedStatus } from '../../libs/tracked-cron/src/history/execution-status.js';
import { PartitionKeeper } from '../../libs/tracked-cron/src/history/partition-keeper.js';
import { UuidV7Generator } from '../../libs/tracked-cron/src/id-generator.js';
import { VirtualClock } from '../../libs/tracked-cron/src/testing/virtual-clock.js';
import { trackedCronTables } from '../../libs/tracked-cron/src/tracked-cron.entities.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

/** Columns of a row by name; what is left out has a default that fits its status. */
export type RowColumns = Record<string, unknown>;

/** A database with the library's tables, and rows put into them by plain SQL, as of an instant that stands still. */
export class ExecutionRows {
  static readonly NOW = Date.parse('2026-03-04T12:00:00Z');
  readonly clock = new VirtualClock(ExecutionRows.NOW);
  readonly databaseClock = new DatabaseClock(this.clock);
  readonly scope = { application: 'shop', environment: 'production' };
  private ids = new UuidV7Generator();
  private lastAt = 0;
  private readonly jobs = new Map<string, { id: string; row: RowColumns }>();

  private constructor(
    readonly raw: TestDatabase,
    readonly database: CronDatabase,
  ) {}

  static async open(): Promise<ExecutionRows> {
    const raw = await createTestDatabase(ExecutionRows.NOW);
    const database = new CronDatabase(resolveDatabaseOptions({ url: raw.url }), trackedCronTables);
    await database.open();
    const rows = new ExecutionRows(raw, database);
    await new PartitionKeeper(database, rows.databaseClock).runOnce();
    return rows;
  }

  async close(): Promise<void> {
    await this.database.close();
    await this.raw.drop();
  }

  async clear(): Promise<void> {
    this.jobs.clear();
    await this.raw.query(
      'truncate tracked_cron.cron_jobs, tracked_cron.cron_job_executions, tracked_cron.cron_job_live, tracked_cron.cron_instances, tracked_cron.cron_job_errors',
    );
  }

  newId(at = ExecutionRows.NOW): string {
    // one generator never goes back a little, tests do
    if (at < this.lastAt) this.ids = new UuidV7Generator();
    this.lastAt = at;
    return this.ids.next(at);
  }

  /** @returns the job's id */
  async job(name: string, columns: RowColumns = {}): Promise<string> {
    const row = {
      id: this.newId(),
      ...this.scope,
      name,
      schedule: '*/5 * * * *',
      time_zone: 'UTC',
      overlap: 'skip',
      options: '{}',
      last_slot_at: new Date(ExecutionRows.NOW),
      ...columns,
    };
    await this.insert('cron_jobs', [row]);
    this.jobs.set(name, { id: row.id, row });
    return row.id;
  }

  /** An ended execution that was born at `at` (milliseconds). @returns its id */
  async ended(jobName: string, at: number, status: EndedStatus, columns: RowColumns = {}): Promise<string> {
    const row = this.endedRow(jobName, at, status, columns);
    await this.insert('cron_job_executions', [row]);
    return row.id as string;
  }

  endedRow(jobName: string, at: number, status: EndedStatus, columns: RowColumns = {}): RowColumns {
    const ran = status !== 'skipped' && status !== 'missed';
    return {
      ...this.born(jobName, at),
      status,
      kept: retentionClassOf(status),
      started_at: ran ? new Date(at + 5) : null,
      completed_at: new Date(ran ? at + 1_005 : at),
      duration_ms: ran ? 1_000 : null,
      fingerprint: columns.error_message ? `of ${columns.error_message as string}` : null,
      ...columns,
    };
  }

  /** Notes what went wrong in the rows that were put in, as those who end executions do. */
  async noteErrors(): Promise<void> {
    await new DistinctErrorRepository(this.database).heal(0);
  }

  /** An execution in flight, born at `at` (milliseconds). @returns its id */
  async live(jobName: string, at: number, columns: RowColumns = {}): Promise<string> {
    const row: RowColumns = {
      ...this.born(jobName, at),
      status: 'running',
      available_at: new Date(at),
      started_at: new Date(at + 5),
      ...columns,
    };
    await this.insert('cron_job_live', [row]);
    return row.id as string;
  }

  async insert(table: string, rows: RowColumns[]): Promise<void> {
    const columns = Object.keys(rows[0]);
    await this.raw.query(
      `insert into tracked_cron.${table} (${columns.join(', ')})
       select ${columns.join(', ')} from jsonb_populate_recordset(null::tracked_cron.${table}, $1)`,
      [JSON.stringify(rows)],
    );
  }

  private born(jobName: string, at: number): RowColumns {
    const job = this.jobs.get(jobName);
    return {
      id: this.newId(at),
      job_id: job?.id ?? this.newId(),
      application: job?.row.application ?? this.scope.application,
      environment: job?.row.environment ?? this.scope.environment,
      job_name: jobName,
      job_group: job?.row.job_group ?? null,
      owner: job?.row.owner ?? null,
      trigger: 'schedule',
      scheduled_at: new Date(at),
      epoch: 1,
      attempt: 1,
      max_attempts: 1,
      definition_version: 1,
      created_at: new Date(at),
      updated_at: new Date(at),
    };
  }
}
