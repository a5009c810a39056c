import { Injectable } from '@nestjs/common';
import { TrackedCron } from 'nestjs-tracked-cron';
import { VirtualClock } from '../libs/tracked-cron/src/testing/virtual-clock.js';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';
import { startInstance, type TestInstance } from './support/test-instance.js';

@Injectable()
class Shop {
  @TrackedCron(['*/10 * * * *', '*/15 * * * *'], { name: 'prices' })
  prices() {}

  @TrackedCron('@never', { name: 'by-hand' })
  byHand() {}
}

describe('a job as it is written', () => {
  let database: TestDatabase;
  let instance: TestInstance;
  const halfHour = Math.floor(Date.now() / 1_800_000) * 1_800_000;

  beforeEach(async () => {
    database = await createTestDatabase();
    const clock = new VirtualClock(halfHour);
    instance = await startInstance({ url: database.url, clock, providers: [Shop] });
  });
  afterEach(async () => {
    await instance.close();
    await database.drop();
  });

  it('with two expressions runs once at each of their slots', async () => {
    const slots: number[] = [];
    for (const minutes of [10, 5, 5, 10]) {
      const ended = instance.next('execution.ended');
      instance.clock.advance(minutes * 60_000);
      const [{ scheduledAt }] = await ended;
      slots.push((Number(scheduledAt) - halfHour) / 60_000);
    }
    expect(slots).toEqual([10, 15, 20, 30]);
    expect(await instance.manager.getStatus('prices')).toMatchObject({
      schedule: '*/10 * * * * | */15 * * * *',
      description: 'every 10 minutes; every 15 minutes',
      health: 'healthy',
    });
  });

  it('that is never due is run by hand', async () => {
    expect(await instance.manager.getStatus('by-hand')).toMatchObject({
      schedule: '@never',
      health: 'disabled',
      nextDueAt: null,
    });
    expect(await instance.manager.execute('by-hand')).toMatchObject({ status: 'completed' });
  });
});
