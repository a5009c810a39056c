import { Injectable } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { CronContext, CronJobManager, Execution, TrackedCron, TransientError } from 'nestjs-tracked-cron';
import { TrackedCronTester, TrackedCronTestingModule } from 'nestjs-tracked-cron/testing';

let feed: { downFor: number; attempts: number[] };

@Injectable()
class Jobs {
  @TrackedCron('*/10 * * * *', {
    name: 'sync',
    retryPolicy: { maxAttempts: 4, initialDelay: '2m', jitter: 'none' },
  })
  sync(@Execution() { attempt }: CronContext) {
    feed.attempts.push(attempt);
    if (feed.downFor-- > 0) throw new TransientError('feed is down');
  }

  @TrackedCron('@never', {
    name: 'hanging',
    timeout: '20s',
    retryPolicy: { maxAttempts: 2, initialDelay: '5s', jitter: 'none' },
  })
  hanging(): Promise<never> {
    return new Promise(() => {});
  }

  @TrackedCron('* * * * *', { name: 'tripping', breaker: { failures: 2, pause: '3m' } })
  tripping() {
    if (feed.downFor > 0) throw new Error('feed is down');
  }
}

describe('retries in memory', () => {
  let module: TestingModule;
  let cron: TrackedCronTester;

  beforeEach(async () => {
    feed = { downFor: 0, attempts: [] };
    module = await Test.createTestingModule({
      imports: [
        TrackedCronTestingModule.forRoot({ now: '2026-03-02T12:00:30Z', timeZone: 'UTC', patience: 20 }),
      ],
      providers: [Jobs],
    }).compile();
    module.useLogger(false);
    await module.init();
    cron = module.get(TrackedCronTester);
  });
  afterEach(() => module.close());

  it('come when time is moved over their waits', async () => {
    feed.downFor = 2;
    await cron.advanceTo('2026-03-02T12:11:00Z');
    expect(cron.records('sync')).toMatchObject([{ status: 'pending', attempt: 2 }]);
    await cron.advanceTo('2026-03-02T12:12:00Z');
    expect(feed.attempts).toEqual([1, 2]);
    await cron.advanceTo('2026-03-02T12:16:00Z');
    expect(cron.records('sync')).toMatchObject([
      {
        status: 'completed',
        attempt: 3,
        startedAt: new Date('2026-03-02T12:10:00Z'),
        completedAt: new Date('2026-03-02T12:16:00Z'),
      },
    ]);
  });

  it('hold the lane of their job', async () => {
    feed.downFor = 3;
    await cron.advanceTo('2026-03-02T12:30:00Z');
    expect(cron.records('sync').map(({ status, attempt }) => [status, attempt])).toEqual([
      ['completed', 4],
      ['skipped', 0],
      ['completed', 1],
    ]);
  });

  it('are brought about by a run, which answers how the last one ended', async () => {
    feed.downFor = 1;
    const record = await cron.run('sync');
    expect(record).toMatchObject({
      status: 'completed',
      attempt: 2,
      failedAttempts: [{ attempt: 1, failure: 'transient', error: { message: 'feed is down' } }],
    });
    expect(cron.now).toEqual(new Date('2026-03-02T12:02:30Z'));
    feed.downFor = 9;
    expect(await cron.run('sync')).toMatchObject({ status: 'failed', attempt: 4 });
  });

  it('follow timeouts, each attempt with its own', async () => {
    expect(await cron.run('hanging')).toMatchObject({
      status: 'timed_out',
      attempt: 2,
      failedAttempts: [{ failure: 'timeout', durationMs: 20_000 }],
    });
    expect(cron.now).toEqual(new Date('2026-03-02T12:01:15Z'));
  });

  it('leave the slots alone that a breaker holds back, until its trial', async () => {
    feed.downFor = 99;
    await cron.advanceTo('2026-03-02T12:04:00Z');
    expect(cron.records('tripping').map(({ status }) => status)).toEqual(['failed', 'failed']);
    expect(cron.countedSlots('tripping')).toEqual([
      {
        jobName: 'tripping',
        from: new Date('2026-03-02T12:03:00Z'),
        to: new Date('2026-03-02T12:04:00Z'),
        outcome: 'skipped',
        reason: 'breaker',
        count: 2,
      },
    ]);
    expect((await module.get(CronJobManager).getStatus('tripping')).breaker).toMatchObject({ state: 'open' });
    feed.downFor = 0;
    await cron.advanceTo('2026-03-02T12:06:00Z');
    expect(
      cron
        .records('tripping')
        .slice(2)
        .map(({ status }) => status),
    ).toEqual(['completed', 'completed']);
  });
});
