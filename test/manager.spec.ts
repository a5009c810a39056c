import { Injectable } from '@nestjs/common';
import { CronContext, Execution, TrackedCron, type StandardSchema } from 'nestjs-tracked-cron';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';
import { startInstance, type TestInstance } from './support/test-instance.js';

/** As small as a Standard Schema can be: `{ season: number }`, where a text of digits will do. */
const season: StandardSchema<{ season: number }> = {
  '~standard': {
    version: 1,
    vendor: 'hand',
    validate: (value) => {
      const given = Number((value as { season?: unknown } | undefined)?.season);
      return Number.isInteger(given)
        ? { value: { season: given } }
        : { issues: [{ message: 'must be a year', path: [{ key: 'season' }] }] };
    },
  },
};

@Injectable()
class Jobs {
  finish: () => void = () => {};

  @TrackedCron('@every 1d', { name: 'import', parameters: season, keepResult: true, overlap: 'allow' })
  import(@Execution() { parameters }: CronContext) {
    return parameters;
  }

  @TrackedCron('@every 1d', { name: 'long' })
  long() {
    return new Promise<void>((resolve) => (this.finish = resolve));
  }

  @TrackedCron('* * * * *', { name: 'minutely' })
  minutely() {}

  @TrackedCron('* * * * *', { name: 'disabled', disabled: true })
  disabled() {}
}

