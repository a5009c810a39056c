import { jest } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { Cron, ScheduleModule } from '@nestjs/schedule';
import { Test, type TestingModule } from '@nestjs/testing';
import { Execution, TrackedCron, type CronContext } from 'nestjs-tracked-cron';
import {
  TrackedCronTester,
  TrackedCronTestingModule,
  type TrackedCronTestingOptions,
} from 'nestjs-tracked-cron/testing';

const START = new Date('2026-03-02T12:00:30Z');
const MINUTE = 60_000;

let calls: string[] = [];

const note = (who: string) => calls.push(`${who} ${new Date().toISOString().slice(11, 19)}`);

@Injectable()
class Plain {
  @Cron('* * * * *')
  async everyMinute(): Promise<void> {
    note('every minute');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

@Injectable()
class Tracked {
  @TrackedCron('* * * * *')
  async everyMinute(): Promise<void> {
    note('every minute');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

@Injectable()
class Others {
  @TrackedCron('0 * * * *')
  hourly(): void {
    note('hourly');
  }

  @TrackedCron('0 0 * * *', { timeout: '5s' })
  hanging(@Execution() ctx: CronContext): Promise<void> {
    return new Promise((_resolve, reject) => {
      ctx.signal.addEventListener('abort', () => reject(ctx.signal.reason as Error));
    });
  }
}

@Injectable()
class Busy {
  @TrackedCron('* * * * *')
  async busy(): Promise<void> {
    note('busy');
    await new Promise((resolve) => setTimeout(resolve, 100_000));
  }
}

describe('under the fake timers of jest', () => {
  let module: TestingModule;

  const start = async (
    providers: (new () => object)[],
    timers: TrackedCronTestingOptions['timers'] = true,
  ) => {
    module = await Test.createTestingModule({
      imports: [ScheduleModule.forRoot(), TrackedCronTestingModule.forRoot({ timers, timeZone: 'UTC' })],
      providers,
    }).compile();
    module.useLogger(false);
    await module.init();
    return module.get(TrackedCronTester);
  };

  beforeEach(() => {
    calls = [];
    jest.useFakeTimers({ now: START });
  });
  afterEach(async () => {
    await module.close();
    jest.useRealTimers();
  });

  const steps: [string, () => void][] = [
    ['one minute', () => jest.advanceTimersByTime(MINUTE)],
    [
      'one minute, then another, with nothing awaited between',
      () => {
        jest.advanceTimersByTime(MINUTE);
        jest.advanceTimersByTime(MINUTE);
      },
    ],
    ['seven minutes at once', () => jest.advanceTimersByTime(7 * MINUTE)],
    ['what is pending', () => jest.runOnlyPendingTimers()],
    ['half a minute, which is just enough', () => jest.advanceTimersByTime(MINUTE / 2)],
    ['a millisecond less than that', () => jest.advanceTimersByTime(MINUTE / 2 - 1)],
    [
      'an hour of a clock that was set, and then the timer that waits',
      () => {
        jest.setSystemTime(START.getTime() + 60 * MINUTE);
        jest.advanceTimersByTime(MINUTE / 2);
      },
    ],
  ];

  it.each(steps)('a per-minute job is called as one of @Cron is, after %s', async (_, advance) => {
    await start([Plain]);
    advance();
    const expected = calls;
    await module.close();

    calls = [];
    jest.useFakeTimers({ now: START });
    await start([Tracked]);
    advance();
    expect(calls).toEqual(expected);
  });

  it('a per-minute job is called once, at once, by advancing a minute', async () => {
    await start([Tracked]);
    jest.advanceTimersByTime(60_000);
    expect(calls).toEqual(['every minute 12:01:00']);
  });

  it('each slot is on record once promises may go on', async () => {
    const cron = await start([Tracked, Others]);
    await jest.advanceTimersByTimeAsync(3 * MINUTE);
    await cron.settled();
    expect(cron.records('Tracked.everyMinute')).toMatchObject(
      ['12:01', '12:02', '12:03'].map((at) => ({
        scheduledAt: new Date(`2026-03-02T${at}:00Z`),
        startedAt: new Date(`2026-03-02T${at}:00Z`),
        completedAt: new Date(`2026-03-02T${at}:00.010Z`),
        status: 'completed',
        durationMs: 10,
      })),
    );
  });

  it('a handler counts as in flight once the event loop has turned without its end', async () => {
    const cron = await start([Busy]);
    jest.advanceTimersByTime(MINUTE);
    await Promise.resolve();
    jest.advanceTimersByTime(MINUTE);
    expect(calls).toEqual(['busy 12:01:00', 'busy 12:02:00']);
    await jest.advanceTimersByTimeAsync(MINUTE);
    expect(cron.records()).toMatchObject([
      { status: 'completed', durationMs: 100_000 },
      { status: 'running' },
      { status: 'skipped', reason: 'overlap' },
    ]);
  });

  it('timeouts come by the fake timers', async () => {
    const cron = await start([Others]);
    await jest.advanceTimersByTimeAsync(12 * 60 * MINUTE);
    expect(cron.records('Others.hanging')).toMatchObject([
      { status: 'timed_out', scheduledAt: new Date('2026-03-03T00:00:00Z'), durationMs: 5_000 },
    ]);
  });

  it('a job is run by hand as ever', async () => {
    const cron = await start([Others]);
    expect(await cron.run('Others.hourly')).toMatchObject({ status: 'completed', startedAt: START });
    await expect(cron.advanceBy('1h')).rejects.toMatchObject({
      code: 'UNSUPPORTED',
      message: expect.stringContaining('jest.advanceTimersByTime(60_000)'),
    });
    await expect(cron.advanceTo(START)).rejects.toMatchObject({ code: 'UNSUPPORTED' });
    await expect(cron.outage('1h')).rejects.toMatchObject({ code: 'UNSUPPORTED' });
  });

  it('running all timers ends, where those of @Cron never do', async () => {
    const cron = await start([Tracked, Others]);
    let other = 0;
    setTimeout(() => (other += 1), 5 * MINUTE);
    jest.runAllTimers();
    expect(other).toBe(1);
    expect(calls.length).toBeGreaterThan(5);
    expect(jest.getTimerCount()).toBe(0);
    await cron.settled();
    expect(cron.records('Tracked.everyMinute').every(({ status }) => status === 'completed')).toBe(true);
  });

  it('running all timers, awaited, ends too', async () => {
    await start([Tracked], { wakeUps: 20 });
    await jest.runAllTimersAsync();
    expect(calls).toHaveLength(20);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('leaves no timer when the application is closed', async () => {
    await start([Tracked, Others]);
    await jest.advanceTimersByTimeAsync(MINUTE);
    await module.close();
    expect(jest.getTimerCount()).toBe(0);
  });
});
