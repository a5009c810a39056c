import { Injectable } from '@nestjs/common';
import { TrackedCron, type CronJobManager } from 'nestjs-tracked-cron';
import { InstancePauses } from '../libs/tracked-cron/src/cluster/instance-pauses.js';
import { OrphanSweep } from '../libs/tracked-cron/src/cluster/orphan-sweep.js';
import { Membership } from '../libs/tracked-cron/src/cluster/membership.js';
import { VirtualClock } from '../libs/tracked-cron/src/testing/virtual-clock.js';
import { eventually } from './support/eventually.js';
import { PostgresProxy } from './support/postgres-proxy.js';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';
import { startInstance, aQuietMinute, type TestInstance } from './support/test-instance.js';

const MINUTE = 60_000;

let calls: string[] = [];
let finish: (() => void)[] = [];

@Injectable()
class Jobs {
  @TrackedCron('* * * * *', { name: 'warm', scope: 'instance' })
  warm() {
    calls.push('warm');
  }

  @TrackedCron('* * * * *', { name: 'slow', scope: 'instance' })
  async slow() {
    calls.push('slow');
    await new Promise<void>((resolve) => finish.push(resolve));
  }

  @TrackedCron('* * * * *', { name: 'deaf', scope: 'instance', overlap: 'skip', timeout: '20s' })
  async deaf() {
    calls.push('deaf');
    await new Promise<void>((resolve) => finish.push(resolve));
  }

  @TrackedCron('* * * * *', { name: 'claimed' })
  claimed() {
    calls.push('claimed');
  }

  @TrackedCron('* * * * *', { name: 'like-cron', profile: 'like-cron' })
  async likeCron() {
    await new Promise<void>((resolve) => finish.push(resolve));
  }
}

