import { Injectable } from '@nestjs/common';
import { CronContext, Execution, TrackedCron } from 'nestjs-tracked-cron';
import { runCommandLine } from '../libs/tracked-cron/src/cli/command-line.js';
import { CronDatabase } from '../libs/tracked-cron/src/database/cron-database.js';
import { RetentionKeeper } from '../libs/tracked-cron/src/history/retention-keeper.js';
import { VirtualClock } from '../libs/tracked-cron/src/testing/virtual-clock.js';
import { eventually } from './support/eventually.js';
import { createEmptyDatabase, type TestDatabase } from './support/test-database.js';
import { startInstance, aQuietMinute, type TestInstance } from './support/test-instance.js';

const MINUTE = 60_000;

@Injectable()
class Jobs {
  fails = true;
  readonly held: (() => void)[] = [];

  @TrackedCron('* * * * *', {
    name: 'retried',
    retryPolicy: { maxAttempts: 2, initialDelay: 1 },
    breaker: {},
  })
  retried(): void {
    if (this.fails) throw new Error('not yet');
  }

  @TrackedCron('* * * * *', {
    name: 'queued',
    overlap: 'queue',
    concurrency: { key: 'one', limit: 1 },
    group: 'g',
  })
  queued(@Execution() { signal }: CronContext): Promise<void> {
    return new Promise((resolve, reject) => {
      this.held.push(resolve);
      signal.addEventListener('abort', () => reject(signal.reason as Error));
    });
  }

  @TrackedCron('* * * * *', { name: 'each', scope: 'instance' })
  each(): void {}
}

describe('a role that has only what tracked-cron migrate --grant-to gives', () => {
  let database: TestDatabase;
  let instance: TestInstance;
  let role: string;

  beforeAll(async () => {
    database = await createEmptyDatabase();
    role = `r_${new URL(database.url).pathname.slice(3)}`;
    await database.query(`create role ${role} login password 'secret'`);
    const terminal = { folder: '.', env: { DATABASE_URL: database.url }, out: () => {}, err: () => {} };
    expect(await runCommandLine(['migrate', '--grant-to', role], terminal)).toBe(0);
    const url = new URL(database.url);
    [url.username, url.password] = [role, 'secret'];
    instance = await startInstance({
      url: url.href,
      clock: new VirtualClock(aQuietMinute()),
      providers: [Jobs],
      options: { database: { url: url.href, migrations: 'verify' } },
    });
  });
  afterAll(async () => {
    for (const finish of instance.app.get(Jobs).held) finish();
    await instance.close();
    await database.query(`drop owned by ${role}`);
    await database.query(`drop role ${role}`);
    await database.drop();
  });

  const ended = (jobName: string, count: number) =>
    eventually(
      async () =>
        (await instance.manager.getHistory({ jobName })).items.filter(
          ({ completedAt }) => completedAt !== null,
        ),
      ({ length }) => length >= count,
    );

  it('runs jobs: claims, queues, retries, breakers, and what every instance runs', async () => {
    const claimed = instance.next('slots.claimed');
    instance.clock.advance(MINUTE);
    await claimed;
    await eventually(
      () => {
        instance.clock.advance(1);
        return instance.manager.getHistory({ jobName: 'retried' });
      },
      ({ items }) => items.some(({ status }) => status === 'failed'),
    );
    await ended('each', 1);
    const again = instance.next('slots.claimed');
    instance.clock.advance(MINUTE);
    await again;
    const { items } = await instance.manager.getHistory({ jobName: 'queued' });
    expect(items.map(({ status }) => status).sort()).toEqual(['pending', 'running']);
  });

  it('is steered', async () => {
    const { manager, clock } = instance;
    await manager.register({ name: 'late', schedule: '@never', handler: () => {} });
    await manager.pause('late', { by: 'ann' });
    await manager.resume('late', { by: 'ann' });
    await manager.freeze({ group: 'g', by: 'ann' });
    await manager.unfreeze({ group: 'g' });
    await manager.skipNext('each');
    await manager.execute('late');
    await manager.triggerManually('late', { idempotencyKey: 'k' });
    await ended('late', 2);
    const now = clock.now();
    await manager.backfill('queued', new Date(now - 3 * MINUTE), new Date(now - 2 * MINUTE));
    const { items } = await manager.getHistory({ jobName: 'queued', status: ['pending'] });
    await manager.cancel(items[0].id);
    expect((await manager.getStatuses()).length).toBe(4);
    await manager.unregister('late');
    // statistics are counted by the database's clock, which this one may be a quarter of an hour ahead of
    const found = (await manager.getDiagnosis()).items.filter(({ code }) => code !== 'STATISTICS_BEHIND');
    expect(found).toEqual([]);
    expect((await manager.getAudit({ by: 'ann' })).items).toHaveLength(3);
  });

  it('deletes what has expired, but for what it may not drop', async () => {
    const rooms = instance.app.get(CronDatabase, { strict: false });
    const later = { now: () => instance.clock.now() + 400 * 24 * 60 * MINUTE };
    const { dropped, noRight, deleted } = await new RetentionKeeper(rooms, later).runOnce();
    expect(dropped).toEqual([]);
    expect(noRight.length).toBeGreaterThan(0);
    expect(deleted).toMatchObject({ cron_job_trigger_keys: 1, cron_holds: 2 });
  });

  it('may neither change nor empty the history', async () => {
    const rights = await database.query(
      `select has_table_privilege($1, 'tracked_cron.cron_job_executions', p) as may
       from unnest(array['update', 'delete', 'truncate', 'references', 'trigger']) p group by 1`,
      [role],
    );
    expect(rights).toEqual([{ may: false }]);
  });
});
