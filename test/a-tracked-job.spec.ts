import { Injectable } from '@nestjs/common';
import { CronContext, Execution, TrackedCron } from 'nestjs-tracked-cron';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';
import { startInstance, type TestInstance } from './support/test-instance.js';

@Injectable()
class Scores {
  readonly calls: unknown[][] = [];
  failure: unknown;

  @TrackedCron('* * * * *', { group: 'matches', owner: 'web', tags: ['live'] })
  refresh(...args: unknown[]): void {
    this.calls.push(args);
    if (this.failure !== undefined) throw this.failure;
  }

  @TrackedCron('@every 1h', { name: 'hourly', keepResult: true })
  async hourly(@Execution() context: CronContext): Promise<object> {
    context.metadata.seen = context === CronContext.current();
    return { slot: context.slot!.toISOString() };
  }
}

describe('a tracked job', () => {
  let database: TestDatabase;
  let instance: TestInstance;

  beforeEach(async () => {
    database = await createTestDatabase();
    instance = await startInstance({ url: database.url, providers: [Scores] });
  });
  afterEach(async () => {
    await instance.close();
    await database.drop();
  });

  it('runs at its slot and is recorded', async () => {
    const slot = instance.clock.now() + 60_000;
    const ended = instance.next('execution.ended');
    instance.clock.advance(60_000);
    await ended;

    const { items } = await instance.manager.getHistory({ jobName: 'Scores.refresh' });
    expect(items).toEqual([
      expect.objectContaining({
        jobName: 'Scores.refresh',
        group: 'matches',
        owner: 'web',
        status: 'completed',
        trigger: 'schedule',
        scheduledAt: new Date(slot),
        nextSlotAt: new Date(slot + 60_000),
        attempt: 1,
        epoch: 1,
      }),
    ]);
  });

  it('gets no argument it did not ask for', async () => {
    const ended = instance.next('execution.ended');
    instance.clock.advance(60_000);
    await ended;
    expect(instance.app.get(Scores).calls).toEqual([[]]);
  });

  it('gets its execution where it asks for it, and keeps its result where it says so', async () => {
    const record = await instance.manager.execute('hourly').catch((error: Error) => error);
    // a manual run has no slot, so this handler fails: its error is kept
    expect(record).toMatchObject({ status: 'failed', error: { errorClass: 'TypeError' } });
    const ended = instance.next('execution.ended', 60);
    for (let minute = 0; minute < 60; minute++) {
      const one = instance.next('execution.ended');
      instance.clock.advance(60_000);
      await one;
    }
    await ended;
    const { items } = await instance.manager.getHistory({ jobName: 'hourly', trigger: 'schedule' });
    expect(items[0]).toMatchObject({
      status: 'completed',
      metadata: { seen: true },
      result: { slot: items[0].scheduledAt!.toISOString() },
    });
  });

  it('that throws is a failed record, and runs again at its next slot', async () => {
    instance.app.get(Scores).failure = new Error('the feed is down');
    for (let minute = 0; minute < 2; minute++) {
      const ended = instance.next('execution.ended');
      instance.clock.advance(60_000);
      await ended;
    }
    const { items } = await instance.manager.getHistory();
    expect(items.map(({ status, error }) => [status, error?.message])).toEqual([
      ['failed', 'the feed is down'],
      ['failed', 'the feed is down'],
    ]);
  });
});
