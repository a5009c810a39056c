import { Injectable, Logger, UseInterceptors, type CallHandler, type ExecutionContext } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import {
  CronContext,
  CronJobManager,
  Execution,
  TrackedCron,
  type StandardSchema,
} from 'nestjs-tracked-cron';
import {
  TrackedCronTester,
  TrackedCronTestingModule,
  type TrackedCronTestingOptions,
} from 'nestjs-tracked-cron/testing';

const START = '2026-03-02T12:00:30Z';
const MINUTE = 60_000;

let calls: string[] = [];
/** Resolves what `Jobs.blocked` waits for. */
let release: () => void = () => {};

const teams: StandardSchema<{ team: string }> = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate: (value) =>
      typeof (value as { team?: unknown })?.team === 'string'
        ? { value: value as { team: string } }
        : { issues: [{ message: 'must be a text', path: ['team'] }] },
  },
};

class Doubling {
  async intercept(_context: ExecutionContext, next: CallHandler) {
    calls.push('intercepted');
    return next.handle();
  }
}

@Injectable()
class Jobs {
  @TrackedCron('* * * * *', { keepResult: true })
  @UseInterceptors(Doubling)
  async minutely(@Execution() ctx: CronContext): Promise<number> {
    calls.push(`minutely ${ctx.slot?.toISOString() ?? ctx.trigger}`);
    ctx.metadata.imported = 3;
    ctx.progress(0.5, 'half');
    new Logger('Scores').log('half of it');
    ctx.log.warn('with password=hunter2');
    return 12;
  }

  @TrackedCron('*/2 * * * *')
  failing(): void {
    calls.push('failing');
    throw new TypeError('feed is down');
  }

  @TrackedCron('0 3 * * *', { timeout: '20s' })
  hanging(): Promise<never> {
    return new Promise(() => {});
  }

  @TrackedCron('*/5 * * * *')
  blocked(): Promise<void> {
    return new Promise((resolve) => (release = resolve));
  }

  @TrackedCron('0 4 * * *', { parameters: teams })
  forTeam(@Execution() ctx: CronContext): void {
    calls.push((ctx.parameters as { team: string }).team);
  }

  @TrackedCron('* * * * *', { disabled: true, runsOn: 'elsewhere' })
  disabled(): void {
    calls.push('disabled');
  }

  @TrackedCron('0 5 * * *', { assert: (result) => result === 1 || 'nothing was imported' })
  asserted(): number {
    return 0;
  }
}

