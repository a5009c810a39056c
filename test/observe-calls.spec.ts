import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { jest } from '@jest/globals';
import { Injectable, Logger } from '@nestjs/common';
import { Cron, Interval, SchedulerRegistry } from '@nestjs/schedule';
import { CronJob } from 'cron';
import { eventually } from './support/eventually.js';
import { isReady, startHost, type ObservedHost } from './support/observed-host.js';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';

/** Begins its work when it is asked for its end, as query builders do. */
class LazyQuery {
  asked = 0;
  constructor(private readonly failure?: Error) {}

  // oxlint-disable-next-line unicorn/no-thenable -- that is what it is
  then(done?: (value: unknown) => unknown, failed?: (error: unknown) => unknown): Promise<unknown> {
    this.asked += 1;
    // oxlint-disable-next-line promise/no-callback-in-promise
    return (this.failure ? Promise.reject(this.failure) : Promise.resolve(3)).then(done, failed);
  }
}

const query = new LazyQuery();
const failingQuery = new LazyQuery(new Error('relation "x" does not exist'));

@Injectable()
class Jobs {
  constructor(registry: SchedulerRegistry) {
    // before any hook of anybody
    registry.addCronJob('early', CronJob.from({ cronTime: '0 0 1 1 *', onTick: () => {} }));
  }

  @Cron('0 0 1 1 *', { name: 'query' })
  query() {
    return query;
  }

  @Cron('0 0 1 1 *', { name: 'plain', waitForCompletion: true })
  plain() {}

  @Cron('0 0 1 1 *', { name: 'failing-query' })
  failingQuery() {
    return failingQuery;
  }

  @Interval('tick', 20)
  tick() {
    throw new Error('out of ticks');
  }
}