describe("a job with scope: 'instance'", () => {
  let raw: TestDatabase;
  let proxy: PostgresProxy;
  let clock: VirtualClock;
  let instances: TestInstance[];

  beforeEach(async () => {
    raw = await createTestDatabase();
    // instances come to life in the database's own time: after all that is tested here
    clock = new VirtualClock(aQuietMinute() - 3_600_000);
    calls = [];
    finish = [];
    instances = [];
  });
  afterEach(async () => {
    for (const resolve of finish) resolve();
    await Promise.all(instances.map((instance) => instance.close()));
    await proxy.close();
    await raw.drop();
  });

  const start = async (count: number, refusing = false) => {
    proxy = await PostgresProxy.before(raw.url, { refusing });
    const started = await Promise.all(
      Array.from({ length: count }, () => startInstance({ url: proxy.url, clock, providers: [Jobs] })),
    );
    instances.push(...started);
  };
  const counted = (name: string) => calls.filter((call) => call === name).length;
  const rows = async (job: string) =>
    raw.query<{ slot: Date; status: string; reason: string | null; instance: string }>(
      `select scheduled_at as slot, status, reason, instance_id as instance
       from tracked_cron.cron_job_executions_all where job_name = $1 order by scheduled_at, id`,
      [job],
    );
  const become = (job: string, fits: (found: Awaited<ReturnType<typeof rows>>) => boolean) =>
    eventually(async () => {
      if (clock.now() % MINUTE < 50_000) clock.advance(100); // retries
      return rows(job).catch(() => []);
    }, fits);
  const pass = (ms: number) => clock.advance(ms);

  it('runs every slot on every instance, each with a record of its own', async () => {
    await start(2);
    pass(MINUTE);
    const found = await become(
      'warm',
      (all) => all.filter(({ status }) => status === 'completed').length === 2,
    );
    expect(counted('warm')).toBe(2);
    expect(new Set(found.map(({ instance }) => instance)).size).toBe(2);
    expect(new Set(found.map(({ slot }) => slot.getTime())).size).toBe(1);
    await become('claimed', (all) => all.length === 1);
    const { nextDueAt } = await instances[0].manager.getStatus('warm');
    expect(nextDueAt?.getTime()).toBe(found[0].slot.getTime() + MINUTE);
  });

  it('judges overlap within the instance, and records the slot as skipped there', async () => {
    await start(2);
    pass(MINUTE);
    expect(counted('slow')).toBe(2);
    pass(MINUTE);
    expect(counted('slow')).toBe(2);
    await become('slow', (all) => all.filter(({ reason }) => reason === 'overlap').length === 2);
    for (const resolve of finish) resolve();
    await become('slow', (all) => all.filter(({ status }) => status === 'completed').length === 2);
    pass(MINUTE);
    expect(counted('slow')).toBe(4);
  });

  it('may run beside itself under like-cron', async () => {
    await start(1);
    pass(MINUTE);
    pass(MINUTE);
    await become('like-cron', (all) => all.filter(({ status }) => status === 'running').length === 2);
  });

  it('starts on time although the database is away, from the boot on; its records follow', async () => {
    await start(1, true);
    const first = clock.now() + MINUTE;
    pass(MINUTE);
    expect([counted('warm'), counted('claimed')]).toEqual([1, 0]);
    pass(MINUTE);
    expect(counted('warm')).toBe(2);
    await proxy.accept();
    const found = await become(
      'warm',
      (all) => all.filter(({ status }) => status === 'completed').length === 2,
    );
    expect(found.map(({ slot }) => slot.getTime())).toEqual([first, first + MINUTE]);
  });

  it('is not aborted when the instance stops trusting itself: nobody else takes its slot over', async () => {
    await start(1);
    pass(MINUTE);
    await become('slow', (all) => all.length === 1);
    const membership = instances[0].app.get(Membership, { strict: false });
    await raw.query('update tracked_cron.cron_instances set stopped_at = now()');
    await membership.runOnce();
    expect(membership.isTrusted()).toBe(true); // as somebody else
    finish[0]();
    await eventually(() => instances[0].manager.getStatus('slow'));
    expect((await rows('slow'))[0].status).not.toBe('cancelled');
  });

  it('in flight is nobody to be swept, however long it takes', async () => {
    await start(1);
    pass(MINUTE);
    await become('slow', (all) => all[0]?.status === 'running');
    await raw.query("update tracked_cron.cron_job_live set started_at = now() - interval '1 hour'");
    await instances[0].app.get(OrphanSweep, { strict: false }).runOnce();
    expect((await rows('slow')).map(({ status }) => status)).toEqual(['running']);
  });

  it('holds its lane on this instance while a handler goes on after its timeout', async () => {
    await start(1);
    pass(MINUTE);
    pass(20_000);
    await become('deaf', (all) => all[0]?.status === 'timed_out');
    pass(40_000);
    await become('deaf', (all) => all.some(({ reason }) => reason === 'overlap'));
    expect(counted('deaf')).toBe(1);
    for (const resolve of finish.splice(0)) resolve();
    const zombies = () => raw.query("select 1 from tracked_cron.cron_job_live where status = 'zombie'");
    await eventually(zombies, (found) => found.length === 0);
    pass(MINUTE);
    expect(counted('deaf')).toBe(2);
  });

  const holds = [
    [
      'paused',
      'resumed',
      (at: CronJobManager) => at.pause('warm'),
      (at: CronJobManager) => at.resume('warm'),
    ],
    ['frozen', 'unfrozen', (at: CronJobManager) => at.freeze(), (at: CronJobManager) => at.unfreeze()],
  ] as const;
  it.each(holds)(
    'is %s on every instance within seconds, counted once, and goes on when it is %s',
    async (reason, _, hold, release) => {
      await start(2);
      pass(MINUTE);
      await become('warm', (all) => all.length === 2);
      await hold(instances[0].manager);
      const heard = () =>
        Promise.all(instances.map(({ app }) => app.get(InstancePauses, { strict: false }).runOnce()));
      await heard();
      pass(MINUTE);
      pass(MINUTE);
      expect(counted('warm')).toBe(2);
      const ranges = () =>
        raw.query<{ outcome: string; reason: string; count: number }>(
          `select outcome, reason, count from tracked_cron.cron_job_slot_ranges r
         join tracked_cron.cron_jobs j on j.id = r.job_id and j.name = 'warm'`,
        );
      await eventually(ranges, (found) => found[0]?.count === 2);
      expect((await ranges())[0]).toEqual({ outcome: 'skipped', reason, count: 2 });
      await release(instances[1].manager);
      await heard();
      pass(MINUTE);
      expect(counted('warm')).toBe(4);
    },
  );

  it('is not caught up after a downtime: its slots are missed, once', async () => {
    await start(1);
    pass(MINUTE);
    await become('warm', (all) => all.length === 1);
    for (const resolve of finish) resolve();
    await instances.pop()!.close();
    await proxy.close();
    await raw.query('delete from tracked_cron.cron_instances');
    calls = [];
    pass(3 * MINUTE + 30_000);
    await start(2);
    const found = await become('warm', (all) => all.length === 4);
    expect(found.map(({ status, reason }) => reason ?? status)).toEqual([
      'completed',
      'no_instance',
      'no_instance',
      'no_instance',
    ]);
    expect(counted('warm')).toBe(0);
  });

  it('has an idempotency key of its own on each instance, as each does work of its own', async () => {
    const keys: string[] = [];
    await start(0);
    for (let n = 0; n < 2; n++) {
      const instance = await startInstance({ url: proxy.url, clock });
      instances.push(instance);
      await instance.manager.register({
        name: 'keyed',
        schedule: '* * * * *',
        scope: 'instance',
        handler: (context) => void keys.push(context.idempotencyKey),
      });
    }
    pass(MINUTE);
    expect(new Set(keys).size).toBe(2);
  });
});
