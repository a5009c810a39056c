import { Injectable } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import {
  CronContext,
  CronJobManager,
  Execution,
  TrackedCron,
  TransientError,
  type AuditQuery,
  type ExecutionRecord,
  type HistoryPage,
  type HistoryQuery,
  type JobName,
  type JobStatus,
  type LogQuery,
} from 'nestjs-tracked-cron';
import { TrackedCronTester, TrackedCronTestingModule } from 'nestjs-tracked-cron/testing';
import { eventually } from '../../../../test/support/eventually.js';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/test-database.js';
import { startInstance, type TestInstance } from '../../../../test/support/test-instance.js';
import { BreakerKeeper } from '../execution/breaker-keeper.js';
import { Journal } from '../history/journal.js';
import { LogJournal } from '../history/log-journal.js';
import { RollUpKeeper } from '../history/roll-ups/roll-up-keeper.js';
import { VirtualClock } from './virtual-clock.js';

const MINUTE = 60_000;
const START = Math.floor(Date.now() / (2 * MINUTE)) * 2 * MINUTE;

/** What `Jobs.blocked` waits for, by the application it runs in. */
const blocked = new Map<Jobs, () => void>();
/** The same for the first of those that wait, and for the one that others share a group with. */
const queue = new Map<Jobs, () => void>();
const sharing = new Map<Jobs, () => void>();
const unblocked = new Set<Jobs>();

function unblockAll(jobs: Jobs): void {
  unblocked.add(jobs);
  for (const waiting of [blocked, queue, sharing]) waiting.get(jobs)?.();
}

@Injectable()
class Jobs {
  @TrackedCron('* * * * *', { group: 'matches', tags: ['live'], keepResult: true })
  minutely(): { imported: number } {
    return { imported: 3 };
  }

  @TrackedCron('*/2 * * * *', { owner: 'data' })
  failing(): void {
    throw new TypeError('the Feed is down', { cause: new Error('reset') });
  }

  @TrackedCron('*/2 * * * *', { timeout: '20s' })
  hanging(): Promise<never> {
    return new Promise(() => {});
  }

  @TrackedCron('* * * * *')
  blocked(): Promise<void> {
    return new Promise((resolve) => blocked.set(this, resolve));
  }

  @TrackedCron('* * * * *', { misfire: 'all', overlap: 'allow', catchUpWindow: '1h' })
  catchingUp(): void {}

  @TrackedCron('* * * * *', { overlap: 'queue', maxQueued: 3 })
  queued(): Promise<void> | void {
    if (!unblocked.has(this)) return new Promise((resolve) => queue.set(this, resolve));
  }

  @TrackedCron('* * * * *', { overlap: 'cancelPrevious' })
  newest(@Execution() { signal }: CronContext): Promise<never> {
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
  }

  @TrackedCron('*/2 * * * *', { concurrency: { key: 'feed', limit: 1 } })
  sharing(): Promise<void> | void {
    if (!unblocked.has(this)) return new Promise((resolve) => sharing.set(this, resolve));
  }

  @TrackedCron('* * * * *', { concurrency: { key: 'feed', limit: 1 }, overlap: 'queue', maxQueued: 2 })
  waiting(): void {}

  @TrackedCron('*/2 * * * *', {
    retryPolicy: { initialDelay: '30s', maxAttempts: 2, jitter: 'none' },
    logs: { maxLines: 100 },
  })
  flaky(@Execution() { attempt, log }: CronContext): void {
    for (let line = 1; line <= 300; line++) log.info(`line ${line} of attempt ${attempt}`);
    log.warn('on the way');
    if (attempt === 1) throw new TransientError('try again');
  }

  @TrackedCron('* * * * *', { breaker: { failures: 2, pause: '90s' } })
  tripping(): void {
    throw new Error('down for long');
  }
}

/** One application, on PostgreSQL or in memory: what is done to it, and what its manager says afterwards. */
interface Subject {
  readonly manager: CronJobManager;
  /** Lets time pass, with every handler that can end having ended after each minute. */
  advance(minutes: number): Promise<void>;
  /** Lets time pass without anybody claiming, then goes on. */
  outage(minutes: number): Promise<void>;
  settled(): Promise<void>;
  unblock(): Promise<void>;
}

