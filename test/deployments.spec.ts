import { Injectable, type Type } from '@nestjs/common';
import {
  CronContext,
  TrackedCron,
  type TrackedCronJobOptions,
  type TrackedCronModuleOptions,
} from 'nestjs-tracked-cron';
import { InstanceIdentity } from '../libs/tracked-cron/src/cluster/instance-identity.js';
import { Journal } from '../libs/tracked-cron/src/history/journal.js';
import { Recorder } from '../libs/tracked-cron/src/history/recorder.js';
import { DeploymentWatch } from '../libs/tracked-cron/src/manager/deployment-watch.js';
import { VirtualClock } from '../libs/tracked-cron/src/testing/virtual-clock.js';
import { eventually } from './support/eventually.js';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';
import { startInstance, type TestInstance } from './support/test-instance.js';

const MINUTE = 60_000;
/** What each release has for itself: with it something is due every minute, whatever becomes of the other jobs. */
const PULSE = 'pulse-';
type Written = Omit<TrackedCronJobOptions, 'name'> & { schedule?: string };

describe('releases of one application', () => {
  let database: TestDatabase;
  let clock: VirtualClock;
  let running: TestInstance[];
  /** What ran: release, job, slot in minutes. */
  let ran: string[];
  // an even minute, and close to the database's own time, which leases are judged by
  const start = Math.floor(Date.now() / (2 * MINUTE)) * 2 * MINUTE;

  beforeEach(async () => {
    database = await createTestDatabase();
    clock = new VirtualClock(start);
    running = [];
    ran = [];
  });
  afterEach(async () => {
    await Promise.all(running.map((instance) => instance.close()));
    await database.drop();
  });

  /** A class as that release has it. */
  function code(release: string, jobs: Record<string, Written>): Type {
    @Injectable()
    class Jobs {}
    for (const [name, { schedule = '* * * * *', ...options }] of Object.entries({
      ...jobs,
      [PULSE + release]: {} as Written,
    })) {
      const run = () => {
        const { slot } = CronContext.current()!;
        ran.push(`${release} ${name}${slot ? ` ${(slot.getTime() - start) / MINUTE}` : ''}`);
      };
      Object.defineProperty(Jobs.prototype, name, { value: run, configurable: true });
      const descriptor = Object.getOwnPropertyDescriptor(Jobs.prototype, name)!;
      TrackedCron(schedule, { ...options, name })(Jobs.prototype, name, descriptor);
    }
    return Jobs;
  }

  async function boot(
    release: string,
    jobs: Record<string, Written>,
    options: TrackedCronModuleOptions = {},
  ): Promise<TestInstance> {
    const instance = await startInstance({
      url: database.url,
      clock,
      providers: [code(release, jobs)],
      options: { release, ...options },
    });
    running.push(instance);
    return instance;
  }

  /** What no test is: a process that shows and steers jobs, and runs none. */
  async function bootScript(release: string, jobs: Record<string, Written>): Promise<TestInstance> {
    const { NODE_ENV } = process.env;
    process.env.NODE_ENV = 'development';
    try {
      return await boot(release, jobs, { execute: false });
    } finally {
      process.env.NODE_ENV = NODE_ENV;
    }
  }

  async function stop(instance: TestInstance): Promise<void> {
    running = running.filter((one) => one !== instance);
    await instance.close();
  }

  /** As time would: every instance looks, and generations grow older than a lease. */
  async function look(): Promise<void> {
    await database.query("update tracked_cron.cron_generations set began_at = began_at - interval '8 days'");
    for (const { app } of running) await app.get(DeploymentWatch).runOnce();
  }

  /** Lets minutes pass one by one, each with everything claimed and ended. @returns what ran: release, job, minute */
  async function minutes(count: number): Promise<string[]> {
    ran = [];
    for (let minute = 0; minute < count; minute += 1) {
      const claimed = running.map((instance) => instance.next('slots.claimed'));
      clock.advance(MINUTE);
      await Promise.all(claimed);
      await new Promise((resolve) => setImmediate(resolve));
      for (const { app } of running) await app.get(Journal).flush();
    }
    return ran.filter((one) => !one.includes(PULSE)).sort();
  }

  /** The same without the release. */
  const slots = async (count: number) =>
    (await minutes(count)).map((one) => one.slice(one.indexOf(' ') + 1)).sort();
  const rows = () =>
    database.query<{ name: string; version: number; removed: boolean; release: string }>(
      `select name, definition_version as version, removed_at is not null as removed, release
       from tracked_cron.cron_jobs where name not like '${PULSE}%' order by name`,
    );
  const removed = async () => (await rows()).filter((row) => row.removed).map(({ name }) => name);
  const ledger = () =>
    database.query(
      `select job_name, definition_version as version, release, count(*)::int as slots
       from tracked_cron.cron_job_executions where job_name not like '${PULSE}%' group by 1, 2, 3 order by 1, 2, 3`,
    );

  it('beside each other run a job that both know once a slot, and each what only it knows', async () => {
    const old = await boot('1', { a: {}, b: {} });
    const young = await boot('2', { a: {}, c: {} });
    expect(await slots(2)).toEqual(['a 1', 'a 2', 'b 1', 'b 2', 'c 1', 'c 2']);
    await look();
    expect(await removed()).toEqual([]);
    await stop(old);
    await look();
    expect(await removed()).toEqual(['b']);
    expect(await young.manager.getStatus('b')).toMatchObject({ health: 'disabled', nextDueAt: null });
    expect((await young.manager.getStatus('b')).removedAt).toBeInstanceOf(Date);
    expect(await young.manager.getStatus('a')).toMatchObject({ removedAt: null });
  });

  it('bring back what they know when they are rolled back to, and remove what only the other knew', async () => {
    const first = await boot('1', { a: {}, b: {} });
    const second = await boot('2', { a: {}, c: {} });
    await stop(first);
    await look();
    expect(await removed()).toEqual(['b']);

    await boot('1', { a: {}, b: {} });
    expect(await removed()).toEqual([]);
    expect(await slots(1)).toEqual(['a 1', 'b 1', 'c 1']);
    await stop(second);
    await look();
    expect(await removed()).toEqual(['c']);
    await boot('2', { a: {}, c: {} });
    expect(await slots(1)).toEqual(['a 2', 'b 2', 'c 2']);
  });

  it('leave a job that is due at other times to the newest, from the change on', async () => {
    const old = await boot('1', { a: { schedule: '*/2 * * * *' } });
    expect(await minutes(2)).toEqual(['1 a 2']);
    const young = await boot('2', { a: { schedule: '1-59/2 * * * *' } });
    expect(await minutes(2)).toEqual(['2 a 3']);
    expect(await rows()).toMatchObject([{ name: 'a', version: 2, release: '2' }]);

    // the old one is started anew beside a sibling: it stays the older
    await boot('1', { a: { schedule: '*/2 * * * *' } });
    await stop(old);
    expect(await minutes(2)).toEqual(['2 a 5']);
    expect(await rows()).toMatchObject([{ name: 'a', version: 2, release: '2' }]);

    // rolled back while it still runs: its own times hold again
    await stop(young);
    await look();
    expect(await rows()).toMatchObject([{ name: 'a', version: 3, release: '1' }]);
    expect(await minutes(2)).toEqual(['1 a 8']);
  });

  it('run a job by their own options where it is due at the same times, and write down by which', async () => {
    await boot('1', { a: { overlap: 'allow' } });
    await minutes(2);
    await boot('2', { a: { overlap: 'allow', timeout: '20s' } });
    await minutes(6);
    expect(await ledger()).toEqual(
      expect.arrayContaining([expect.objectContaining({ job_name: 'a', release: '1', version: 1 })]),
    );
    const wrong = (await ledger()).filter(({ release, version }) => String(version) !== release);
    expect(wrong).toEqual([]);
  });

  it('have no slots under a new schedule from before it', async () => {
    const old = await boot('1', { a: { schedule: '0 0 1 1 *' } });
    await minutes(5);
    await stop(old);
    await boot('2', { a: { misfire: 'all', overlap: 'allow', catchUpWindow: '1h' } });
    expect(await minutes(1)).toEqual(['2 a 6']);
  });

  it('account for slots by the old schedule that nobody had decided when it changed', async () => {
    const old = await boot('1', { a: {}, b: {} });
    await minutes(1);
    await stop(old);
    clock.advance(3 * MINUTE + 1_000);
    await boot('2', { a: { schedule: '0 0 1 1 *' }, b: {} });
    await running[0].app.get(Recorder).flush();
    const missed = await database.query(
      `select (extract(epoch from scheduled_at) * 1000 - $1) / 60000 as minute, job_name, release
       from tracked_cron.cron_job_executions where reason = 'schedule_changed' order by 1`,
      [start],
    );
    expect(missed.map(({ minute, job_name, release }) => [Number(minute), job_name, release])).toEqual([
      [2, 'a', '2'],
      [3, 'a', '2'],
      [4, 'a', '2'],
    ]);
  });

  it('carry history, watermark and pause over to a new name', async () => {
    const old = await boot('1', { 'old-name': {} });
    await minutes(1);
    await old.manager.pause('old-name', { reason: 'feed moves' });
    const young = await boot('2', { 'new-name': { previousNames: ['old-name'] } });
    expect(await young.manager.getStatus('new-name')).toMatchObject({ paused: { reason: 'feed moves' } });
    await young.manager.resume('new-name');
    expect(await slots(1)).toEqual([expect.stringMatching(/^(old|new)-name 2$/)]);

    // the old one starts again: it finds the job that it knows under its old name
    const again = await boot('1', { 'old-name': {} });
    await stop(old);
    expect(await slots(2)).toHaveLength(2);
    expect(await rows()).toEqual([expect.objectContaining({ name: 'new-name', removed: false })]);
    const ofName = async (jobName: string) => (await young.manager.getHistory({ jobName })).items;
    expect(await ofName('new-name')).toHaveLength(4);
    expect(await ofName('old-name')).toHaveLength(4);
    expect(await again.manager.triggerManually('old-name')).toMatchObject({ jobName: 'old-name' });

    await stop(young);
    await look();
    expect(await rows()).toEqual([expect.objectContaining({ name: 'old-name', removed: false })]);
  });

  it('record runs that nobody claims under the new name too', async () => {
    await boot('1', { 'old-name': { scope: 'instance' } });
    await boot('2', { 'new-name': { scope: 'instance', previousNames: ['old-name'] } });
    expect(await minutes(1)).toEqual(['1 old-name 1', '2 new-name 1']);
    const { manager } = running[1];
    const recorded = await eventually(
      async () => (await manager.getHistory({ jobName: 'new-name' })).items,
      (items) => items.length === 2,
    );
    expect(recorded.map(({ release }) => release).sort()).toEqual(['1', '2']);
  });

  it('leave a job alone that is down, not gone: another part of the same release has it', async () => {
    const worker = await boot('1', { nightly: {} });
    const web = await boot('1', { mails: {} });
    await stop(worker);
    await look();
    expect(await removed()).toEqual([]);
    // the web servers of the next release don't speak for the workers
    await boot('2', { mails: {}, exports: {} });
    await stop(web);
    await look();
    expect(await removed()).toEqual([]);
    // nobody has come up for two weeks
    await database.query(
      "update tracked_cron.cron_generations set seen_at = seen_at - interval '15 days' where release = '1'",
    );
    await boot('3', { mails: {} });
    await look();
    expect(await removed()).toEqual(['nightly']);
  });

  it('hear from who has no jobs at all that it misses none', async () => {
    const old = await boot('1', { a: {}, b: {} });
    await boot('2', { a: {} });
    const idle = await startInstance({ url: database.url, clock, options: { release: '2' } });
    running.push(idle);
    expect(idle.app.get(InstanceIdentity).generationId).not.toBeNull();
    await stop(old);
    await look();
    expect(await removed()).toEqual(['b']);
  });

  it('leave jobs alone that were registered at run time', async () => {
    const old = await boot('1', {});
    await old.manager.register({ name: 'tenant-7', schedule: '* * * * *', handler: () => {} });
    await boot('2', {});
    await stop(old);
    await look();
    expect(await removed()).toEqual([]);
    await running[0].manager.unregister('tenant-7');
    expect(await removed()).toEqual(['tenant-7']);
    await expect(running[0].manager.unregister('tenant-8')).rejects.toMatchObject({ code: 'UNKNOWN_JOB' });
  });

  it('are not decided about by a process that runs no jobs', async () => {
    const server = await boot('1', { a: {} });
    const script = await bootScript('2', { a: { schedule: '0 0 1 1 *' }, d: {} });
    expect(await rows()).toMatchObject([
      { name: 'a', version: 1, release: '1' },
      { name: 'd', version: 1, release: '2' },
    ]);
    expect(script.app.get(InstanceIdentity).generationId).toBeNull();
    await stop(script);
    expect(await minutes(1)).toEqual(['1 a 1']);
    await look();
    expect(await removed()).toEqual(['d']);
    await stop(server);
  });

  it('are not removed while an instance of a release lives that does not say what it knows', async () => {
    const old = await boot('1', { a: {}, b: {} });
    await boot('2', { a: {} });
    await stop(old);
    // as the release before this table does
    await database.query(
      `insert into tracked_cron.cron_instances (id, application, environment, host, pid, executes, library_version,
         node_version, started_at, renewed_at, lease_until)
       values (gen_random_uuid(), 'test', 'test', 'h', 1, true, '0.0.9', 'v20', now(), now(), now() + interval '1 hour')`,
    );
    await look();
    expect(await removed()).toEqual([]);
    await database.query(
      "update tracked_cron.cron_instances set stopped_at = now() where library_version = '0.0.9'",
    );
    await look();
    expect(await removed()).toEqual(['b']);
  });
});
