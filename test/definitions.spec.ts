import {
  applyDecorators,
  Injectable,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { TrackedCron } from 'nestjs-tracked-cron';
import { VirtualClock } from '../libs/tracked-cron/src/testing/virtual-clock.js';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';
import { startInstance, type TestInstance } from './support/test-instance.js';

class Counting implements NestInterceptor {
  static calls = 0;

  intercept(_: ExecutionContext, next: CallHandler) {
    Counting.calls += 1;
    return next.handle();
  }
}

/** A decorator of the host's own. */
const ByHand = (name: string) =>
  applyDecorators(TrackedCron('@never', { name, keepResult: true }), UseInterceptors(Counting));

@Injectable()
class Shop {
  @TrackedCron(['*/10 * * * *', '*/15 * * * *'], { name: 'prices' })
  prices() {}

  @TrackedCron('0 12 1 1 *', {
    name: 'live',
    group: 'matches',
    overlap: 'skip',
    alertThresholds: { failureRate: 0.5 },
    impact: 'Scores stand still.',
    dependsOn: 'prices',
  })
  live() {}

  @ByHand('by-hand')
  byHand() {
    return 'done';
  }
}

const matches = {
  profile: 'like-cron',
  owner: 'sports',
  timeout: '20s',
  alertThresholds: { staleness: '10m' },
} as const;

describe('a job as it is written', () => {
  let database: TestDatabase;
  let instance: TestInstance;
  const halfHour = Math.floor(Date.now() / 1_800_000) * 1_800_000;

  beforeEach(async () => {
    database = await createTestDatabase();
    const clock = new VirtualClock(halfHour);
    instance = await startInstance({
      url: database.url,
      clock,
      providers: [Shop],
      options: {
        groups: { matches },
        owners: { sports: { alertThresholds: { recoverAfter: 2 } } },
        alertThresholds: { executionTime: '1s', recoverAfter: 3 },
      },
    });
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

  it('shows every option, what it came to, and who said so', async () => {
    const { manager } = instance;
    expect(await manager.getJob('live')).toMatchObject({
      jobName: 'live',
      definedIn: 'Shop.live in AppModule',
      schedule: '0 12 1 1 *',
      description: 'at 12:00 on 1 January, UTC',
      disabledReason: null,
      version: 1,
      removedAt: null,
      options: {
        profile: { value: 'like-cron', source: 'group matches' },
        group: { value: 'matches', source: 'job' },
        owner: { value: 'sports', source: 'group matches' },
        tags: { value: [], source: 'default' },
        timeZone: { value: 'UTC', source: 'module' },
        overlap: { value: 'skip', source: 'job' },
        scope: { value: 'instance', source: 'profile like-cron of group matches' },
        misfire: { value: 'skip', source: 'profile like-cron of group matches' },
        timeout: { value: 20_000, source: 'group matches' },
        catchUpWindow: { value: null, source: 'default' },
        disabled: { value: false, source: 'default' },
        enhancers: { value: 'local', source: 'default' },
        parameters: { value: null, source: 'default' },
        alertThresholds: {
          staleness: { value: '10m', source: 'group matches' },
          failureRate: { value: 0.5, source: 'job' },
          recoverAfter: { value: 2, source: 'owner sports' },
          executionTime: { value: '1s', source: 'module' },
        },
        impact: { value: 'Scores stand still.', source: 'job' },
        dependsOn: { value: ['prices'], source: 'job' },
        rerun: { value: null, source: 'default' },
      },
    });
    const [{ sources }] = await database.query<{ sources: object }>(
      "select options -> 'sources' as sources from tracked_cron.cron_jobs where name = 'live'",
    );
    expect(sources).toMatchObject({ overlap: 'job', timeout: 'group matches', timeZone: 'module' });
    expect((await manager.getJobs()).map(({ jobName }) => jobName)).toEqual(['by-hand', 'live', 'prices']);
    await expect(manager.getJob('nobody')).rejects.toMatchObject({ code: 'UNKNOWN_JOB' });
  });

  it('is a new version when its group says something else, and only then', async () => {
    const again = async (timeout: string) => {
      const other = await startInstance({
        url: database.url,
        providers: [Shop],
        options: {
          groups: { matches: { ...matches, timeout } },
          owners: { sports: { alertThresholds: { recoverAfter: 2 } } },
          alertThresholds: { executionTime: '1s', recoverAfter: 3 },
        },
      });
      const { version } = await other.manager.getJob('live');
      await other.close();
      return version;
    };
    expect([await again('20s'), await again('25s'), await again('25s')]).toEqual([1, 2, 2]);
  });

  it('that is never due is run by hand', async () => {
    expect(await instance.manager.getStatus('by-hand')).toMatchObject({
      schedule: '@never',
      health: 'unknown',
      nextDueAt: null,
    });
    expect(await instance.manager.getJob('by-hand')).toMatchObject({
      disabledReason: 'its schedule is never due',
    });
    expect(await instance.manager.execute('by-hand')).toMatchObject({ status: 'completed' });
  });

  it("with a decorator of the host's own has all that it is made of", async () => {
    const { calls } = Counting;
    expect((await instance.manager.getJob('by-hand')).options.keepResult).toEqual({
      value: true,
      source: 'job',
    });
    expect(await instance.manager.execute('by-hand')).toMatchObject({ result: 'done' });
    expect(Counting.calls).toBe(calls + 1);
  });
});
