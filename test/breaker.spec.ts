import { Injectable } from '@nestjs/common';
import { TrackedCron, type TrackedCronEvent } from 'nestjs-tracked-cron';
import { BreakerKeeper } from '../libs/tracked-cron/src/execution/breaker-keeper.js';
import { Journal } from '../libs/tracked-cron/src/history/journal.js';
import { VirtualClock } from '../libs/tracked-cron/src/testing/virtual-clock.js';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';
import { startInstance, aQuietMinute, type TestInstance } from './support/test-instance.js';

const MINUTE = 60_000;

/** What the work of all instances depends on. */
const feed = { down: true, calls: 0, waiting: [] as (() => void)[] };

@Injectable()
class Jobs {
  @TrackedCron('* * * * *', { name: 'import', breaker: { failures: 2, pause: '150s', maxPause: '4m' } })
  import() {
    feed.calls += 1;
    if (feed.down) throw new Error('feed is down');
  }

  @TrackedCron('* * * * *', { name: 'calm' })
  calm() {}

  @TrackedCron('* * * * *', { name: 'beside', overlap: 'allow', breaker: { failures: 1, pause: '1m' } })
  async beside() {
    if (feed.down) throw new Error('feed is down');
    await new Promise<void>((resolve) => feed.waiting.push(resolve));
  }
}

