import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { DataSource, MigrationInterface, EntityTarget } from 'typeorm';
import { connectionPool } from './connection-pool.js';
import { createDataSource } from './data-source.js';
import type { ResolvedDatabaseOptions } from './database.options.js';
import { bringSchemaUpToDate, pendingMigrations, type PendingMigrations } from './migrator.js';
import { checkSession, explainPooler } from './pooler-check.js';
import { SchemaTables } from './schema-tables.js';

/** What every room needs to read and write: three small pools and the names of the tables. */
export class CronDatabase {
  readonly tables: SchemaTables;
  /** TypeORM's view of the tables, for reading (3 connections, 5 s a statement): admin queries never starve claims. */
  readonly dataSource: DataSource;
  /** Claims and journal (3 connections). */
  readonly writes: pg.Pool;
  /** Lease and clock (1 connection), so that nothing can queue in front of a heartbeat; none where a thread keeps it. */
  readonly lease: pg.Pool;
  /** Whether nothing of a session lasts beyond a transaction: a pooler stands between. */
  readonly transactionsOnly: boolean;

  constructor(
    private readonly options: ResolvedDatabaseOptions,
    private readonly contents: {
      entities: EntityTarget<object>[];
      migrations: (new () => MigrationInterface)[];
    },
  ) {
    this.tables = new SchemaTables(options.schema);
    this.transactionsOnly = options.pooler === 'transaction';
    this.dataSource = createDataSource(options, contents, {
      role: 'read',
      poolSize: 3,
      statementTimeout: 5_000,
    });
    this.writes = connectionPool(options, 'write', { min: 2, max: 3 }, 30_000);
    this.lease = connectionPool(options, 'lease', { min: 1, max: 1 }, 5_000);
  }

  /**
   * Connects and brings the schema up to date (or verifies it). May be called again after it failed.
   * @throws TrackedCronError `MIGRATIONS_PENDING`, `MIGRATIONS_UNKNOWN`, `POOLER_UNDECLARED`, or the driver's own error when
   *   the server is away
   */
  async open(): Promise<void> {
    try {
      if (!this.transactionsOnly) await checkSession(this.writes);
      await bringSchemaUpToDate(this.writes, this.options, this.contents);
      if (!this.dataSource.isInitialized) await this.dataSource.initialize();
    } catch (error) {
      throw explainPooler(error);
    }
  }

  /**
   * Reads by a statement that a connection plans for good once it has asked it a few times: a plan for all partitions takes ten
   * times as long as what it finds. For few texts (a plan for all partitions is a megabyte of the server's memory a connection)
   * whose best plan is the same for all values. Through a pooler it is planned each time.
   */
  async readPlannedOnce<Row extends object>(text: string, values: unknown[]): Promise<Row[]> {
    const name = createHash('sha1').update(text).digest('base64url');
    const runner = this.dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as pg.PoolClient;
      return (await client.query<Row>({ name, text, values })).rows;
    } finally {
      await runner.release();
    }
  }

  /** What {@link open} would migrate; changes nothing. @throws TrackedCronError `POOLER_UNDECLARED`, `MIGRATIONS_UNKNOWN` */
  async pending(): Promise<PendingMigrations> {
    try {
      return await pendingMigrations(this.writes, this.options.schema, this.contents);
    } catch (error) {
      throw explainPooler(error);
    }
  }

  async close(): Promise<void> {
    await Promise.allSettled([
      this.writes.end(),
      this.lease.end(),
      this.dataSource.isInitialized ? this.dataSource.destroy() : undefined,
    ]);
  }
}
