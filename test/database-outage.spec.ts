import { Injectable } from '@nestjs/common';
import { CronContext, Execution, TrackedCron } from 'nestjs-tracked-cron';
import { VirtualClock } from '../libs/tracked-cron/src/testing/virtual-clock.js';
import { eventually } from './support/eventually.js';
import { PostgresProxy } from './support/postgres-proxy.js';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';
import { startInstance, aQuietMinute, type TestInstance } from './support/test-instance.js';

const MINUTE = 60_000;

/** What handlers saw, beside every record of ours. */
let witness: string[] = [];
let release: (() => void) | undefined;

@Injectable()
class Jobs {
  @TrackedCron('* * * * *')
  async sync(@Execution() { slot }: CronContext): Promise<void> {
    witness.push(slot!.toISOString());
    if (release) await new Promise<void>((resolve) => (release = resolve));
  }
}

describe('while the application runs', () => {
  let raw: TestDatabase;
  let proxy: PostgresProxy;
  let clock: VirtualClock;
  let instances: TestInstance[];

  beforeEach(async () => {
    raw = await createTestDatabase();
    proxy = await PostgresProxy.before(raw.url);
    clock = new VirtualClock(aQuietMinute());
    witness = [];
    release = undefined;
    instances = await Promise.all(
      Array.from({ length: 2 }, () => startInstance({ url: proxy.url, clock, providers: [Jobs] })),
    );
  });
  afterEach(async () => {
    release?.();
    await Promise.all(instances.map((instance) => instance.close()));
    await proxy.close();
    await raw.drop();
  });

  const terminate = () =>
    raw.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name like 'tracked-cron%'`,
    );
  const records = () =>
    raw.query<{ slot: Date; status: string }>(
      'select scheduled_at as slot, status from tracked_cron.cron_job_executions_all order by scheduled_at',
    );
  /** Lets retries happen, without coming to the next slot. */
  const retrying = () => {
    if (clock.now() % MINUTE < 50_000) clock.advance(100);
  };

  it('all its connections may be cut, again and again, in the middle of claims: later slots run, none twice', async () => {
    const start = clock.now();
    for (let minute = 1; minute <= 6; minute++) {
      const slot = start + minute * MINUTE;
      clock.advance(slot - clock.now());
      await terminate();
      await eventually(
        async () => {
          retrying();
          return (await records()).filter(({ status }) => status === 'completed').length;
        },
        (completed) => completed === minute,
      );
    }
    expect(witness).toHaveLength(6);
    expect(new Set(witness).size).toBe(6);
    expect(await records()).toHaveLength(6);
  });

  it('the database may go away while handlers run: their ends are written when it is back, once', async () => {
    release = () => {};
    clock.advance(MINUTE);
    await eventually(() => witness.length === 1);
    await proxy.refuse();
    release();
    release = undefined;
    await proxy.accept();
    await eventually(
      async () => {
        retrying();
        return records();
      },
      ([record]) => record.status === 'completed',
    );
    expect(await records()).toHaveLength(1);
  });

  it('it can be ended although the database is away', async () => {
    release = () => {};
    clock.advance(MINUTE);
    await eventually(() => witness.length === 1);
    await proxy.refuse();
    let closed = 0;
    const closing = instances.splice(0).map((instance) => instance.close().then(() => (closed += 1)));
    await eventually(() => {
      clock.advance(1_000);
      return closed === 2;
    });
    await Promise.all(closing);
    expect(clock.pending).toBe(0);
    await proxy.accept();
  });
});