/** What happens to both. */
async function story({ manager, advance, outage, settled, unblock }: Subject): Promise<void> {
  await advance(3);
  await manager.triggerManually('Jobs.minutely', { by: 'Ann', reason: 'asked', idempotencyKey: 'k' });
  await manager.triggerManually('Jobs.minutely', { idempotencyKey: 'k' });
  await manager.triggerManually('Jobs.failing');
  await settled();
  await manager.pause('Jobs.minutely', { by: 'Ann', reason: 'feed moves' });
  await advance(2);
  await manager.resume('Jobs.minutely');
  const slot = await manager.skipNext('Jobs.minutely', { by: 'Ann', reason: 'derby' });
  await advance(1);
  await manager.freeze({ group: 'matches', by: 'Ann' });
  await manager.freeze({ owner: 'data', by: 'Bob', reason: 'moving house' });
  await expect(manager.triggerManually('Jobs.minutely')).rejects.toMatchObject({ code: 'FROZEN' });
  await advance(2);
  expect(await manager.getFreezes()).toMatchObject([
    { group: null, owner: 'data', until: null, by: 'Bob', reason: 'moving house' },
    { group: 'matches', owner: null, until: null, by: 'Ann', reason: null },
  ]);
  await manager.unfreeze({ group: 'matches' });
  await manager.unfreeze({ owner: 'data' });
  await manager.backfill('Jobs.minutely', new Date(slot.getTime()), new Date(slot.getTime() + MINUTE), {
    by: 'Ann',
  });
  await settled();
  const [{ id: last }] = (await manager.getHistory({ jobName: 'Jobs.queued', status: ['pending'] })).items;
  await manager.cancel(last, { by: 'Ann', reason: 'too late' });
  await unblock();
  await outage(5);
  await advance(1);
}

/** Without ids, and without the instants for which PostgreSQL looked at its own clock, which nobody moved. */
function comparable(record: ExecutionRecord) {
  const { id: _id, instanceId: _instance, createdAt: _created, updatedAt: _updated, error, ...rest } = record;
  return {
    ...rest,
    startedAt: rest.status === 'running' ? null : rest.startedAt,
    completedAt: rest.durationMs === null ? null : rest.completedAt,
    error: error && { ...error, stack: null },
  };
}

/** Which of those that are born at one instant comes first is nobody's promise. */
function placeOf(execution: ReturnType<typeof comparable>): string {
  const { jobName, scheduledAt, trigger, status, completedAt } = execution;
  return JSON.stringify([jobName, scheduledAt, trigger, status, completedAt]);
}

function comparablePage({ items, page, total }: HistoryPage) {
  const { limit, next, previous } = page;
  return { items: items.map(comparable), limit, next: next !== null, previous: previous !== null, total };
}

function comparableStatus({ lastSlots, inFlight, ...status }: JobStatus) {
  return {
    ...status,
    lastSlots: lastSlots.map(({ executionId: _id, ...slot }) => slot),
    inFlight: inFlight.map(
      ({ executionId: _id, instanceId: _instance, startedAt: _at, ...execution }) => execution,
    ),
  };
}

