import { eventually } from '../../../../test/support/eventually.js';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/test-database.js';
import { trackedCronTables } from '../tracked-cron.entities.js';
import { CronDatabase } from './cron-database.js';
import { resolveDatabaseOptions } from './database.options.js';

const SETTINGS = [
  'jit',
  'statement_timeout',
  'lock_timeout',
  'idle_in_transaction_session_timeout',
  'application_name',
];
const ASK = SETTINGS.map((name) => `current_setting('${name}') as ${name}`).join(', ');

describe('the connections of the library', () => {
  let raw: TestDatabase;
  let database: CronDatabase;

  beforeAll(async () => {
    raw = await createTestDatabase();
    database = new CronDatabase(resolveDatabaseOptions({ url: raw.url }), trackedCronTables);
    await database.open();
  });
  afterAll(async () => {
    await database.close();
    await raw.drop();
  });

  const inForce = (role: string, statement: string) => ({
    jit: 'off',
    statement_timeout: statement,
    lock_timeout: '10s',
    idle_in_transaction_session_timeout: '15s',
    application_name: `tracked-cron ${role}`,
  });

  it('have their settings in force, each pool its own', async () => {
    expect((await database.writes.query(`select ${ASK}`)).rows).toEqual([inForce('write', '30s')]);
    expect((await database.lease.query(`select ${ASK}`)).rows).toEqual([inForce('lease', '5s')]);
    expect(await database.dataSource.query(`select ${ASK}`)).toEqual([inForce('read', '5s')]);
  });

  it('are seven at most', async () => {
    await Promise.all(
      Array.from({ length: 20 }, () => [
        database.writes.query('select 1'),
        database.lease.query('select 1'),
        database.dataSource.query('select 1'),
      ]).flat(),
    );
    const rows = await raw.query<{ name: string; n: number }>(
      `select application_name as name, count(*)::int as n from pg_stat_activity
       where datname = current_database() and application_name like 'tracked-cron%' group by 1 order by 1`,
    );
    expect(rows).toEqual([
      { name: 'tracked-cron lease', n: 1 },
      { name: 'tracked-cron read', n: 3 },
      { name: 'tracked-cron write', n: 3 },
    ]);
  });

  it('may break in the middle of a transaction without ending the process', async () => {
    const client = await database.writes.connect();
    await client.query('begin');
    await raw.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'tracked-cron%'",
    );
    await expect(client.query('select 1')).rejects.toThrow();
    client.release(true);
    // the pool may not have noticed yet that its other connections are gone too
    const ask = () => database.writes.query<{ one: number }>('select 1 as one').catch(() => undefined);
    expect((await eventually(ask))!.rows).toEqual([{ one: 1 }]);
  });
});