describe('a tester of jobs in memory', () => {
  let module: TestingModule;
  let cron: TrackedCronTester;
  let manager: CronJobManager;

  const start = async (options: TrackedCronTestingOptions = {}) => {
    module = await Test.createTestingModule({
      imports: [TrackedCronTestingModule.forRoot({ now: START, timeZone: 'UTC', patience: 50, ...options })],
      providers: [Jobs],
    }).compile();
    module.useLogger(false);
    await module.init();
    cron = module.get(TrackedCronTester);
    manager = module.get(CronJobManager);
  };

  beforeEach(async () => {
    calls = [];
    await start();
  });
  afterEach(() => module.close());

  const slotsOf = (jobName: string) =>
    cron
      .records(jobName)
      .map(({ scheduledAt, status }) => `${scheduledAt?.toISOString().slice(11, 16)} ${status}`);

  describe('that runs one', () => {
    it("answers its record, after Nest's pipeline", async () => {
      expect(await cron.run('Jobs.minutely')).toMatchObject({
        jobName: 'Jobs.minutely',
        status: 'completed',
        reason: null,
        trigger: 'manual',
        scheduledAt: null,
        startedAt: new Date(START),
        completedAt: new Date(START),
        durationMs: 0,
        attempt: 1,
        error: null,
        result: 12,
        metadata: { imported: 3 },
        progress: 0.5,
        progressMessage: 'half',
      });
      expect(calls).toEqual(['intercepted', 'minutely manual']);
    });

    it('keeps what it logged, as production does', async () => {
      const { id } = await cron.run('Jobs.minutely');
      expect(cron.logLines(id)).toEqual([
        {
          attempt: 1,
          sequence: 1,
          at: new Date(START),
          level: 'info',
          context: 'Scores',
          text: 'half of it',
          dropped: 0,
        },
        expect.objectContaining({ sequence: 2, context: 'Jobs.minutely', text: 'with password=[redacted]' }),
      ]);
      expect(await manager.getLogs(id, { level: 'warn' })).toMatchObject({
        captured: true,
        inFlight: false,
        items: [{ sequence: 2 }],
      });
      cron.clear();
      expect(cron.logLines(id)).toEqual([]);
    });

    it('answers the failure of a handler as a record, too', async () => {
      const record = await cron.run('Jobs.failing');
      expect(record).toMatchObject({
        status: 'failed',
        error: { errorClass: 'TypeError', message: 'feed is down' },
      });
      expect(record.error?.stack).toContain('Jobs.failing');
      expect(await cron.run('Jobs.asserted')).toMatchObject({
        status: 'failed',
        reason: 'assertion',
        error: { message: 'nothing was imported' },
      });
    });

    it('lets the timeout of one that hangs come, by its own clock', async () => {
      expect(await cron.run('Jobs.hanging')).toMatchObject({
        status: 'timed_out',
        reason: 'timeout',
        durationMs: 20_000,
        completedAt: new Date('2026-03-02T12:00:50Z'),
      });
      expect(cron.now).toEqual(new Date('2026-03-02T12:00:50Z'));
    });

    it('validates parameters by the schema of the job', async () => {
      expect(await cron.run('Jobs.forTeam', { team: 'Riga' })).toMatchObject({
        status: 'completed',
        parameters: { team: 'Riga' },
      });
      expect(calls).toEqual(['Riga']);
      await expect(cron.run('Jobs.forTeam', { team: 1 })).rejects.toMatchObject({
        code: 'INVALID_PARAMETERS',
        message: expect.stringContaining('team: must be a text'),
      });
      await expect(cron.run('Jobs.minutely', { team: 'x' })).rejects.toThrow(/it takes none/);
    });

    it('names the jobs that may have been meant instead of one that is not there', async () => {
      await expect(cron.run('Job.minutly')).rejects.toMatchObject({
        code: 'UNKNOWN_JOB',
        message: 'There is no job "Job.minutly" in this process: did you mean "Jobs.minutely"?',
      });
      expect(() => cron.records('Jobs.minute')).toThrow(/did you mean "Jobs.minutely"/);
      expect(() => cron.nextSlot('Jobs.minute')).toThrow(/did you mean "Jobs.minutely"/);
    });

    it('runs a job that is disabled, or that other instances run in production', async () => {
      expect(await cron.run('Jobs.disabled')).toMatchObject({ status: 'completed' });
    });

    it('says what is missing before the application is started', async () => {
      const early = await Test.createTestingModule({
        imports: [TrackedCronTestingModule.forRoot()],
        providers: [Jobs],
      }).compile();
      await expect(early.get(TrackedCronTester).run('Jobs.minutely')).rejects.toMatchObject({
        code: 'NOT_READY',
        message: expect.stringContaining('await app.init()'),
      });
    });
  });

  describe('that moves time', () => {
    it('runs each slot of each job in its order, and awaits the handlers', async () => {
      await cron.advanceTo('2026-03-02T12:04:00Z');
      expect(calls.filter((call) => call !== 'intercepted')).toEqual([
        'minutely 2026-03-02T12:01:00.000Z',
        'failing', // at once, where the other has an interceptor to pass
        'minutely 2026-03-02T12:02:00.000Z',
        'minutely 2026-03-02T12:03:00.000Z',
        'failing',
        'minutely 2026-03-02T12:04:00.000Z',
      ]);
      expect(slotsOf('Jobs.minutely')).toEqual([
        '12:01 completed',
        '12:02 completed',
        '12:03 completed',
        '12:04 completed',
      ]);
      expect(slotsOf('Jobs.failing')).toEqual(['12:02 failed', '12:04 failed']);
      expect(cron.now).toEqual(new Date('2026-03-02T12:04:00Z'));
      expect(cron.nextSlot('Jobs.minutely')).toEqual(new Date('2026-03-02T12:05:00Z'));
    });

    it('starts each handler at its very slot', async () => {
      await cron.advanceBy('3m');
      const late = cron.records().filter(({ scheduledAt, startedAt }) => +scheduledAt! !== +startedAt!);
      expect(late).toEqual([]);
    });

    it('never runs a disabled job', async () => {
      await cron.advanceBy('10m');
      expect(cron.records('Jobs.disabled')).toEqual([]);
      expect(cron.nextSlot('Jobs.disabled')).toBeNull();
    });

    it('skips a slot of a job that is still in flight, and ends it when its handler returns', async () => {
      await cron.advanceTo('2026-03-02T12:10:00Z');
      expect(cron.records('Jobs.blocked')).toMatchObject([
        { status: 'running' },
        { status: 'skipped', reason: 'overlap', startedAt: null, attempt: 0 },
      ]);
      await expect(cron.run('Jobs.blocked')).rejects.toMatchObject({ code: 'JOB_IN_FLIGHT' });
      release();
      await cron.settled();
      expect(slotsOf('Jobs.blocked')).toEqual(['12:05 completed', '12:10 skipped']);
      expect(cron.records('Jobs.blocked')[0].durationMs).toBe(5 * MINUTE);
    });

    it('lets timeouts come at their time', async () => {
      await cron.advanceTo('2026-03-03T03:00:10Z');
      expect(cron.records('Jobs.hanging')).toMatchObject([{ status: 'running' }]);
      await cron.advanceTo('2026-03-03T03:00:20Z');
      expect(cron.records('Jobs.hanging')).toMatchObject([
        { status: 'timed_out', completedAt: new Date('2026-03-03T03:00:20Z') },
      ]);
    });

    it('counts the slots of a pause, and ends a pause that was to end', async () => {
      await manager.pause('Jobs.minutely', {
        until: new Date('2026-03-02T12:03:00Z'),
        by: 'Ann',
        reason: 'feed moves',
      });
      await cron.advanceTo('2026-03-02T12:02:00Z');
      expect(calls.filter((call) => call.startsWith('minutely'))).toEqual([]);
      expect(cron.countedSlots('Jobs.minutely')).toEqual([
        {
          jobName: 'Jobs.minutely',
          from: new Date('2026-03-02T12:01:00Z'),
          to: new Date('2026-03-02T12:02:00Z'),
          outcome: 'skipped',
          reason: 'paused',
          count: 2,
        },
      ]);
      await cron.advanceTo('2026-03-02T12:04:00Z');
      expect(slotsOf('Jobs.minutely')).toEqual(['12:03 completed', '12:04 completed']);
    });

    it('deals with the slots of an outage by the misfire policy of the job', async () => {
      await cron.outage('3m');
      expect(slotsOf('Jobs.minutely')).toEqual(['12:01 missed', '12:02 missed', '12:03 completed']);
      expect(cron.records('Jobs.minutely')[2]).toMatchObject({
        startedAt: new Date('2026-03-02T12:03:30Z'),
        scheduledAt: new Date('2026-03-02T12:03:00Z'),
      });
      await cron.advanceBy('1m');
      expect(slotsOf('Jobs.minutely').at(-1)).toBe('12:04 completed');
    });

    it('does not go back', async () => {
      await expect(cron.advanceTo('2026-03-02T12:00:00Z')).rejects.toThrow(/Time can't go back to .* it is/);
      await expect(cron.advanceTo('tomorrow')).rejects.toThrow(/advanceTo is no instant/);
    });

    it('starts at the present where nothing is said', async () => {
      await module.close();
      const before = Date.now();
      await start({ now: undefined });
      expect(cron.now.getTime()).toBeGreaterThanOrEqual(before);
      expect(cron.now.getTime()).toBeLessThanOrEqual(Date.now());
    });
  });

  describe('beside the manager that the code under test uses', () => {
    it('keeps what the manager triggered, once for an idempotency key', async () => {
      const options = { by: 'Ann', reason: 'asked', idempotencyKey: 'k' };
      const first = await manager.triggerManually('Jobs.minutely', options);
      expect(first).toEqual({ executionId: expect.any(String), jobName: 'Jobs.minutely', status: 'running' });
      await cron.settled();
      expect(await manager.triggerManually('Jobs.minutely', options)).toEqual(first);
      expect(cron.records()).toMatchObject([
        { id: first.executionId, status: 'completed', triggeredBy: 'Ann', triggerReason: 'asked' },
      ]);
      const [record] = cron.records();
      expect(await manager.getExecution(first.executionId)).toEqual({ ...record, failedAttempts: [] });
    });

    it('schedules a job that is registered at run time, until it is unregistered', async () => {
      await manager.register({
        name: 'extra',
        schedule: '*/2 * * * *',
        handler: () => void calls.push('extra'),
      });
      await cron.advanceTo('2026-03-02T12:02:00Z');
      await manager.unregister('extra');
      await cron.advanceTo('2026-03-02T12:06:00Z');
      expect(calls.filter((call) => call === 'extra')).toEqual(['extra']);
      expect(slotsOf('extra')).toEqual(['12:02 completed']);
    });

    it('answers the status of a job as production judges it', async () => {
      await cron.advanceTo('2026-03-02T12:06:00Z');
      expect(await manager.getStatus('Jobs.failing')).toMatchObject({
        health: 'failing',
        lastSlots: [{ status: 'failed' }, { status: 'failed' }, { status: 'failed' }],
        nextDueAt: new Date('2026-03-02T12:08:00Z'),
        description: 'every 2 minutes',
      });
      expect(await manager.getStatus('Jobs.minutely')).toMatchObject({ health: 'healthy', findings: [] });
      expect((await manager.getStatuses()).map(({ jobName }) => jobName)).toContain('Jobs.disabled');
    });

    it('forgets what is on record, and goes on from there', async () => {
      await cron.advanceBy('2m');
      cron.clear();
      expect(cron.records()).toEqual([]);
      expect((await manager.getHistory()).items).toEqual([]);
      await cron.advanceBy('1m');
      expect(slotsOf('Jobs.minutely')).toEqual(['12:03 completed']);
    });
  });

  it('aborts what still runs when the application is closed', async () => {
    await cron.advanceTo('2026-03-02T12:05:00Z');
    await module.close();
    expect(cron.records('Jobs.blocked')).toMatchObject([{ status: 'cancelled', reason: 'shutdown' }]);
  });

  it.each<[TrackedCronTestingOptions, RegExp]>([
    [{ now: 'soon' }, /now is no instant: write a Date/],
    [{ timers: { wakeUps: 0 } }, /timers must be true, false or a number of wake-ups/],
    [{ patience: '5' }, /patience/],
  ])('refuses the options %j', (options, message) => {
    expect(() => TrackedCronTestingModule.forRoot(options)).toThrow(message);
  });
});