const QUERIES: HistoryQuery[] = [
  {},
  { limit: 3 },
  { sort: 'createdAt', limit: 200 },
  { status: ['failed', 'timed_out'] },
  { status: ['missed'], count: 'capped' },
  { status: ['running'] },
  { jobName: 'Jobs.minutely', sort: '-scheduledAt' },
  { jobName: 'Jobs.minutely', sort: 'duration' },
  { jobName: 'Jobs.hanging', sort: '-duration', limit: 1, count: 'exact' },
  { jobName: 'nobody' },
  { group: 'matches' },
  { owner: 'data', count: 'capped' },
  { tag: 'live', trigger: 'manual' },
  { search: 'feed IS' },
  { search: 'jobs.MINUTE' },
  { search: '100%' },
  { trigger: 'manual' },
  { trigger: 'backfill' },
  { status: ['cancelled'] },
  { jobName: 'Jobs.queued', sort: 'scheduledAt' },
  { release: 'none' },
  { within: {} },
  { within: { jobs: [] } },
  { within: { jobs: ['Jobs.failing', 'nobody'] }, limit: 2 },
  { within: { groups: ['matches'], tags: ['live', 'dead'] } },
  { within: { owners: ['data'] }, search: 'feed IS', count: 'capped' },
  { environment: 'elsewhere' },
  { from: new Date(START + 3 * MINUTE), to: new Date(START + 5 * MINUTE) },
  { overlaps: [new Date(START + 2 * MINUTE), new Date(START + 3 * MINUTE)] },
  { jobName: 'Jobs.blocked', overlaps: [new Date(START + 2 * MINUTE), new Date(START + 3 * MINUTE)] },
];

