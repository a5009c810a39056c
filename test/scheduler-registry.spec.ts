import { jest } from '@jest/globals';
import { Injectable, Logger, Module } from '@nestjs/common';
import { Cron, ScheduleModule, SchedulerRegistry } from '@nestjs/schedule';
import { CronJob } from 'cron';
import { TrackedCron } from 'nestjs-tracked-cron';
import { JobRegistry } from '../libs/tracked-cron/src/definition/job-registry.js';
import { RegistryMirror } from '../libs/tracked-cron/src/manager/registry-mirror.js';
import { Scheduler } from '../libs/tracked-cron/src/schedule/scheduler.js';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';
import { startInstance, type TestInstance } from './support/test-instance.js';

@Injectable()
class Jobs {
  @TrackedCron('*/5 * * * *', { name: 'scores', timeZone: 'Europe/Riga' })
  scores() {}

  @TrackedCron('@every 90s', { name: 'every' })
  every() {}

  @TrackedCron('0 0 1 1 *', { name: 'taken' })
  taken() {}

  @Cron('0 0 1 1 *', { name: 'host' })
  host() {}
}

@Module({ imports: [ScheduleModule.forRoot()] })
class OtherModule {}

describe("the host's SchedulerRegistry", () => {
  let database: TestDatabase;
  let instance: TestInstance;
  let registry: SchedulerRegistry;

  beforeEach(async () => {
    database = await createTestDatabase();
    instance = await startInstance({
      url: database.url,
      imports: [ScheduleModule.forRoot()],
      providers: [Jobs],
      prepare: (app) => {
        const job = CronJob.from({ cronTime: '0 0 1 1 *', onTick: () => {} });
        app.get(SchedulerRegistry).addCronJob('taken', job);
      },
    });
    registry = instance.app.get(SchedulerRegistry);
  });
  afterEach(async () => {
    await instance.close();
    await database.drop();
  });

  it('shows each job as what other code takes for a CronJob, the host its own', () => {
    expect([...registry.getCronJobs().keys()].sort()).toEqual(['every', 'host', 'scores', 'taken']);
    const job = registry.getCronJob('scores');
    expect(job).toBeInstanceOf(CronJob);
    expect(job.cronTime.source).toBe('*/5 * * * *');
    expect(job.isActive).toBe(true);
    expect(job.isCallbackRunning).toBe(false);
    expect(registry.getCronJob('host').isActive).toBe(true);
  });

  it('says when a job is due next, also where it is an interval', () => {
    const now = instance.clock.now();
    const five = 5 * 60_000;
    const next = registry.getCronJob('scores').nextDate();
    expect(next.toMillis()).toBe(Math.floor(now / five) * five + five);
    expect(next.zoneName).toBe('Europe/Riga');
    const [first, second] = registry.getCronJob('every').nextDates(2);
    expect(second.toMillis() - first.toMillis()).toBe(90_000);
    expect(first.toMillis() % 90_000).toBe(0);
  });

  it('says when a job was due last', async () => {
    expect(registry.getCronJob('scores').lastDate()).toBeNull();
    const ended = instance.next('execution.ended');
    instance.clock.advance(90_000);
    const [{ jobName, scheduledAt }] = await ended;
    expect(registry.getCronJob(jobName).lastDate()).toEqual(scheduledAt);
  });

  it('holds a job on this instance, and lets it go without catching up', async () => {
    const job = registry.getCronJob('every');
    void job.stop();
    expect(job.isActive).toBe(false);
    const ended = instance.next('execution.ended');
    instance.clock.advance(300_000);
    expect((await ended)[0].jobName).toBe('scores');
    job.start();
    expect(job.isActive).toBe(true);
    // the other job's ends may still be on their way
    const next = new Promise((resolve) =>
      instance.manager.events.on('execution.ended', (ended) => ended.jobName === 'every' && resolve(ended)),
    );
    const due = job.nextDate().toMillis();
    instance.clock.advance(due - instance.clock.now());
    expect(await next).toMatchObject({ scheduledAt: new Date(due) });
    const { items } = await instance.manager.getHistory({ jobName: 'every' });
    // nobody ran the slots of the meantime, and nothing is silent
    const [last, ...earlier] = items.map(({ status }) => status);
    expect(last).toBe('completed');
    expect(new Set(earlier)).toEqual(new Set(['missed']));
  });

  it('holds a job that is not due yet, because the database was away, once it could be', async () => {
    const later = { name: 'later', schedule: '@every 1h', handler: () => {} };
    instance.app.get(Scheduler, { strict: false }).hold('later', true);
    await instance.manager.register(later);
    expect(registry.getCronJob('later').isActive).toBe(false);
    registry.getCronJob('later').start();
    expect(registry.getCronJob('later').isActive).toBe(true);

    void registry.getCronJob('later').stop();
    await instance.manager.unregister('later');
    await instance.manager.register(later);
    expect(registry.getCronJob('later').isActive).toBe(true);
  });

  it('shows a job that is never due as one that is not active and has no dates', async () => {
    await instance.manager.register({ name: 'by-hand', schedule: '@never', handler: () => {} });
    const job = registry.getCronJob('by-hand');
    expect(job.isActive).toBe(false);
    expect(job.nextDates(3)).toEqual([]);
    job.start();
    expect(job.isActive).toBe(false);
  });

  it('triggers a job', async () => {
    const ended = instance.next('execution.ended');
    await registry.getCronJob('scores').fireOnTick();
    expect((await ended)[0]).toMatchObject({ jobName: 'scores', trigger: 'manual', scheduledAt: null });
    const { items } = await instance.manager.getHistory({ jobName: 'scores' });
    expect(items[0].triggeredBy).toBe('SchedulerRegistry');
  });

  it('refuses to give a job another time, and leaves it running', () => {
    const job = registry.getCronJob('scores');
    expect(() => job.setTime(registry.getCronJob('host').cronTime)).toThrow(/"scores".*configure/);
    expect(job.isActive).toBe(true);
  });

  it('follows what is registered and unregistered, and keeps what is not ours', async () => {
    await instance.manager.register({ name: 'later', schedule: '@every 1h', handler: () => {} });
    expect(registry.doesExist('cron', 'later')).toBe(true);
    await instance.manager.unregister('later');
    expect(registry.doesExist('cron', 'later')).toBe(false);
    await instance.manager.unregister('taken');
    expect(registry.doesExist('cron', 'taken')).toBe(true);
  });

  it('warns where the host imports ScheduleModule twice', async () => {
    const warnings: string[] = [];
    const other = await createTestDatabase();
    const twice = await startInstance({
      url: other.url,
      imports: [ScheduleModule.forRoot(), OtherModule],
      prepare: () =>
        jest.spyOn(Logger.prototype, 'warn').mockImplementation((text) => warnings.push(text as string)),
    });
    jest.restoreAllMocks();
    expect(warnings).toContainEqual(
      'ScheduleModule.forRoot() is imported more than once, which runs every @Cron method as often: import it once.',
    );
    await twice.close();
    await other.drop();
  });

  it('takes ten thousand handles in no time', () => {
    const mirror = instance.app.get(RegistryMirror, { strict: false });
    const { definition } = instance.app.get(JobRegistry, { strict: false }).get('scores');
    const before = performance.now();
    for (let n = 0; n < 10_000; n++) mirror.add({ ...definition, name: `job-${n}` });
    const took = performance.now() - before;
    expect(registry.getCronJobs().size).toBe(10_004);
    expect(took).toBeLessThan(2_000);
  });
});
