import { Injectable } from '@nestjs/common';
import { TrackedCron } from 'nestjs-tracked-cron';
import { VirtualClock } from '../libs/tracked-cron/src/testing/virtual-clock.js';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';
import { startInstance, aQuietMinute, type TestInstance } from './support/test-instance.js';

@Injectable()
class Jobs {
  @TrackedCron('* * * * *', { name: 'sync' })
  sync(): void {}
}

describe('applications and environments in one database', () => {
  let raw: TestDatabase;
  let instances: TestInstance[];

  beforeEach(async () => {
    raw = await createTestDatabase();
    const scopes = [
      { application: 'shop', environment: 'production' },
      { application: 'shop', environment: 'staging' },
      { application: 'blog', environment: 'production' },
    ];
    instances = await Promise.all(
      scopes.map((options) =>
        startInstance({
          url: raw.url,
          options,
          clock: new VirtualClock(aQuietMinute()),
          providers: [Jobs],
        }),
      ),
    );
  });
  afterEach(async () => {
    await Promise.all(instances.map((instance) => instance.close()));
    await raw.drop();
  });

  it('each run their own slots of jobs with the same name, and see only their own', async () => {
    const ended = instances.map((instance) => instance.next('execution.ended'));
    for (const instance of instances) instance.clock.advance(60_000);
    await Promise.all(ended);
    for (const instance of instances) {
      expect((await instance.manager.getHistory()).items).toHaveLength(1);
      expect(await instance.manager.getStatuses()).toHaveLength(1);
    }
    expect(await raw.query('select 1 from tracked_cron.cron_jobs')).toHaveLength(3);
  });

  it('pause and trigger their own', async () => {
    const [shop, staging, blog] = instances;
    await shop.manager.pause('sync');
    expect((await shop.manager.getStatus('sync')).paused).not.toBeNull();
    expect((await staging.manager.getStatus('sync')).paused).toBeNull();
    const ended = blog.next('execution.ended');
    const { executionId } = await blog.manager.triggerManually('sync', { idempotencyKey: 'k' });
    await ended;
    expect(await staging.manager.getExecution(executionId)).toBeNull();
    const other = await staging.manager.triggerManually('sync', { idempotencyKey: 'k' });
    expect(other.executionId).not.toBe(executionId);
  });
});
