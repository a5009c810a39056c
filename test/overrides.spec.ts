import { Injectable, type Type } from '@nestjs/common';
import {
  CronContext,
  TrackedCron,
  type JobName,
  type TrackedCronJobOptions,
  type TrackedCronModuleOptions,
} from 'nestjs-tracked-cron';
import { Journal } from '../libs/tracked-cron/src/history/journal.js';
import { Recorder } from '../libs/tracked-cron/src/history/recorder.js';
import { JobRegistry } from '../libs/tracked-cron/src/definition/job-registry.js';
import { OverrideWatch } from '../libs/tracked-cron/src/manager/override-watch.js';
import { DeploymentWatch } from '../libs/tracked-cron/src/manager/deployment-watch.js';
import { Membership } from '../libs/tracked-cron/src/cluster/membership.js';
import { VirtualClock } from '../libs/tracked-cron/src/testing/virtual-clock.js';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';
import { startInstance, type TestInstance } from './support/test-instance.js';

const MINUTE = 60_000;
const JOB = 'import' as JobName;
/** With it something is due every minute, whatever becomes of the job. */
const PULSE = 'pulse';
type Written = TrackedCronJobOptions & { schedule?: string };

describe('what people change of a job that is deployed', () => {
  let database: TestDatabase;
  let clock: VirtualClock;
  let running: TestInstance[];
  /** The minutes of the slots that ran, and the timeout they ran with. */
  let ran: number[];
  const start = Math.floor(Date.now() / (10 * MINUTE)) * 10 * MINUTE;

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

  function code({ schedule = '* * * * *', ...options }: Written): Type {
    @Injectable()
    class Jobs {
      @TrackedCron(schedule, { name: JOB, ...options })
      import(): void {
        const { slot } = CronContext.current()!;
        if (slot) ran.push((slot.getTime() - start) / MINUTE);
      }

      @TrackedCron('* * * * *', { name: PULSE })
      pulse(): void {}
    }
    return Jobs;
  }

  async function boot(written: Written = {}, options: TrackedCronModuleOptions = {}): Promise<TestInstance> {
    const providers = [code(written)];
    const instance = await startInstance({ url: database.url, clock, providers, options });
    running.push(instance);
    return instance;
  }

  /** What no test is: a process that shows and steers jobs, and runs none. */
  async function bootDesk(): Promise<TestInstance> {
    const { NODE_ENV } = process.env;
    process.env.NODE_ENV = 'development';
    try {
      return await boot({}, { execute: false });
    } finally {
      process.env.NODE_ENV = NODE_ENV;
    }
  }

  /** A renewal of every lease, and what comes of it. */
  async function beat(): Promise<void> {
    for (const { app } of running) {
      await app.get(Membership).runOnce();
      await app.get(OverrideWatch).runOnce();
    }
  }

  /** Lets minutes pass one by one. @returns the minutes at which the job ran */
  async function minutes(count: number, claiming = running): Promise<number[]> {
    ran = [];
    for (let minute = 0; minute < count; minute += 1) {
      const claimed = claiming.map((instance) => instance.next('slots.claimed'));
      clock.advance(MINUTE);
      await Promise.all(claimed);
      await new Promise((resolve) => setImmediate(resolve));
      for (const { app } of claiming) {
        await app.get(Recorder).flush();
        await app.get(Journal).flush();
      }
    }
    return ran.sort((a, b) => a - b);
  }

  const ranges = () =>
    database.query<{ outcome: string; reason: string; count: number }>(
      `select r.outcome, r.reason, sum(r.count)::integer as count from tracked_cron.cron_job_slot_ranges r
       join tracked_cron.cron_jobs j on j.id = r.job_id where j.name = '${JOB}' group by 1, 2 order by 1, 2`,
    );

  it('is obeyed by the other instance, from its next claim or renewal on, and by one that boots later', async () => {
    const deaf = { database: { url: database.url, pooler: 'transaction' } } as const;
    const [one, other] = [await boot(), await boot({}, deaf)];
    expect(await minutes(1)).toEqual([1]);
    const { version } = await one.manager.getJob(JOB);
    const changed = await one.manager.configure(
      JOB,
      { schedule: '*/5 * * * *', timeout: '20s' },
      { ifVersion: version, by: 'ada', reason: 'feed is slow' },
    );
    expect(changed).toMatchObject({
      version: version + 1,
      changes: [
        {
          field: 'schedule',
          code: '* * * * *',
          before: '* * * * *',
          after: '*/5 * * * *',
          source: 'override',
        },
        { field: 'timeout', code: null, before: null, after: 20_000 },
      ],
    });
    // the other has heard nothing and not renewed its lease: its claim finds that the job is due at other times, and leaves it
    const learned = other.next('job.registered');
    expect(await minutes(3)).toEqual([]);
    await learned;
    await one.close();
    running = [other];
    expect(await minutes(1)).toEqual([5]);
    await beat();
    const late = await boot();
    expect(await minutes(5)).toEqual([10]);
    for (const { manager } of [other, late]) {
      const job = await manager.getJob(JOB);
      expect(job).toMatchObject({
        schedule: '*/5 * * * *',
        scheduleSource: 'override',
        options: { timeout: { value: 20_000, source: 'override' } },
        override: {
          problem: null,
          fields: {
            schedule: {
              codeThen: '* * * * *',
              codeNow: '* * * * *',
              drifted: false,
              by: 'ada',
              reason: 'feed is slow',
              until: null,
            },
          },
        },
      });
      expect(job.knownBy).toHaveLength(2);
    }
    expect(await late.manager.getConfigurationEdits(JOB)).toMatchObject([
      { by: 'ada', reason: 'feed is slow', patch: { schedule: '*/5 * * * *', timeout: '20s' } },
    ]);
  });

  it('is heard of by the other instance at once, before anything else tells it', async () => {
    const [one, other] = [await boot(), await boot()];
    const learned = other.next('job.registered');
    await one.manager.configure(JOB, { timeout: '20s' });
    clock.advance(100); // what is told within this time leaves together
    await learned;
    const job = other.app.get(JobRegistry).get(JOB);
    expect(job.definition.timeout).toBe(20_000);
  });

  it('comes from a process that runs no jobs, too', async () => {
    const worker = await boot();
    const desk = await bootDesk();
    const { version } = await desk.manager.getJob(JOB);
    await desk.manager.configure(JOB, { schedule: '*/5 * * * *' }, { ifVersion: version });
    await expect(desk.manager.configure(JOB, { timeout: 5 }, { ifVersion: version })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    });
    await beat();
    expect(await minutes(5, [worker])).toEqual([5]);
    await desk.manager.configure(JOB, null);
    await beat();
    expect(await minutes(2, [worker])).toEqual([6, 7]);
    expect((await desk.manager.getJob(JOB)).override).toBeNull();
  });

  it('ends by itself when its time is over, each field at its own', async () => {
    const [one, other] = [await boot(), await boot()];
    await one.manager.configure(JOB, { timeout: '20s' });
    await other.manager.configure(JOB, { schedule: '*/5 * * * *' }, { until: new Date(start + 7 * MINUTE) });
    await beat();
    expect(await minutes(6)).toEqual([5]);
    expect(await minutes(1)).toEqual([]);
    for (const { app } of running) await app.get(OverrideWatch).runOnce();
    expect(await minutes(2)).toEqual([8, 9]);
    const { schedule, options, override } = await one.manager.getJob(JOB);
    expect([schedule, options.timeout, Object.keys(override!.fields)]).toEqual([
      '* * * * *',
      { value: 20_000, source: 'override' },
      ['timeout'],
    ]);
  });

  it('counts the slots of a job that is switched off as skipped, on every instance at once', async () => {
    const [one, other] = [await boot(), await boot()];
    await one.manager.configure(JOB, { enabled: false }, { by: 'ada' });
    expect(await minutes(3)).toEqual([]);
    expect(await ranges()).toEqual([{ outcome: 'skipped', reason: 'disabled', count: 3 }]);
    expect(await other.manager.getStatus(JOB)).toMatchObject({
      overridden: true,
      health: 'disabled',
      disabledReason: 'disabled by an override',
    });
    expect(await other.manager.explain(JOB, new Date(start + 2 * MINUTE))).toMatchObject({
      outcome: 'skipped',
      cause: 'disabled',
    });
    await other.manager.configure(JOB, { enabled: null });
    expect(await minutes(2)).toEqual([4, 5]);
  });

  it('leaves no slot out of the ledger: what ran, was skipped, was given up, is to come', async () => {
    const { manager } = await boot();
    await minutes(2);
    await manager.configure(JOB, { enabled: false });
    await minutes(2);
    clock.advance(MINUTE / 2);
    await manager.configure(JOB, { enabled: null, schedule: '*/5 * * * *' });
    await minutes(1, []);
    await database.query(
      'delete from tracked_cron.cron_job_executions where job_name = $1 and scheduled_at = $2',
      [JOB, new Date(start + MINUTE)],
    );
    const to = new Date(start + 10 * MINUTE);
    const seen = (await manager.getSlots(JOB, { from: new Date(start), to })).items;
    expect(seen.map(({ slot, count, outcome }) => [(+slot - start) / MINUTE, count, outcome])).toEqual([
      [2, 1, 'completed'],
      [3, 2, 'skipped'],
      [5, 1, 'completed'],
      [10, 1, 'due'],
    ]);
    expect(seen[0]).toMatchObject({ trigger: 'schedule', durationMs: 0, executionId: expect.any(String) });
    await database.query(
      'delete from tracked_cron.cron_job_executions where job_name = $1 and scheduled_at = $2',
      [JOB, new Date(start + 5 * MINUTE)],
    );
    const [lost] = (await manager.getSlots(JOB, { from: new Date(start + 4.5 * MINUTE), to, limit: 1 }))
      .items;
    expect(lost).toMatchObject({ outcome: 'unaccounted', slot: new Date(start + 5 * MINUTE) });
  });

  it('switches on what the code has disabled, and off again', async () => {
    const [one] = [await boot({ disabled: true }), await boot({ disabled: true })];
    expect(await minutes(1)).toEqual([]);
    await one.manager.configure(JOB, { enabled: true });
    await beat();
    expect(await minutes(2)).toEqual([2, 3]);
    await one.manager.configure(JOB, { enabled: null });
    await beat();
    expect(await minutes(2)).toEqual([]);
    expect(await ranges()).toEqual([]);
  });

  it('stays when a deployment changes the code under it, and says so', async () => {
    const old = await boot({ timeout: '10s' }, { release: 'v1' });
    await old.manager.configure(JOB, { timeout: '20s' }, { by: 'ada' });
    await old.close();
    running = [];
    const now = await boot({ timeout: '40s' }, { release: 'v2' });
    expect(await now.manager.getJob(JOB)).toMatchObject({
      release: 'v2',
      options: { timeout: { value: 20_000, source: 'override' } },
      override: {
        fields: { timeout: { value: '20s', codeThen: 10_000, codeNow: 40_000, drifted: true, by: 'ada' } },
      },
    });
    await now.app.get(DeploymentWatch).runOnce();
    await now.manager.configure(JOB, { timeout: null });
    expect((await now.manager.getJob(JOB)).options.timeout).toEqual({ value: 40_000, source: 'job' });
  });

  it('gives way to code that does not allow it any more, and says why', async () => {
    const old = await boot({}, { release: 'v1' });
    await old.manager.configure(JOB, { schedule: '*/5 * * * *', timeout: '20s' });
    await old.close();
    running = [];
    const now = await boot({ overrides: { fields: ['timeout'] } }, { release: 'v2' });
    expect(await minutes(1)).toEqual([1]);
    const { schedule, override } = await now.manager.getJob(JOB);
    expect([schedule, override?.problem]).toEqual([
      '* * * * *',
      expect.stringContaining("doesn't let schedule be overridden"),
    ]);
  });

  it('is taken from one of two people who change the same version', async () => {
    const [one, other] = [await boot(), await boot()];
    const { version } = await one.manager.getJob(JOB);
    const answers = await Promise.allSettled([
      one.manager.configure(JOB, { timeout: '10s' }, { ifVersion: version, by: 'ada' }),
      other.manager.configure(JOB, { timeout: '30s' }, { ifVersion: version, by: 'ben' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = answers.find((answer) => answer.status === 'rejected')!;
    expect(lost.reason).toMatchObject({
      code: 'VERSION_CONFLICT',
      details: { version: version + 1, expected: version },
    });
    expect(await one.manager.getConfigurationEdits(JOB)).toHaveLength(1);
  });

  it('is only said, and changes nothing, with dryRun; what boot would refuse is refused', async () => {
    const { manager } = await boot({ overrides: { shortestInterval: '30s' } });
    const before = await manager.getJob(JOB);
    const { due, version, dryRun } = await manager.configure(
      JOB,
      { schedule: '0 3 * * *', timeZone: 'Europe/Riga' },
      { dryRun: true },
    );
    expect([version, dryRun]).toEqual([before.version, true]);
    expect(due.before.slice(0, 2)).toEqual([new Date(start + MINUTE), new Date(start + 2 * MINUTE)]);
    expect(due.after).toHaveLength(10);
    expect(due.after[0].toISOString()).toMatch(/T0[01]:00:00.000Z$/);
    const refused: [unknown, string, RegExp][] = [
      [{ schedule: '0 0 30 2 *' }, 'INVALID_JOB', /never/],
      [{ schedule: '*/10 * * * * *' }, 'OVERRIDE_REFUSED', /at least 30 s.*10 s/],
      [{ timeZone: 'Mars/Base' }, 'INVALID_JOB', /Mars/],
      [{ timeout: '40d' }, 'INVALID_JOB', /24 days/],
      [{ retryPolicy: { attempts: 3 } }, 'INVALID_JOB', /maxAttempts/],
      [{ alertThresholds: { stalenes: 1 } }, 'INVALID_JOB', /did you mean/],
      [{ enabled: 'no' }, 'INVALID_JOB', /true or false/],
      [{ owner: 'me' }, 'INVALID_OPTION', /field "owner" is not known/],
      [{}, 'INVALID_OPTION', /empty/],
    ];
    for (const [patch, code, message] of refused) {
      const error = { code, message: expect.stringMatching(message) as string };
      await expect(manager.configure(JOB, patch as never)).rejects.toMatchObject(error);
    }
    expect(await manager.getJob(JOB)).toEqual(before);
  });

  it('changes a job that every instance runs by itself, on each of them', async () => {
    const [one] = [await boot({ scope: 'instance' }), await boot({ scope: 'instance' })];
    expect(await minutes(1)).toEqual([1, 1]);
    await one.manager.configure(JOB, { schedule: '*/5 * * * *' });
    await beat();
    expect(await minutes(5)).toEqual([5, 5]);
  });
});