describe('the manager', () => {
  let database: TestDatabase;
  let instance: TestInstance;

  beforeEach(async () => {
    database = await createTestDatabase();
    instance = await startInstance({ url: database.url, providers: [Jobs] });
  });
  afterEach(async () => {
    await instance.close();
    await database.drop();
  });

  it('runs a job by hand and answers its record', async () => {
    const record = await instance.manager.execute('import', { season: '2026' });
    expect(record).toMatchObject({
      status: 'completed',
      trigger: 'manual',
      scheduledAt: null,
      parameters: { season: 2026 },
      result: { season: 2026 },
    });
  });

  it.each<[unknown, object]>([
    [
      { season: 'x' },
      {
        message: 'The parameters of job "import" don\'t fit: season: must be a year',
        details: { jobName: 'import', issues: [{ path: ['season'], message: 'must be a year' }] },
      },
    ],
    [undefined, { message: expect.stringContaining('season: must be a year') }],
  ])('refuses the parameters %j', async (parameters, error) => {
    await expect(instance.manager.triggerManually('import', { parameters })).rejects.toMatchObject({
      code: 'INVALID_PARAMETERS',
      ...error,
    });
    expect((await instance.manager.getHistory()).items).toEqual([]);
  });

  it('refuses what can not be kept', async () => {
    const cyclic: Record<string, unknown> = {};
    cyclic.self = cyclic;
    const anything: StandardSchema = {
      '~standard': { version: 1, vendor: 'hand', validate: (value) => ({ value }) },
    };
    await instance.manager.register({
      name: 'any',
      schedule: '@every 1d',
      parameters: anything,
      handler: () => {},
    });
    for (const value of [cyclic, 10n, 'a\0b', 'x'.repeat(9_000)]) {
      await expect(instance.manager.execute('any', value)).rejects.toMatchObject({
        code: 'INVALID_PARAMETERS',
      });
    }
    expect(await instance.manager.execute('any', 'spelt \\u0000 out')).toMatchObject({ status: 'completed' });
  });

  it('refuses parameters where the job has no schema', async () => {
    await expect(instance.manager.execute('minutely', { a: 1 })).rejects.toThrow(
      'The parameters of job "minutely" don\'t fit: it takes none: give it a schema',
    );
  });

  it('refuses a job that nobody knows', async () => {
    const { manager } = instance;
    for (const ask of [
      () => manager.execute('nobody'),
      () => manager.triggerManually('nobody'),
      () => manager.getStatus('nobody'),
      () => manager.unregister('nobody'),
      () => manager.pause('nobody'),
    ]) {
      await expect(ask()).rejects.toMatchObject({ code: 'UNKNOWN_JOB' });
    }
  });

  it('refuses to run a job beside itself, and lets it run afterwards', async () => {
    const started = instance.next('execution.started');
    const first = instance.manager.execute('long');
    await started;
    await expect(instance.manager.triggerManually('long')).rejects.toMatchObject({
      code: 'JOB_IN_FLIGHT',
      message: expect.stringContaining("overlap: 'allow'"),
    });
    instance.app.get(Jobs).finish();
    await first;
    await expect(instance.manager.triggerManually('long')).resolves.toMatchObject({ status: 'running' });
    await new Promise(setImmediate);
    instance.app.get(Jobs).finish();
  });

  it('answers one execution for one idempotency key', async () => {
    const ask = (idempotencyKey: string) =>
      instance.manager.triggerManually('import', { parameters: { season: 1 }, idempotencyKey });
    const [one, again, other] = [await ask('a'), await ask('a'), await ask('b')];
    expect(again.executionId).toBe(one.executionId);
    expect(other.executionId).not.toBe(one.executionId);
    for (const key of ['', 'x'.repeat(201), 'a\0b']) {
      await expect(ask(key)).rejects.toThrow('idempotencyKey must be a text of 1 to 200 characters.');
    }
  });

  it('keeps who asked and why, without what nobody may read', async () => {
    const ended = instance.next('execution.ended');
    await instance.manager.triggerManually('minutely', { by: 'ann\0a', reason: 'token=abcdefgh123' });
    const [{ executionId }] = await ended;
    expect(await instance.manager.getExecution(executionId)).toMatchObject({
      triggeredBy: 'ann\ufffda',
      triggerReason: 'token=[redacted]',
    });
  });

  it('runs a disabled job by hand, but at none of its slots', async () => {
    expect(await instance.manager.execute('disabled')).toMatchObject({ status: 'completed' });
    const ended = instance.next('execution.ended');
    expect(await instance.manager.triggerManually('disabled')).toMatchObject({ status: 'running' });
    await ended;
    const minutely = instance.next('execution.ended');
    instance.clock.advance(60_000);
    expect((await minutely)[0].jobName).toBe('minutely');
    const { items } = await instance.manager.getHistory({ jobName: 'disabled', trigger: 'schedule' });
    expect(items).toEqual([]);
  });

  it('registers a job while running, and forgets it', async () => {
    const seen: unknown[] = [];
    const config = {
      name: 'later',
      schedule: '@every 30s',
      handler: (context: CronContext) => void seen.push(context.jobName),
    };
    await instance.manager.register(config);
    await expect(instance.manager.register(config)).rejects.toMatchObject({ code: 'DUPLICATE_JOB' });
    const ended = instance.next('execution.ended');
    instance.clock.advance(30_000);
    expect((await ended)[0]).toMatchObject({ jobName: 'later', status: 'completed' });
    expect(seen).toEqual(['later']);

    await instance.manager.unregister('later');
    await expect(instance.manager.execute('later')).rejects.toMatchObject({ code: 'UNKNOWN_JOB' });
    const minutely = instance.next('execution.ended');
    instance.clock.advance(30_000);
    expect((await minutely)[0].jobName).toBe('minutely');
    expect((await instance.manager.getHistory({ jobName: 'later' })).items).toHaveLength(1);
    await instance.manager.register(config);
  });

  it('says what is wrong with a job that is registered, and takes it once it is right', async () => {
    const config = { name: 'later', schedule: '61 * * * *', handler: () => {} };
    await expect(instance.manager.register(config)).rejects.toMatchObject({ code: 'INVALID_JOB' });
    await expect(instance.manager.register({ ...config, handler: undefined as never })).rejects.toThrow(
      'Job "later": the handler is missing: write handler: async () => { … }.',
    );
    await database.query('alter table tracked_cron.cron_jobs rename to elsewhere');
    const right = { ...config, schedule: '@every 1d' };
    await expect(instance.manager.register(right)).rejects.toMatchObject({ code: '42P01' });
    await database.query('alter table tracked_cron.elsewhere rename to cron_jobs');
    await instance.manager.register(right);
    expect(await instance.manager.execute('later')).toMatchObject({ status: 'completed' });
  });

  it('counts the slots of a pause in one row that grows', async () => {
    await instance.manager.pause('minutely', { reason: 'maintenance', by: 'ann' });
    expect((await instance.manager.getStatus('minutely')).paused).toMatchObject({
      by: 'ann',
      reason: 'maintenance',
    });
    for (let minute = 0; minute < 3; minute++) {
      const claimed = instance.next('slots.claimed');
      instance.clock.advance(60_000);
      await claimed;
    }
    const ranges = await database.query(
      'select outcome, reason, count from tracked_cron.cron_job_slot_ranges',
    );
    expect(ranges).toEqual([{ outcome: 'skipped', reason: 'paused', count: 3 }]);

    await instance.manager.resume('minutely');
    expect((await instance.manager.getStatus('minutely')).paused).toBeNull();
    const ended = instance.next('execution.ended');
    instance.clock.advance(60_000);
    expect((await ended)[0]).toMatchObject({
      jobName: 'minutely',
      scheduledAt: new Date(instance.clock.now()),
    });
  });

  it('refuses a pause that ends before it begins', async () => {
    for (const until of [new Date(0), new Date(NaN), '2099-01-01' as unknown as Date]) {
      await expect(instance.manager.pause('minutely', { until })).rejects.toThrow(
        'until must be a Date in the future',
      );
    }
  });

  it('hands a trigger on to an instance that executes', async () => {
    await instance.manager.unregister('long'); // it would come due, and never end
    const shown = await startInstance({
      url: database.url,
      providers: [Jobs],
      options: { execute: () => false },
    });
    const parameters = { season: 2026 };
    const { executionId, status } = await shown.manager.triggerManually('import', { parameters });
    expect(status).toBe('pending');
    const ended = new Promise<void>((resolve) =>
      instance.manager.events.on('execution.ended', (event) => {
        if (event.executionId === executionId) resolve();
      }),
    );
    instance.clock.advance((7 * 24 * 3_600_000) / 3); // to the next renewal of its lease
    await ended;
    expect(await shown.manager.getExecution(executionId)).toMatchObject({
      status: 'completed',
      trigger: 'manual',
      epoch: 2,
      result: parameters,
    });
    await shown.close();
  });
});
