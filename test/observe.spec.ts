import { jest } from '@jest/globals';
import { Injectable, Logger } from '@nestjs/common';
import { Cron, Interval, SchedulerRegistry, Timeout } from '@nestjs/schedule';
import { CronJob } from 'cron';
import { OrphanSweep } from '../libs/tracked-cron/src/cluster/orphan-sweep.js';
import { eventually } from './support/eventually.js';
import { advance, isReady, startHost, useFakeTime, type ObservedHost } from './support/observed-host.js';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';

const START = '2026-03-02T12:00:30.000Z';
const MINUTE = 60_000;

/** What the host's own code saw. */
let witness: { name: string; self: unknown; args: unknown[] }[] = [];
let finish: (() => void)[] = [];

@Injectable()
class Jobs {
  @Cron('* * * * *')
  quick(...args: unknown[]) {
    witness.push({ name: 'quick', self: this, args });
  }

  @Cron('*/2 * * * *', { name: 'mail/out', timeZone: 'Europe/Riga' })
  async failing() {
    await Promise.resolve();
    throw new RangeError('no such mailbox');
  }

  @Cron('* * * * *', { waitForCompletion: true })
  async patient() {
    await new Promise<void>((resolve) => finish.push(resolve));
  }

  @Cron('* * * * *')
  async slow() {
    await new Promise<void>((resolve) => finish.push(resolve));
  }

  @Interval(90_000)
  ticking() {
    witness.push({ name: 'ticking', self: this, args: [] });
  }

  @Timeout(5_000)
  once() {
    witness.push({ name: 'once', self: this, args: [] });
  }

  @Cron('0 0 1 1 *', { disabled: true })
  off() {}
}

interface Row {
  job: string;
  status: string;
  reason: string | null;
  slot: string | null;
  trigger: string;
  error: string | null;
  metadata: Record<string, unknown> | null;
}