describe('a job with a circuit breaker', () => {
  let database: TestDatabase;
  let clock: VirtualClock;
  let start: number;
  let instance: TestInstance;

  beforeEach(async () => {
    feed.down = true;
    feed.calls = 0;
    database = await createTestDatabase();
    start = aQuietMinute();
    clock = new VirtualClock(start);
    instance = await boot();
  });
  afterEach(async () => {
    for (const finish of feed.waiting.splice(0)) finish();
    await instance.close();
    await database.drop();
  });

  const boot = () => startInstance({ url: database.url, clock, providers: [Jobs] });
  const minute = (nth: number) => new Date(start + nth * MINUTE);
  const quiet = async (of = instance) => {
    // ends are written, this process has the answers, and breakers have heard of them
    const running =
      "select 1 from tracked_cron.cron_job_live where status = 'running' and job_name <> 'beside'";
    while ((await database.query(running)).length > 0) await new Promise(setImmediate);
    await of.app.get(Journal, { strict: false }).flush();
    await of.app.get(BreakerKeeper, { strict: false }).idle();
  };
  async function minutes(count: number, of = instance) {
    for (let nth = 0; nth < count; nth++) {
      const claimed = of.next('slots.claimed');
      clock.advance(MINUTE);
      await claimed;
      await quiet(of);
    }
  }
  const outcomes = (name = 'import') =>
    database.query(
      `select scheduled_at as slot, status from tracked_cron.cron_job_executions_all
       where job_name = $1 and scheduled_at is not null order by scheduled_at`,
      [name],
    );
  const skipped = () =>
    database.query(
      `select from_slot, to_slot, count from tracked_cron.cron_job_slot_ranges r
       join tracked_cron.cron_jobs j on j.id = r.job_id
       where j.name = 'import' and outcome = 'skipped' and reason = 'breaker' order by from_slot`,
    );
  const breaker = async (name = 'import') => (await instance.manager.getStatus(name)).breaker;

  it('is left alone once it has failed so often in a row, until a trial, and closes when that is good', async () => {
    await minutes(2);
    expect(await breaker()).toEqual({
      state: 'open',
      failures: 2,
      openedAt: minute(2),
      until: new Date(start + 2 * MINUTE + 150_000),
    });
    await minutes(2); // skipped
    expect(await outcomes()).toHaveLength(2);
    expect(await skipped()).toEqual([{ from_slot: minute(3), to_slot: minute(4), count: 2 }]);

    feed.down = false;
    const closed = instance.next('breaker.closed');
    clock.advance(30_000);
    expect(await breaker()).toMatchObject({ state: 'half-open' });
    clock.advance(30_000);
    expect(await closed).toEqual([{ jobName: 'import' }]);
    await quiet();
    expect(await breaker()).toEqual({ state: 'closed', failures: 0, openedAt: null, until: null });
    await minutes(1);
    expect(await outcomes()).toEqual([
      { slot: minute(1), status: 'failed' },
      { slot: minute(2), status: 'failed' },
      { slot: minute(5), status: 'completed' },
      { slot: minute(6), status: 'completed' },
    ]);
  });

  it('is left alone for longer after each trial that fails', async () => {
    await minutes(12);
    // 2 m + 150 s: trial at 5 m; + 4 m, which is the most: trial at 9 m; + 4 m
    expect(await outcomes()).toEqual([1, 2, 5, 9].map((nth) => ({ slot: minute(nth), status: 'failed' })));
    expect(await skipped()).toEqual([
      { from_slot: minute(3), to_slot: minute(4), count: 2 },
      { from_slot: minute(6), to_slot: minute(8), count: 3 },
      { from_slot: minute(10), to_slot: minute(12), count: 3 },
    ]);
    expect(await breaker()).toEqual({ state: 'open', failures: 4, openedAt: minute(2), until: minute(13) });
    // nothing happened to the others
    expect(await outcomes('calm')).toHaveLength(12);
  });

  it('tells each time that it opens', async () => {
    const opened: TrackedCronEvent<'breaker.opened'>[] = [];
    instance.manager.events.on('breaker.opened', (event) => opened.push(event));
    await minutes(5);
    expect(opened.filter(({ jobName }) => jobName === 'import')).toEqual([
      { jobName: 'import', failures: 2, openings: 1, until: new Date(start + 270_000) },
      { jobName: 'import', failures: 3, openings: 2, until: minute(9) },
    ]);
  });

  it('is left alone by every instance, whichever saw it fail', async () => {
    await minutes(2);
    await instance.close();
    instance = await boot();
    await minutes(2);
    expect(feed.calls).toBe(2);
    expect(await skipped()).toMatchObject([{ count: 2 }]);
  });

  it('runs by hand all the same, and a good run closes the breaker', async () => {
    await minutes(2);
    const until = (await breaker())!.until;
    expect(await instance.manager.execute('import')).toMatchObject({ status: 'failed' });
    await quiet();
    expect(await breaker()).toMatchObject({ state: 'open', failures: 3, until });
    feed.down = false;
    expect(await instance.manager.execute('import')).toMatchObject({ status: 'completed' });
    await quiet();
    expect(await breaker()).toMatchObject({ state: 'closed', failures: 0 });
    await minutes(1);
    expect(await outcomes()).toHaveLength(3);
  });

  it('has one trial at a time, also where it may run beside itself', async () => {
    const opened = instance.next('breaker.opened');
    await minutes(1);
    expect(await opened).toMatchObject([{ jobName: 'beside' }]);
    feed.down = false;
    await minutes(3);
    expect(await outcomes('beside')).toEqual([
      { slot: minute(1), status: 'failed' },
      { slot: minute(2), status: 'running' },
    ]);
    const ended = instance.next('breaker.closed');
    for (const finish of feed.waiting.splice(0)) finish();
    await ended;
    await minutes(2);
    expect(await outcomes('beside')).toHaveLength(4);
  });

  it('runs again when the code has no breaker any more', async () => {
    await minutes(2);
    await instance.close();
    @Injectable()
    class Mended {
      @TrackedCron('* * * * *', { name: 'import' })
      import() {}
    }
    instance = await startInstance({ url: database.url, clock, providers: [Mended] });
    expect(await breaker()).toBeNull();
    const claimed = instance.next('slots.claimed');
    clock.advance(MINUTE);
    await claimed;
    await quiet();
    expect((await outcomes()).at(-1)).toEqual({ slot: minute(3), status: 'completed' });
  });
});
