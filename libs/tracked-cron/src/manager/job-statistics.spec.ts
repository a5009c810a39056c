import fc from 'fast-check';
import { ExecutionRows, type RowColumns } from '../../../../test/support/execution-rows.js';
import { ENDED_STATUSES, type EndedStatus } from '../history/execution-status.js';
import { PartitionKeeper } from '../history/partition-keeper.js';
import { RollUpKeeper } from '../history/roll-ups/roll-up-keeper.js';
import type { Distribution, Statistics } from '../history/roll-ups/statistics.js';
import { StatisticsRepository } from '../history/roll-ups/statistics.repository.js';
import type { JobsBy } from './job-statistics.interface.js';
import { JobStatistics } from './job-statistics.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.now();
const OLDEST = NOW - 6 * DAY;
const JOBS = ['a', 'b', 'c'];

/** What is known of an execution, or of one slot of a range, without a database. */
interface Known {
  readonly job: string;
  readonly at: number;
  readonly status: EndedStatus;
  readonly duration: number | null;
  readonly late: number | null;
}

describe('statistics', () => {
  let rows: ExecutionRows;
  let keeper: RollUpKeeper;
  let statistics: JobStatistics;
  const known: Known[] = [];

  beforeAll(async () => {
    rows = await ExecutionRows.open();
    await new PartitionKeeper(rows.database, { now: () => NOW }).runOnce();
    for (const job of JOBS)
      await rows.job(job, {
        job_group: job === 'c' ? null : 'matches',
        owner: job === 'a' ? null : 'sports',
      });
    keeper = new RollUpKeeper(rows.database, rows.scope, { now: () => NOW });
    statistics = new JobStatistics(
      new StatisticsRepository(rows.database, rows.scope, { now: () => Date.now() }, 2), // of one job as a whole
    );
    const [executions] = fc.sample(fc.array(execution, { minLength: 3_000, maxLength: 3_000 }), {
      numRuns: 1,
      seed: 7,
    });
    // a busy hour, of which so many are alike that they need more than one count
    const alike = { job: 'a', status: 'completed', duration: 1_234.5, late: 3, manual: false } as const;
    const busy = Array.from({ length: 777 }, (_, nth) => ({ ...alike, at: OLDEST + 30 * HOUR + nth }));
    await rows.insert('cron_job_executions', [...executions, ...busy].map(rowOf));
    await countSlots('b', OLDEST + 7 * 60_000, 2_000);
    await keeper.open();
    await keeper.runOnce();
  });
  afterAll(() => rows.close());

  const execution = fc.record({
    job: fc.constantFrom(...JOBS),
    at: fc.integer({ min: OLDEST, max: NOW - 1_000 }),
    status: fc.constantFrom(...ENDED_STATUSES),
    duration: fc.double({ min: 0.01, max: 1e6, noNaN: true }),
    late: fc.integer({ min: 0, max: 10_000 }),
    manual: fc.boolean(),
  });

  function rowOf({
    job,
    at,
    status,
    duration,
    late,
    manual,
  }: typeof execution extends fc.Arbitrary<infer One> ? One : never): RowColumns {
    const row = rows.endedRow(job, at, status, {
      updated_at: new Date(),
      ...(manual && { trigger: 'manual', scheduled_at: null }),
    });
    const ran = row.started_at !== null;
    known.push({ job, at, status, duration: ran ? duration : null, late: ran && !manual ? late : null });
    return ran ? { ...row, duration_ms: duration, started_at: new Date(at + late) } : row;
  }

  /** A slot a minute, in one range. */
  async function countSlots(job: string, from: number, count: number): Promise<void> {
    const jobId = (
      await rows.raw.query<{ id: string }>('select id from tracked_cron.cron_jobs where name = $1', [job])
    )[0].id;
    const slots = Array.from({ length: count }, (_, nth) => from + nth * 60_000);
    await rows.insert('cron_job_slot_ranges', [
      {
        id: rows.newId(),
        job_id: jobId,
        from_slot: new Date(from),
        to_slot: new Date(slots.at(-1)!),
        outcome: 'missed',
        reason: 'no_instance',
        count,
        rolled_count: 0,
      },
    ]);
    for (const at of slots) known.push({ job, at, status: 'missed', duration: null, late: null });
  }

  /** The same from what is known. */
  function expectToBe(told: Statistics, of: readonly Known[]): void {
    const counts = Object.fromEntries(
      ENDED_STATUSES.map((status) => [status, of.filter((one) => one.status === status).length]),
    ) as Record<EndedStatus, number>;
    const verdicts = counts.completed + counts.failed + counts.timed_out + counts.lost;
    expect(told.counts).toEqual(counts);
    expect(told.successRate).toEqual(verdicts === 0 ? null : counts.completed / verdicts);
    const durations = of.filter(({ status }) => status === 'completed').map(({ duration }) => duration!);
    expectDistribution(told.duration, durations);
    if (told.duration !== null) {
      expect(told.duration.min).toBe(Math.min(...durations));
      expect(told.duration.mean).toBeCloseTo(
        durations.reduce((sum, ms) => sum + ms, 0) / durations.length,
        3,
      );
    }
    expectDistribution(
      told.lateness,
      of.flatMap(({ late }) => (late === null ? [] : [late])),
    );
    expect(told.totalMs).toBeCloseTo(
      of.reduce((total, { duration }) => total + (duration ?? 0), 0),
      2,
    );
  }

  function expectDistribution(told: Distribution | null, values: readonly number[]): void {
    if (values.length === 0) return expect(told).toBeNull();
    const sorted = [...values].sort((a, b) => a - b);
    expect(told).toMatchObject({ count: values.length, max: sorted.at(-1) });
    for (const [name, share] of [
      ['p50', 0.5],
      ['p95', 0.95],
      ['p99', 0.99],
    ] as const) {
      const exact = sorted[Math.ceil(share * values.length) - 1];
      expect(Math.abs(told![name] - exact)).toBeLessThanOrEqual(exact * 0.02 + 0.001);
    }
  }

  const within = ({ from, to }: { from: Date; to: Date }, one: Known) => one.at >= +from && one.at < +to;
  const windows = fc
    .tuple(
      fc.integer({ min: OLDEST, max: NOW }),
      fc.oneof(fc.integer({ min: 1, max: 2 * HOUR }), fc.integer({ min: 1, max: 6 * DAY })),
    )
    .map(([from, length]) => ({ from: new Date(from), to: new Date(from + length) }));

  it('of any window are those of its executions and slots', async () => {
    await fc.assert(
      fc.asyncProperty(
        windows,
        fc.constantFrom({}, { jobName: 'b' }, { group: 'matches' }),
        fc.constantFrom('none' as const, 'hour' as const, 'day' as const),
        async (window, whose, bucket) => {
          const report = await statistics.getStatistics({ ...window, ...whose, bucket });
          const asked = known.filter(({ job }) =>
            'jobName' in whose ? job === 'b' : 'group' in whose ? job !== 'c' : true,
          );
          expect(report.from).toEqual(window.from);
          if (window.to.getTime() < NOW) expect(report.to).toEqual(window.to);
          expectToBe(
            report.total,
            asked.filter((one) => within(report, one)),
          );
          for (const one of report.buckets)
            expectToBe(
              one,
              asked.filter((row) => within(one, row)),
            );
          const ends = [report.from, ...report.buckets.map(({ to }) => to)];
          expect(report.buckets.map(({ from }) => from)).toEqual(bucket === 'none' ? [] : ends.slice(0, -1));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('of every job are told apart', async () => {
    const from = new Date(OLDEST + 11 * HOUR + 61_234);
    const report = await statistics.getStatisticsByJob({ from, group: 'matches' });
    expect(report.items.map(({ jobName, group }) => [jobName, group])).toEqual([
      ['a', 'matches'],
      ['b', 'matches'],
    ]);
    for (const one of report.items)
      expectToBe(
        one,
        known.filter(({ job, at }) => job === one.jobName && at >= +from),
      );
  });

  it('of the jobs of a group, or of an owner, are those of all of them together', async () => {
    const from = new Date(OLDEST + 11 * HOUR);
    const expected: readonly (readonly [JobsBy, Readonly<Record<string, readonly string[]>>])[] = [
      ['group', { matches: ['a', 'b'], null: ['c'] }],
      ['owner', { sports: ['b', 'c'], null: ['a'] }],
    ];
    for (const [by, ofJobs] of expected) {
      const { items } = await statistics.getStatisticsBy(by, { from });
      expect(items.map(({ name, jobs }) => [String(name), jobs])).toEqual(
        Object.entries(ofJobs).map(([name, jobs]) => [name, jobs.length]),
      );
      for (const one of items) {
        const jobs = ofJobs[String(one.name)];
        expectToBe(
          one,
          known.filter(({ job, at }) => jobs.includes(job) && at >= +from),
        );
      }
    }
    const sports = await statistics.getStatisticsByJob({ from, owner: 'sports' });
    expect(sports.items.map(({ jobName, owner }) => [jobName, owner])).toEqual([
      ['b', 'sports'],
      ['c', 'sports'],
    ]);
  });

  it('are those of the last 24 hours, from the beginning of an hour on, unless something else is asked for', async () => {
    const { from, to, total, countedUntil } = await statistics.getStatistics();
    expect(to.getTime()).toBeGreaterThanOrEqual(NOW);
    expect(from.getTime() % HOUR).toBe(0);
    expect(to.getTime() - from.getTime()).toBeGreaterThanOrEqual(DAY);
    expect(to.getTime() - from.getTime()).toBeLessThan(DAY + HOUR);
    expect(countedUntil?.getTime()).toBeGreaterThanOrEqual(NOW);
    expectToBe(
      total,
      known.filter(({ at }) => at >= +from),
    );
  });

  it('are refused where they would be of nobody, of no time, or of too many hours', async () => {
    const asking = (query: Parameters<JobStatistics['getStatistics']>[0]) => statistics.getStatistics(query);
    await expect(asking({ jobName: 'nobody' })).rejects.toMatchObject({ code: 'UNKNOWN_JOB' });
    await expect(asking({ from: new Date(NOW), to: new Date(NOW) })).rejects.toMatchObject({
      code: 'INVALID_QUERY',
    });
    await expect(asking({ from: new Date(NOW + DAY) })).rejects.toMatchObject({ code: 'INVALID_QUERY' });
    await expect(asking({ from: new Date(Number.NaN) })).rejects.toMatchObject({ code: 'INVALID_QUERY' });
    await expect(asking({ bucket: 'week' as 'day' })).rejects.toMatchObject({ code: 'INVALID_QUERY' });
    await expect(asking({ from: new Date(NOW - 32 * DAY), bucket: 'hour' })).rejects.toMatchObject({
      code: 'TOO_MANY_BUCKETS',
    });
    await expect(asking({ from: new Date(NOW - 740 * DAY), bucket: 'day' })).rejects.toMatchObject({
      code: 'TOO_MANY_BUCKETS',
    });
  });

  it('outlive what they count: hours the executions, days the hours', async () => {
    const midnight = Math.floor((OLDEST + 2 * DAY) / DAY) * DAY;
    await rows.raw.query('update tracked_cron.cron_roll_ups set final_until = $1, hours_from = $2', [
      new Date(Math.floor((OLDEST + 3 * DAY) / HOUR) * HOUR + HOUR),
      new Date(midnight),
    ]);
    await rows.raw.query('delete from tracked_cron.cron_job_hours where began_at < $1', [new Date(midnight)]);
    await rows.raw.query('delete from tracked_cron.cron_job_executions where id < $1', [
      rows.newId(OLDEST + 3 * DAY),
    ]);
    const after = await statistics.getStatistics({
      from: new Date(OLDEST),
      to: new Date(OLDEST + 3 * DAY),
      bucket: 'day',
    });
    expect(after.from.getTime()).toBe(Math.floor(OLDEST / DAY) * DAY);
    expect(after.to.getTime()).toBe(Math.ceil((OLDEST + 3 * DAY) / HOUR) * HOUR);
    for (const one of after.buckets)
      expectToBe(
        one,
        known.filter((row) => within(one, row)),
      );
    expectToBe(
      after.total,
      known.filter((one) => within(after, one)),
    );
    await expect(statistics.getStatistics({ from: new Date(OLDEST), bucket: 'hour' })).rejects.toMatchObject({
      code: 'NOT_KEPT',
    });

    // what comes too late is not counted, and takes nothing away
    await rows.insert('cron_job_executions', [
      rows.endedRow('a', OLDEST + DAY, 'completed', { updated_at: new Date() }),
    ]);
    await rows.raw.query('update tracked_cron.cron_roll_ups set turn_at = now()');
    await keeper.runOnce();
    const late = await statistics.getStatistics({ from: new Date(OLDEST), to: new Date(OLDEST + 3 * DAY) });
    expect(late.total.counts).toEqual(after.total.counts);
  });
});
