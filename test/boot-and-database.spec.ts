import { Injectable } from '@nestjs/common';
import { TrackedCron, type TrackedCronModuleOptions } from 'nestjs-tracked-cron';
import { VirtualClock } from '../libs/tracked-cron/src/testing/virtual-clock.js';
import { eventually } from './support/eventually.js';
import { PostgresProxy } from './support/postgres-proxy.js';
import { createEmptyDatabase, type TestDatabase } from './support/test-database.js';
import { startInstance, aQuietMinute, type TestInstance } from './support/test-instance.js';

const MINUTE = 60_000;

let calls: string[] = [];

@Injectable()
class Jobs {
  @TrackedCron('* * * * *')
  first(): void {
    calls.push('first');
  }

  @TrackedCron('*/2 * * * *')
  second(): void {
    calls.push('second');
  }
}

describe('at boot, as far as the database goes,', () => {
  let raw: TestDatabase;
  let proxy: PostgresProxy | undefined;
  let instances: TestInstance[];
  let clock: VirtualClock;

  beforeEach(async () => {
    raw = await createEmptyDatabase();
    proxy = undefined;
    instances = [];
    calls = [];
    clock = new VirtualClock(aQuietMinute());
  });
  afterEach(async () => {
    await Promise.all(instances.map((instance) => instance.close()));
    await proxy?.close();
    await raw.drop();
  });

  const boot = async (url = raw.url, options: TrackedCronModuleOptions = {}) => {
    const instance = await startInstance({
      url,
      clock,
      options: { database: { url }, ...options },
      providers: [Jobs],
    });
    instances.push(instance);
    return instance;
  };
  const connections = async () => {
    const [{ n }] = await raw.query<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity
       where datname = current_database() and application_name like 'tracked-cron%'`,
    );
    return n;
  };
  const statuses = () =>
    raw.query<{ status: string }>('select status from tracked_cron.cron_job_executions_all');

  it('five instances together on an empty database leaves one schema and each slot once', async () => {
    await Promise.all(Array.from({ length: 5 }, () => boot()));
    clock.advance(2 * MINUTE - (clock.now() % (2 * MINUTE)));
    await eventually(
      statuses,
      (rows) => rows.length >= 2 && rows.every(({ status }) => status !== 'running'),
    );
    const slots = await raw.query(
      `select job_name, scheduled_at from tracked_cron.cron_job_executions_all where status <> 'missed'`,
    );
    expect(slots).toHaveLength(new Set(slots.map((slot) => JSON.stringify(slot))).size);
    expect(calls.sort()).toEqual(['first', 'second']);
    expect(await raw.query('select name from tracked_cron.cron_jobs')).toHaveLength(2);
    expect(
      await raw.query('select 1 from tracked_cron.cron_instances where stopped_at is null'),
    ).toHaveLength(5);
  });

  it('goes on without a database, and jobs start when it comes', async () => {
    proxy = await PostgresProxy.before(raw.url, { refusing: true });
    const instance = await boot(proxy.url);
    await expect(instance.manager.getHistory()).rejects.toMatchObject({ code: 'NOT_READY' });
    await proxy.accept();
    await eventually(() => {
      clock.advance(5_000);
      return calls.includes('first');
    });
    expect((await instance.manager.getHistory()).items.length).toBeGreaterThan(0);
  });

  it('can be ended while it still waits for the database', async () => {
    proxy = await PostgresProxy.before(raw.url, { refusing: true });
    await (await boot(proxy.url)).close();
    instances = [];
    expect(clock.pending).toBe(0);
    await proxy.accept();
  });

  it('fails without a database where that is asked for, and leaves nothing behind', async () => {
    proxy = await PostgresProxy.before(raw.url, { refusing: true });
    await expect(boot(proxy.url, { onUnavailable: 'fail' })).rejects.toThrow(/ECONNREFUSED/);
    expect(clock.pending).toBe(0);
    await proxy.accept();
  });

  it('fails when its tables are not what they should be, and leaves nothing behind', async () => {
    await (await boot()).close();
    instances = [];
    await raw.query('alter table tracked_cron.cron_jobs rename to away');
    await expect(boot()).rejects.toThrow(/cron_jobs/);
    expect(clock.pending).toBe(0);
    await eventually(connections, (n) => n === 0);
    expect(await raw.query('select 1 from tracked_cron.cron_instances where stopped_at is null')).toEqual([]);
  });

  it.each<[string, (url: URL) => void, TrackedCronModuleOptions['database'], RegExp]>([
    ['a wrong password', (url) => (url.password = 'wrong'), {}, /password authentication failed/],
    [
      'a database that is not there',
      (url) => (url.pathname = '/nowhere'),
      {},
      /database "nowhere" does not exist/,
    ],
    ['pending migrations', () => {}, { migrations: 'verify' }, /lacks migrations/],
  ])('fails with %s, whatever it may do without a database', async (_, change, database, message) => {
    const url = new URL(raw.url);
    change(url);
    await expect(boot(url.href, { database: { url: url.href, ...database } })).rejects.toThrow(message);
    expect(clock.pending).toBe(0);
    await eventually(connections, (n) => n === 0);
  });
});
