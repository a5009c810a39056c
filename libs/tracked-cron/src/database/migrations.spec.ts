import { DataSource, Entity, PrimaryColumn } from 'typeorm';
import { createEmptyDatabase, type TestDatabase } from '../../../../test/support/test-database.js';
import type { TrackedCronError } from '../tracked-cron.error.js';
import { allTables } from '../../../../test/support/all-tables.js';
import { trackedCronTables } from '../tracked-cron.entities.js';
import { CronDatabase } from './cron-database.js';
import { createDataSource } from './data-source.js';
import { resolveDatabaseOptions } from './database.options.js';

describe('migrations', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createEmptyDatabase();
  });
  afterEach(() => database.drop());

  const open = async (options: { migrations?: 'run' | 'verify' } = {}) => {
    const opened = new CronDatabase(
      resolveDatabaseOptions({ url: database.url, ...options }),
      trackedCronTables,
    );
    try {
      await opened.open();
    } catch (error) {
      await opened.close();
      throw error;
    }
    return opened;
  };

  const differences = async () => {
    const dataSource = createDataSource(resolveDatabaseOptions({ url: database.url }), allTables, {
      role: 'migrate',
      poolSize: 1,
      statementTimeout: 0,
    });
    await dataSource.initialize();
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    await dataSource.destroy();
    return upQueries.map((query) => query.query);
  };

  it('leave no difference between entities and schema', async () => {
    await (await open()).close();
    expect(await differences()).toEqual([]);
    await database.query('drop index tracked_cron.cron_job_live_job');
    expect(await differences()).toEqual([expect.stringContaining('cron_job_live_job')]);
  });

  it('run once when five instances boot together', async () => {
    const opened = await Promise.all(Array.from({ length: 5 }, () => open()));
    await Promise.all(opened.map((one) => one.close()));
    const rows = await database.query('select name from tracked_cron.cron_migrations');
    expect(rows).toHaveLength(trackedCronTables.migrations.length);
  });

  it('can be taken back', async () => {
    const opened = await open();
    for (const _ of trackedCronTables.migrations) await opened.dataSource.undoLastMigration();
    await opened.close();
    const left = await database.query(
      "select table_name from information_schema.tables where table_schema = 'tracked_cron'",
    );
    expect(left.map((row) => row.table_name)).toEqual(['cron_migrations']);
  });

  it('are only asked for when the schema is to be verified', async () => {
    await expect(open({ migrations: 'verify' })).rejects.toThrow(/lacks migrations: Foundation/);
    expect(await database.query("select 1 from pg_namespace where nspname = 'tracked_cron'")).toEqual([]);
    await (await open()).close();
    await (await open({ migrations: 'verify' })).close();
  });

  it('print SQL that leaves the schema as they would', async () => {
    const refusal = (await open({ migrations: 'verify' }).catch(
      (error: unknown) => error,
    )) as TrackedCronError;
    await database.query(refusal.details.sql as string);
    await (await open({ migrations: 'verify' })).close();
    expect(await differences()).toEqual([]);
  });

  it('accept the schema of a newer release', async () => {
    await (await open()).close();
    await database.query(
      "insert into tracked_cron.cron_migrations (timestamp, name) values (9999999999999, 'FromTheFuture9999999999999')",
    );
    await expect((await open()).close()).resolves.toBeUndefined();
  });

  it('refuse a migrations table that belongs to something else', async () => {
    await (await open()).close();
    await database.query("update tracked_cron.cron_migrations set name = 'Foreign1'");
    await expect(open()).rejects.toThrow(/does not fit this release/);
  });

  it('are invisible to a host that synchronises its own schema on the same database', async () => {
    await (await open()).close();
    @Entity('host_things')
    class HostThing {
      @PrimaryColumn('integer')
      id!: number;
    }
    const host = new DataSource({
      type: 'postgres',
      url: database.url,
      entities: [HostThing],
      synchronize: true,
      installExtensions: false,
    });
    await host.initialize();
    const { upQueries } = await host.driver.createSchemaBuilder().log();
    await host.destroy();
    expect(upQueries).toEqual([]);
    const tables = await database.query(
      "select count(*)::int as n from information_schema.tables where table_schema = 'tracked_cron'",
    );
    expect(tables[0].n).toBeGreaterThan(6);
  });
});