describe.each(['ours first', 'ours last'] as const)('observing a host, with %s in its imports', (order) => {
  let database: TestDatabase;
  let host: ObservedHost;

  beforeEach(async () => {
    witness = [];
    finish = [];
    database = await createTestDatabase(Date.parse(START));
    useFakeTime(START);
    host = await startHost({
      url: database.url,
      providers: [Jobs],
      order,
      options: { alertThresholds: { consecutiveFailures: 1 } },
    });
    await isReady(host);
  });
  afterEach(async () => {
    for (const resolve of finish) resolve();
    await host.app.close();
    jest.useRealTimers();
    await database.drop();
  });

  const rows = (job: string) =>
    database
      .query<Row & { slot: Date | null }>(
        `select job_name as job, status, reason, scheduled_at as slot, trigger, error_message as error, metadata
         from tracked_cron.cron_job_executions_all where job_name = $1 order by scheduled_at, id`,
        [job],
      )
      .then((found) =>
        found.map((row) => ({ ...row, slot: row.slot && row.slot.toISOString().slice(11, 19) })),
      );
  const written = (job: string, count: number, status = 'completed') =>
    eventually(
      () => rows(job),
      (found) => found.filter((row) => row.status === status).length === count,
    );

  it('records each run of a @Cron method with its slot, and calls it as before', async () => {
    await advance(host, 2 * MINUTE);
    expect(await written('Jobs.quick', 2)).toMatchObject([
      { slot: '12:01:00', trigger: 'schedule' },
      { slot: '12:02:00', trigger: 'schedule' },
    ]);
    const calls = witness.filter(({ name }) => name === 'quick');
    expect(calls).toHaveLength(2);
    expect(calls[0].self).toBe(host.app.get(Jobs));
    expect(calls[0].args).toEqual([undefined]); // cron hands on its onComplete, here none
  });

  it('records the error that @nestjs/schedule catches, and lets it log it', async () => {
    const logged = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => {});
    await advance(host, 2 * MINUTE);
    const [row] = await written('mail-out', 1, 'failed');
    expect(row).toMatchObject({ slot: '12:02:00', error: 'no such mailbox' });
    expect(logged).toHaveBeenCalledWith(expect.objectContaining({ message: 'no such mailbox' }));
    logged.mockRestore();
  });

  it('records a slot that waitForCompletion lets pass as skipped', async () => {
    await advance(host, 2 * MINUTE);
    expect(await written('Jobs.patient', 1, 'skipped')).toMatchObject([
      { status: 'running', slot: '12:01:00' },
      { status: 'skipped', reason: 'overlap', slot: '12:02:00' },
    ]);
  });

  it('shows a run while it is in flight, and notes one that begins beside it', async () => {
    await advance(host, 2 * MINUTE);
    await written('Jobs.slow', 2, 'running');
    for (const resolve of finish) resolve();
    const [first, second] = await written('Jobs.slow', 2);
    expect([first.metadata, second.metadata]).toEqual([null, { overlapping: 1 }]);
  });

  it('takes no run in flight for an orphan, however long it takes', async () => {
    await advance(host, MINUTE);
    await written('Jobs.slow', 1, 'running');
    await database.query("update tracked_cron.cron_job_live set started_at = now() - interval '1 hour'");
    await host.app.get(OrphanSweep, { strict: false }).runOnce();
    expect(await rows('Jobs.slow')).toMatchObject([{ status: 'running' }]);
  });

  it('says of a run that the process takes down with it that nobody knows how far it came', async () => {
    await advance(host, MINUTE);
    await written('Jobs.slow', 1, 'running');
    await host.app.close();
    expect(await rows('Jobs.slow')).toMatchObject([{ status: 'lost', reason: 'shutdown' }]);
  });

  it('records @Interval and @Timeout, which have no slots of a schedule', async () => {
    await advance(host, 3 * MINUTE);
    expect(await written('Jobs.ticking', 2)).toMatchObject([{ slot: '12:02:00' }, { slot: '12:03:30' }]);
    expect(await written('Jobs.once', 1)).toMatchObject([{ slot: '12:00:35' }]);
    expect(witness.filter(({ name }) => name !== 'quick')).toHaveLength(3);
  });

  it('records what is added to the registry later, and who calls fireOnTick by hand', async () => {
    const context = {};
    const seen: unknown[] = [];
    const job = CronJob.from({
      cronTime: '*/1 * * * *',
      onTick(this: unknown) {
        seen.push(this);
      },
      context,
      timeZone: 'UTC',
    });
    host.registry.addCronJob('later', job as unknown as CronJob);
    job.start();
    await advance(host, MINUTE);
    await written('later', 1);
    await job.fireOnTick();
    expect(await written('later', 2)).toMatchObject([
      { slot: '12:01:00', trigger: 'schedule' },
      { slot: null, trigger: 'manual' },
    ]);
    expect(seen).toEqual([context, context]);
  });

  it('shows each job with its schedule as written, its next slot, and none where there is none', async () => {
    await advance(host, 90_000);
    await written('Jobs.ticking', 1);
    await written('Jobs.quick', 2);
    await written('mail-out', 1, 'failed');
    const statuses = new Map((await host.manager.getStatuses()).map((status) => [status.jobName, status]));
    expect([...statuses.keys()].sort()).toEqual(
      ['Jobs.off', 'Jobs.once', 'Jobs.patient', 'Jobs.quick', 'Jobs.slow', 'Jobs.ticking', 'mail-out'].sort(),
    );
    expect(statuses.get('Jobs.quick')).toMatchObject({
      schedule: '* * * * *',
      health: 'healthy',
      nextDueAt: new Date('2026-03-02T12:03:00Z'),
    });
    // one failure is enough: the module says so for all jobs
    expect(statuses.get('mail-out')).toMatchObject({
      schedule: '*/2 * * * *',
      timeZone: 'Europe/Riga',
      findings: [{ rule: 'failing', count: 1 }],
    });
    expect(statuses.get('Jobs.ticking')).toMatchObject({
      schedule: '@every 90s',
      description: 'every 1 minute and 30 seconds, from its start on',
      nextDueAt: new Date('2026-03-02T12:03:30Z'),
    });
    expect(statuses.get('Jobs.once')).toMatchObject({
      schedule: '@timeout 5s',
      description: 'once, 5s after its start',
      nextDueAt: null,
    });
    expect(statuses.get('Jobs.off')).toMatchObject({ health: 'disabled', nextDueAt: null });
  });

  it('refuses to steer what it only observes, and says what to write instead', async () => {
    await expect(host.manager.triggerManually('Jobs.quick')).rejects.toMatchObject({
      code: 'OBSERVED_JOB',
      message: expect.stringContaining('@TrackedCron') as string,
    });
    await expect(host.manager.pause('Jobs.quick')).rejects.toMatchObject({ code: 'OBSERVED_JOB' });
    await advance(host, MINUTE);
    const [{ id }] = await eventually(
      async () => (await host.manager.getHistory({ jobName: 'Jobs.slow', status: ['running'] })).items,
      (items) => items.length > 0,
    );
    await expect(host.manager.cancel(id)).rejects.toMatchObject({ code: 'OBSERVED_JOB' });
  });

  it('leaves the classes alone: a CronJob that is in no registry is not seen', async () => {
    const job = CronJob.from({ cronTime: '* * * * *', onTick: () => {}, start: true });
    await advance(host, MINUTE);
    await written('Jobs.quick', 1);
    expect(Object.keys(job)).not.toContain('fireOnTick');
    expect(Object.hasOwn(SchedulerRegistry.prototype.addCronJob, 'name')).toBe(true);
    const names = await database.query<{ name: string }>(
      'select distinct job_name as name from tracked_cron.cron_job_executions',
    );
    expect(names.every(({ name }) => name.startsWith('Jobs.'))).toBe(true);
    await job.stop();
  });
});
