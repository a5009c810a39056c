import { Injectable } from '@nestjs/common';
import { CronContext, Execution, TrackedCron } from 'nestjs-tracked-cron';
import { Journal } from '../libs/tracked-cron/src/history/journal.js';
import { VirtualClock } from '../libs/tracked-cron/src/testing/virtual-clock.js';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';
import { startInstance, type TestInstance } from './support/test-instance.js';

const MINUTE = 60_000;

@Injectable()
class Jobs {
  finish!: () => void;
  enter!: (context: CronContext) => void;

  @TrackedCron('@never')
  reporting(@Execution() context: CronContext) {
    return this.untilFinished(context);
  }

  @TrackedCron('@never', { alertThresholds: { stallAfter: '30s' } })
  watched(@Execution() context: CronContext) {
    return this.untilFinished(context);
  }

  @TrackedCron('@never', {
    alertThresholds: { stallAfter: '2m' },
    retryPolicy: { maxAttempts: 2, initialDelay: '1m', jitter: 'none' },
  })
  retried(@Execution() context: CronContext) {
    if (context.attempt === 1) throw new Error('not yet');
    return this.untilFinished(context);
  }

  private untilFinished(context: CronContext): Promise<void> {
    this.enter(context);
    return new Promise((resolve) => (this.finish = resolve));
  }
}

describe('a running execution', () => {
  let database: TestDatabase;
  let instance: TestInstance;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await database.drop();
  });
  beforeEach(async () => {
    // starts are dated by the database, the rest by this clock
    const clock = new VirtualClock(Date.now());
    instance = await startInstance({ url: database.url, providers: [Jobs], clock });
  });
  afterEach(async () => {
    instance.app.get(Jobs).finish?.();
    await instance.close();
  });

  async function start(name: string, whenWaiting?: () => Promise<void>) {
    const entered = new Promise<CronContext>((resolve) => (instance.app.get(Jobs).enter = resolve));
    await instance.manager.triggerManually(name);
    await whenWaiting?.();
    return entered;
  }

  /** What is in the live table once a second has passed. */
  async function written(): Promise<void> {
    instance.clock.advance(1_000);
    await instance.app.get(Journal).flush();
  }

  it('that has given a sign of life is stuck when it falls silent, until it gives another one', async () => {
    const context = await start('Jobs.reporting');
    instance.clock.advance(MINUTE);
    context.progress(0.4, 'page 4 of 10');
    const since = new Date(instance.clock.now());
    await written();
    instance.clock.advance(10 * MINUTE - 1_001);
    expect(await instance.manager.getStatus('Jobs.reporting')).toMatchObject({ findings: [] });
    instance.clock.advance(1);
    expect(await instance.manager.getStatus('Jobs.reporting')).toMatchObject({
      health: 'stuck',
      findings: [
        {
          rule: 'stuck',
          since,
          executionId: context.executionId,
          message:
            'no heartbeat or progress for 10 m, expected every 10 m; last progress: 40 %, "page 4 of 10"',
        },
      ],
      inFlight: [{ heartbeatAt: since, progressMessage: 'page 4 of 10' }],
    });
    context.heartbeat();
    await written();
    expect(await instance.manager.getStatus('Jobs.reporting')).toMatchObject({ findings: [] });
  });

  it('that never gives a sign is stuck only where its job asks for them', async () => {
    const { executionId } = await start('Jobs.watched');
    expect(await instance.manager.getStatus('Jobs.watched')).toMatchObject({ findings: [] });
    instance.clock.advance(MINUTE);
    const { startedAt } = (await instance.manager.getExecution(executionId))!;
    expect(await instance.manager.getStatus('Jobs.watched')).toMatchObject({
      health: 'stuck',
      findings: [
        {
          rule: 'stuck',
          executionId,
          since: startedAt,
          message: expect.stringMatching(/expected every 30 s$/),
        },
      ],
    });
  });

  it('that is tried again counts its silence from the attempt on', async () => {
    const retrying = instance.next('execution.retrying');
    await start('Jobs.retried', async () => {
      await retrying;
      instance.clock.advance(MINUTE);
    });
    instance.clock.advance(2 * MINUTE - 1);
    expect(await instance.manager.getStatus('Jobs.retried')).toMatchObject({ findings: [] });
    instance.clock.advance(1);
    expect(await instance.manager.getStatus('Jobs.retried')).toMatchObject({ findings: [{ rule: 'stuck' }] });
  });
});