describe("the host's code, when it is observed", () => {
  let database: TestDatabase;
  let host: ObservedHost;

  beforeAll(async () => {
    database = await createTestDatabase();
    host = await startHost({ url: database.url, providers: [Jobs], wallClock: false });
    await isReady(host);
  });
  afterAll(async () => {
    await host.app.close();
    await database.drop();
  });

  const ends = (job: string) =>
    database.query<{ status: string; error: string | null }>(
      `select status, error_message as error from tracked_cron.cron_job_executions where job_name = $1 order by id`,
      [job],
    );
  const ended = (job: string, count = 1) =>
    eventually(
      () => ends(job),
      (found) => found.length >= count,
    );
  const quietly = async (work: () => unknown) => {
    const error = jest.spyOn(console, 'error').mockImplementation(() => {});
    const logged = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => {});
    try {
      return await work();
    } finally {
      error.mockRestore();
      logged.mockRestore();
    }
  };

  it('is recorded also where a constructor added it', async () => {
    await host.registry.getCronJob('early').fireOnTick();
    expect(await ended('early')).toEqual([{ status: 'completed', error: null }]);
  });

  it('that answers a lazy query has it asked once, as without us', async () => {
    await host.registry.getCronJob('query').fireOnTick();
    expect(await ended('query')).toEqual([{ status: 'completed', error: null }]);
    expect(query.asked).toBe(1);
    await quietly(() => host.registry.getCronJob('failing-query').fireOnTick());
    expect(await ended('failing-query')).toEqual([
      { status: 'failed', error: 'relation "x" does not exist' },
    ]);
    expect(failingQuery.asked).toBe(1);
  });

  it('of a CronJob gets its context and arguments, answers and throws through to it', async () => {
    const context = { of: 'host' };
    const onComplete = jest.fn<() => void>();
    const failure = new Error('caught by the host');
    const errorHandler = jest.fn();
    const seen: unknown[] = [];
    const job = CronJob.from({
      cronTime: '0 0 1 1 *',
      onTick(this: unknown, ...args: unknown[]) {
        seen.push([this, args]);
        throw failure;
      },
      onComplete,
      errorHandler,
      context,
    });
    host.registry.addCronJob('with-context', job as unknown as CronJob);
    await job.fireOnTick();
    expect(seen).toEqual([[context, [job.onComplete]]]);
    expect(errorHandler).toHaveBeenCalledWith(failure);
    expect(errorHandler.mock.calls[0][0]).toBe(failure);
    expect(onComplete).not.toHaveBeenCalled();
    await job.stop();
    expect(onComplete).toHaveBeenCalledTimes(1);
    expect(await ended('with-context')).toEqual([{ status: 'failed', error: 'caught by the host' }]);
  });

  it('of a CronJob with several functions is one execution, which ends with the last of them', async () => {
    const finish: (() => void)[] = [];
    const wait = () => new Promise<void>((resolve) => finish.push(resolve));
    const job = CronJob.from({ cronTime: '0 0 1 1 *', onTick: wait, waitForCompletion: true });
    host.registry.addCronJob('several', job);
    job.addCallback(wait);
    const fired = job.fireOnTick();
    finish[0]();
    await eventually(() => finish.length === 2);
    expect(await ends('several')).toEqual([]);
    finish[1]();
    await fired;
    expect(await ended('several')).toEqual([{ status: 'completed', error: null }]);
  });

  it('of a decorated method ends with the method, whatever else host code has its CronJob call', async () => {
    const job = host.registry.getCronJob('plain');
    const added = jest.fn<() => void>();
    job.addCallback(added);
    await job.fireOnTick();
    expect(added).toHaveBeenCalledTimes(1);
    expect(await ended('plain')).toEqual([{ status: 'completed', error: null }]);
  });

  it('is watched once, although it is taken out of the registry and put back', async () => {
    const job = CronJob.from({ cronTime: '0 0 1 1 *', onTick: () => {} });
    host.registry.addCronJob('again', job);
    host.registry.deleteCronJob('again');
    host.registry.addCronJob('again', job);
    await job.fireOnTick();
    await ended('again');
    host.registry.deleteCronJob('again');
    const other = CronJob.from({ cronTime: '0 0 1 1 *', onTick: () => {} });
    host.registry.addCronJob('again', other);
    await other.fireOnTick();
    expect(await ended('again', 2)).toHaveLength(2);
  });

  it('behind addInterval and addTimeout is recorded by the timer that runs already, and can be cleared by it', async () => {
    const calls: unknown[][] = [];
    const interval = setInterval((...args: unknown[]) => calls.push(args), 10, 'from the host');
    host.registry.addInterval('dynamic', interval);
    host.registry.addTimeout(
      'order-1234567',
      setTimeout(() => {}, 5),
    );
    await ended('dynamic', 2);
    host.registry.deleteInterval('dynamic');
    expect(calls[0]).toEqual(['from the host']);
    const before = calls.length;
    await ended('order-id');
    expect(calls).toHaveLength(before);
    const rows = await database.query(
      `select name, schedule, options -> 'observed' ->> 'kind' as kind from tracked_cron.cron_jobs
       where name in ('dynamic', 'order-id') order by name`,
    );
    expect(rows).toEqual([
      { name: 'dynamic', schedule: '@every 10ms', kind: 'interval' },
      { name: 'order-id', schedule: '@timeout 5ms', kind: 'timeout' },
    ]);
  });

  it('that rejects where nobody catches it is heard of by the process, as without us', async () => {
    // jest would take it for a failure of this test
    const room = new URL('../libs/tracked-cron/src/observe/', import.meta.url);
    const script = `
      import { ObservedSource } from '${new URL('observed-source.ts', room).href}';
      import { watchTimer } from '${new URL('timer-watch.ts', room).href}';
      const log = { begin: () => ({ end: ({ error }) => console.log('recorded', error.message) }) };
      const source = new ObservedSource({ times: {} }, log);
      process.on('unhandledRejection', (error) => console.log('heard', error.message));
      const timer = setTimeout(() => Promise.reject(new Error('nobody catches me')), 1);
      watchTimer(timer, (code) => source.call(code, 'unhandled'));`;
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--import',
      'tsx',
      '--input-type=module',
      '--eval',
      script,
    ]);
    expect(stdout.trim().split('\n')).toEqual(['recorded nobody catches me', 'heard nobody catches me']);
  });

  it('in @Interval is recorded with the error that is only logged', async () => {
    const [first] = await ended('tick');
    expect(first).toEqual({ status: 'failed', error: 'out of ticks' });
  });
});
