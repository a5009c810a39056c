import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmptyDatabase, type TestDatabase } from '../../../../../test/support/test-database.js';
import { CronDatabase } from '../../database/cron-database.js';
import { resolveDatabaseOptions } from '../../database/database.options.js';
import { trackedCronTables } from '../../tracked-cron.entities.js';
import { checkScope } from './check-scope.js';
import {
  DATABASE_HELP,
  DATABASE_OPTIONS,
  databaseTarget,
  SCOPE_HELP,
  SCOPE_OPTIONS,
  scopeTarget,
} from './database-target.js';
import { withDatabase } from './with-database.js';

describe('a command that needs a database', () => {
  it('takes it from its option, then from the environment', () => {
    const env = { DATABASE_URL: 'postgres://db/one', TRACKED_CRON_SCHEMA: 'cron' };
    expect(databaseTarget({}, { env })).toMatchObject({ url: 'postgres://db/one', schema: 'cron' });
    expect(databaseTarget({ 'database-url': 'postgres://db/two', schema: 'tracked' }, { env })).toMatchObject(
      { url: 'postgres://db/two', schema: 'tracked', migrations: 'verify' },
    );
  });

  it.each([
    ['its database', DATABASE_OPTIONS, DATABASE_HELP],
    ['its application', SCOPE_OPTIONS, SCOPE_HELP],
  ])('explains every option about %s', (_, options, help) => {
    const explained = [...help.matchAll(/^--([a-z-]+) /gm)].map(([, option]) => option);
    expect(explained).toEqual(Object.keys(options));
  });

  it('says how to name a database where none is named', () => {
    expect(() => databaseTarget({}, { env: { DATABASE_URL: '' } })).toThrow(/--database-url .* DATABASE_URL/);
    expect(() => databaseTarget({ 'database-url': 'localhost' }, { env: {} })).toThrow(/postgres:\/\/user/);
  });

  it('means the application of its folder, in the environment of its shell', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tracked-cron-cli-'));
    expect(await scopeTarget({}, { folder, env: {} })).toEqual({
      application: 'application',
      environment: 'development',
    });
    await writeFile(join(folder, 'package.json'), '{ "name": "football" }');
    expect(await scopeTarget({}, { folder, env: { NODE_ENV: 'production' } })).toEqual({
      application: 'football',
      environment: 'production',
    });
    expect(await scopeTarget({ application: 'chess', environment: 'staging' }, { folder, env: {} })).toEqual({
      application: 'chess',
      environment: 'staging',
    });
    await rm(folder, { recursive: true });
  });

  describe('with a database', () => {
    let raw: TestDatabase;

    beforeEach(async () => {
      raw = await createEmptyDatabase();
    });
    afterEach(() => raw.drop());

    const target = () => databaseTarget({ 'database-url': raw.url }, { env: {} });
    const migrate = async () => {
      const database = new CronDatabase(resolveDatabaseOptions({ url: raw.url }), trackedCronTables);
      await database.open();
      await database.close();
    };
    const connections = async () => {
      const [{ n }] = await raw.query<{ n: number }>(
        `select count(*)::int as n from pg_stat_activity
         where datname = current_database() and application_name like 'tracked-cron%'`,
      );
      return n;
    };

    it('opens it and closes it again, also where the command fails', async () => {
      await migrate();
      expect(
        await withDatabase(target(), async ({ writes }) => (await writes.query('select 1 as one')).rows),
      ).toEqual([{ one: 1 }]);
      await expect(withDatabase(target(), () => Promise.reject(new Error('no')))).rejects.toThrow('no');
      expect(await connections()).toBe(0);
    });

    it('migrates nothing by itself', async () => {
      await expect(withDatabase(target(), async () => 'opened')).rejects.toMatchObject({
        code: 'MIGRATIONS_PENDING',
      });
    });

    it('says what to check where nobody answers, and where the database refuses', async () => {
      const away = databaseTarget({ 'database-url': 'postgres://me@127.0.0.1:1/db' }, { env: {} });
      await expect(withDatabase(away, async () => 'opened')).rejects.toMatchObject({
        code: 'DATABASE_UNREACHABLE',
        message: expect.stringMatching(/127\.0\.0\.1:1\/db can't be reached .*: check --database-url/),
      });
      const url = new URL(raw.url);
      url.username = 'nobody_of_that_name';
      const refused = databaseTarget({ 'database-url': url.href }, { env: {} });
      await expect(withDatabase(refused, async () => 'opened')).rejects.toMatchObject({
        code: 'DATABASE_REFUSED',
        message: expect.stringMatching(/refuses "nobody_of_that_name" .*: check user, password and rights/),
      });
    });

    it('names the applications there are where the one that is meant is not', async () => {
      await migrate();
      const meant = { application: 'football', environment: 'development' };
      await withDatabase(target(), async (database) => {
        await expect(checkScope(database, meant)).rejects.toThrow(/has the application been started/);
        await raw.query(
          `insert into tracked_cron.cron_jobs (id, application, environment, name, schedule, time_zone, overlap, last_slot_at)
           values (gen_random_uuid(), 'football', 'production', 'j', '@never', 'UTC', 'skip', now())`,
        );
        await expect(checkScope(database, meant)).rejects.toMatchObject({
          code: 'UNKNOWN_SCOPE',
          message: expect.stringMatching(/write --application football --environment production\.$/),
        });
        await expect(checkScope(database, { ...meant, environment: 'production' })).resolves.toBeUndefined();
      });
    });
  });
});