describe('what happens in memory', () => {
  let database: TestDatabase;
  let instance: TestInstance;
  let module: TestingModule;
  let real: CronJobManager;
  let memory: CronJobManager;

  beforeAll(async () => {
    database = await createTestDatabase();
    instance = await startInstance({ url: database.url, clock: new VirtualClock(START), providers: [Jobs] });
    real = instance.manager;
    const jobs = instance.app.get(Jobs);
    const quietBut = async (...busy: string[]) => {
      await eventually(
        () => real.getHistory({ status: ['running', 'pending'], limit: 200 }),
        ({ items }) =>
          items.every(
            ({ jobName, status }) =>
              [...busy, 'Jobs.newest'].includes(jobName) ||
              (jobName === 'Jobs.flaky' && status === 'pending'),
          ) && items.filter(({ jobName }) => jobName === 'Jobs.newest').length <= 1,
      );
      // the process hears after the database that something has ended, and its breaker after that
      await instance.app.get(Journal, { strict: false }).flush();
      await instance.app.get(BreakerKeeper, { strict: false }).idle();
    };
    const held = ['Jobs.queued', 'Jobs.sharing', 'Jobs.waiting'];
    const quiet = () => quietBut('Jobs.hanging', 'Jobs.blocked', ...(unblocked.has(jobs) ? [] : held));
    const claims = async (step: () => void) => {
      const claimed = instance.next('slots.claimed');
      step();
      await claimed;
      await quiet();
    };
    /** Timeouts and retries come, and are on record. */
    const halfAMinute = async () => {
      instance.clock.advance(30_000);
      await eventually(
        () => {
          instance.clock.advance(0); // a retry whose wait was only just confirmed is due already
          return real.getHistory({ status: ['running', 'pending'], limit: 200 });
        },
        ({ items }) =>
          items.every(({ jobName }) =>
            ['Jobs.blocked', 'Jobs.newest', ...(unblocked.has(jobs) ? [] : held)].includes(jobName),
          ),
      );
    };
    await story({
      manager: real,
      settled: quiet,
      async advance(minutes) {
        for (let minute = 0; minute < minutes; minute++) {
          await halfAMinute();
          await claims(() => instance.clock.advance(30_000));
        }
      },
      async outage(minutes) {
        const { Scheduler } = await import('../schedule/scheduler.js');
        const scheduler = instance.app.get(Scheduler, { strict: false });
        await scheduler.stop();
        await halfAMinute();
        instance.clock.advance(minutes * MINUTE - 30_000);
        await claims(() => {
          scheduler.start();
          instance.clock.advance(0);
        });
      },
      async unblock() {
        unblockAll(jobs);
        await quietBut('Jobs.hanging');
      },
    });

    module = await Test.createTestingModule({
      imports: [
        TrackedCronTestingModule.forRoot({ now: START, application: 'test', timeZone: 'UTC', patience: 20 }),
      ],
      providers: [Jobs],
    }).compile();
    module.useLogger(false);
    await module.init();
    memory = module.get(CronJobManager);
    const cron = module.get(TrackedCronTester);
    await story({
      manager: memory,
      settled: () => cron.settled(),
      advance: (minutes) => cron.advanceBy(minutes * MINUTE),
      outage: (minutes) => cron.outage(minutes * MINUTE),
      async unblock() {
        unblockAll(module.get(Jobs));
        await cron.settled();
      },
    });
  });
  afterAll(async () => {
    await module.close();
    unblockAll(instance.app.get(Jobs));
    instance.clock.advance(30_000); // what hangs has its timeout
    const { items } = await real.getHistory({ jobName: 'Jobs.newest', status: ['running'] });
    for (const { id } of items) await real.cancel(id);
    await instance.close();
    await database.drop();
  });

  it('is on record as it would be in PostgreSQL', async () => {
    const listed = async (manager: CronJobManager) =>
      (await manager.getHistory({ sort: 'createdAt', limit: 200 })).items
        .map(comparable)
        .sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
    expect(await listed(memory)).toEqual(await listed(real));
  });

  it.each(QUERIES)('is found by %j as in PostgreSQL', async (query) => {
    expect(comparablePage(await memory.getHistory(query))).toEqual(
      comparablePage(await real.getHistory(query)),
    );
  });

  it.each<LogQuery>([
    {},
    { limit: 7 },
    { limit: 150 },
    { level: 'warn' },
    { search: 'ATTEMPT 2', limit: 3 },
    { after: '1.301' },
    { after: '2.5', limit: 20 },
    { last: 1 },
    { last: 120 },
    { last: 1_000 },
  ])('logs what it would in PostgreSQL: %j', async (query) => {
    await instance.app.get(LogJournal, { strict: false }).flush();
    const logsOf = async (manager: CronJobManager) => {
      const { items } = await manager.getHistory({ jobName: 'Jobs.flaky', sort: 'createdAt' });
      const pages = await Promise.all(items.map(({ id }) => manager.getLogs(id, query)));
      return pages.map((page) => ({ ...page, executionId: null }));
    };
    const [inMemory, inPostgres] = await Promise.all([logsOf(memory), logsOf(real)]);
    expect(inMemory.length).toBeGreaterThan(2);
    expect(inMemory).toEqual(inPostgres);
  });

  it('is walked through page by page, there and back, as in PostgreSQL', async () => {
    const walk = async (manager: CronJobManager) => {
      const pages: ReturnType<typeof comparablePage>[] = [];
      let cursor: string | undefined;
      do {
        const page = await manager.getHistory({
          jobName: 'Jobs.minutely',
          sort: '-startedAt',
          limit: 4,
          cursor,
        });
        pages.push(comparablePage(page));
        cursor = page.page.next ?? undefined;
        if (!cursor && page.page.previous) {
          const back = {
            jobName: 'Jobs.minutely',
            sort: '-startedAt',
            limit: 4,
            cursor: page.page.previous,
          } as const;
          pages.push(comparablePage(await manager.getHistory(back)));
        }
      } while (cursor);
      return pages;
    };
    expect(await walk(memory)).toEqual(await walk(real));
  });

  it.each<[HistoryQuery, string]>([
    [{ limit: 0 }, 'INVALID_QUERY'],
    [{ sort: 'duration' }, 'INVALID_QUERY'],
    [{ count: 'exact' }, 'COUNT_TOO_WIDE'],
    [{ cursor: 'x' }, 'INVALID_CURSOR'],
    [{ search: 'x' }, 'INVALID_QUERY'],
  ])('is refused for %j as in PostgreSQL', async (query, code) => {
    await expect(real.getHistory(query)).rejects.toMatchObject({ code });
    await expect(memory.getHistory(query)).rejects.toMatchObject({ code });
  });

  it('gives every job the status it would have in PostgreSQL', async () => {
    const statuses = async (manager: CronJobManager) => (await manager.getStatuses()).map(comparableStatus);
    expect(await statuses(memory)).toEqual(await statuses(real));
  });

  it('wants as many workers as in PostgreSQL', async () => {
    for (const ahead of [0, 60, 3_600]) {
      const [signal, expected] = await Promise.all([memory, real].map((one) => one.getScaling({ ahead })));
      // what waits in PostgreSQL may wait for its own clock
      const { at: _at, waiting: _waits, desiredWorkers: _wanted, ...work } = expected;
      expect(signal).toMatchObject(work);
    }
  });

  it('is explained as it would be in PostgreSQL', async () => {
    const whyOf = async (manager: CronJobManager) => {
      const jobs = (await manager.getStatuses()).map(({ jobName }) => jobName as JobName);
      const answers: unknown[] = [];
      for (const jobName of jobs) {
        for (let half = 1; half <= 36; half++) {
          const at = new Date(START + (half * MINUTE) / 2);
          // what was in flight at once, PostgreSQL judges by its own clock, which nobody moved
          const { slot, outcome, cause, nearest, next } = await manager.explain(jobName, at);
          answers.push([jobName, half / 2, slot, outcome, cause, nearest, next.at]);
        }
      }
      return answers;
    };
    const answers = await whyOf(memory);
    expect(answers).toEqual(await whyOf(real));
    expect(new Set(answers.map((answer) => (answer as unknown[])[4])).size).toBeGreaterThan(10);
  });

  it('is counted as it would be in PostgreSQL', async () => {
    await eventually(() => instance.app.get(RollUpKeeper, { strict: false }).recountEverything());
    const from = new Date(START - 60 * MINUTE);
    const counted = async (manager: CronJobManager) => {
      const { items } = await manager.getStatisticsByJob({ from });
      const { total, buckets } = await manager.getStatistics({ from, bucket: 'hour', group: 'matches' });
      return {
        // how long it took, and how late it was, is told by clocks that nobody moved
        items: items.map(({ jobName, group, counts, successRate }) => ({
          jobName,
          group,
          counts,
          successRate,
        })),
        total: total.counts,
        buckets: buckets.map(({ counts }) => counts),
      };
    };
    const answer = await counted(memory);
    expect(answer).toEqual(await counted(real));
    expect(answer.items.length).toBeGreaterThan(8);
  });

  it.each<AuditQuery>([
    { limit: 200 },
    { limit: 3 },
    { by: 'Ann' },
    { action: 'trigger', jobName: 'Jobs.minutely' },
    { action: 'freeze' },
    { jobNames: ['Jobs.minutely', 'Jobs.failing'] },
    { from: new Date(START + 2 * MINUTE), to: new Date(START + 5 * MINUTE) },
  ])('is on record with who decided what, as in PostgreSQL: %j', async (query) => {
    const auditOf = async (manager: CronJobManager) => {
      const { items, page } = await manager.getAudit(query);
      const entries = items.map(({ id: _id, at: _at, executionId, before, ...entry }) => ({
        ...entry,
        executed: executionId !== null,
        before: before && { ...before, since: null },
      }));
      return { entries, more: page.next !== null };
    };
    const inMemory = await auditOf(memory);
    expect(inMemory.entries.length).toBeGreaterThan(0);
    expect(inMemory).toEqual(await auditOf(real));
  });

  it('remembers failed attempts as PostgreSQL does', async () => {
    const ofBoth = async (manager: CronJobManager) => {
      const { items } = await manager.getHistory({ jobName: 'Jobs.flaky', sort: 'createdAt' });
      const details = await Promise.all(items.map(({ id }) => manager.getExecution(id)));
      return details.map((one) =>
        one!.failedAttempts.map(({ instanceId: _instance, error, ...attempt }) => ({
          ...attempt,
          error: { ...error, stack: null },
        })),
      );
    };
    const attempts = await ofBoth(memory);
    expect(attempts).toEqual(await ofBoth(real));
    expect(attempts.flat().length).toBeGreaterThan(2);
  });

  it('counts slots of a pause, and of an open breaker, in the same ranges', async () => {
    const ranges = await database.query(
      `select name as "jobName", from_slot as "from", to_slot as "to", outcome, reason, count
       from tracked_cron.cron_job_slot_ranges r join tracked_cron.cron_jobs j on j.id = r.job_id order by from_slot, name`,
    );
    expect(module.get(TrackedCronTester).countedSlots()).toEqual(ranges);
  });
});
