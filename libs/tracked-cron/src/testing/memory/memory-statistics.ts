import type { DatabaseClock } from '../../database/database-clock.js';
import type { AnyExecutionView } from '../../history/any-execution.view.js';
import type { EndedStatus } from '../../history/execution-status.js';
import { isWithin } from '../../definition/jobs-within.js';
import { groupedBy } from '../../grouped-by.js';
import { Histogram } from '../../history/roll-ups/histogram.js';
import type {
  CountedFilter,
  CountedJob,
  CountedReach,
  GroupedSums,
  StatisticsGrouping,
  StatisticsRepository,
} from '../../history/roll-ups/statistics.repository.js';
import type { Sums } from '../../history/roll-ups/statistics.js';
import type { Stretch } from '../../history/roll-ups/statistics-window.js';
import { uuidV7Time } from '../../id-generator.js';
import type { MemoryDatabase } from './memory-database.js';

const UNIT_MS = { hour: 3_600_000, day: 24 * 3_600_000 };

/** What executions or slots in memory come to. */
interface Counted {
  readonly jobId: string;
  readonly at: number;
  readonly status: EndedStatus;
  readonly durationMs: number | null;
  readonly lateMs: number | null;
}

/** Counts executions in memory, all of them, whenever it is asked. */
export class MemoryStatistics implements Pick<StatisticsRepository, 'jobs' | 'reach' | 'sums'> {
  constructor(
    private readonly database: MemoryDatabase,
    private readonly clock: Pick<DatabaseClock, 'now'>,
  ) {}

  async jobs({ jobName, group, owner, within = {} }: CountedFilter): Promise<CountedJob[]> {
    return [...this.database.jobs.values()]
      .filter((job) => jobName === undefined || job.name === jobName || job.previousNames.includes(jobName))
      .filter((job) => (group === undefined || job.group === group) && isWithin(within, job))
      .filter((job) => owner === undefined || job.owner === owner)
      .map((job) => ({ id: job.id, jobName: job.name, group: job.group, owner: job.owner }))
      .sort((a, b) => (a.jobName < b.jobName ? -1 : 1));
  }

  async reach(): Promise<CountedReach> {
    const now = this.clock.now();
    const everything = { rowsFrom: -Infinity, hoursFrom: -Infinity, daysUntil: -Infinity };
    return { now, ...everything, countedUntil: new Date(now) };
  }

  async sums(
    jobIds: readonly string[],
    { from, to }: Stretch,
    grouping: StatisticsGrouping,
  ): Promise<GroupedSums[]> {
    const all = [...this.executions(), ...this.slots()].filter(
      // the one instant that the window of real statistics, which ends now, would leave out
      ({ jobId, at }) =>
        jobIds.includes(jobId) && at >= from && (at < to || (at === to && to === this.clock.now())),
    );
    const bucketOf = (at: number) =>
      grouping === 'hour' || grouping === 'day'
        ? Math.floor(at / UNIT_MS[grouping]) * UNIT_MS[grouping]
        : null;
    const groups = groupedBy(all, ({ jobId, at }) =>
      JSON.stringify([grouping === 'job' ? jobId : null, bucketOf(at)]),
    );
    return [...groups].map(([key, counted]) => {
      const [jobId, bucket] = JSON.parse(key) as [string | null, number | null];
      return { jobId, bucket, ...sumsOf(counted) };
    });
  }

  private executions(): Counted[] {
    return [...this.database.ended.values()].map((row) => ({
      jobId: row.jobId,
      at: row.scheduledAt?.getTime() ?? uuidV7Time(row.id),
      status: row.status as EndedStatus,
      durationMs: row.durationMs,
      lateMs: latenessOf(row),
    }));
  }

  /** Evenly spread, as ranges don't say where they lie. */
  private slots(): Counted[] {
    return this.database.ranges.flatMap(({ jobId, fromSlot, toSlot, outcome, count }) => {
      const step = count > 1 ? (toSlot.getTime() - fromSlot.getTime()) / (count - 1) : 0;
      return Array.from({ length: count }, (_, nth) => ({
        jobId,
        at: fromSlot.getTime() + nth * step,
        status: outcome as EndedStatus,
        durationMs: null,
        lateMs: null,
      }));
    });
  }
}

function latenessOf({ trigger, startedAt, scheduledAt }: AnyExecutionView): number | null {
  if (trigger !== 'schedule' || startedAt === null || scheduledAt === null) return null;
  return Math.max(startedAt.getTime() - scheduledAt.getTime(), 0);
}

function sumsOf(counted: readonly Counted[]): Sums {
  const durationsOf = (some: readonly Counted[]) =>
    some.flatMap(({ durationMs }) => (durationMs === null ? [] : [durationMs]));
  const completed = durationsOf(counted.filter(({ status }) => status === 'completed'));
  const waits = counted.flatMap(({ lateMs }) => (lateMs === null ? [] : [lateMs]));
  return {
    counts: Object.fromEntries(
      [...groupedBy(counted, ({ status }) => status)].map(([status, { length }]) => [status, length]),
    ),
    totalMs: sum(durationsOf(counted)),
    completedMs: sum(completed),
    shortestMs: completed.length === 0 ? null : Math.min(...completed),
    longestMs: completed.length === 0 ? null : Math.max(...completed),
    latestMs: waits.length === 0 ? null : Math.max(...waits),
    durations: encoded(completed),
    lateness: encoded(waits),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function encoded(values: readonly number[]): Buffer {
  const histogram = new Histogram();
  for (const value of values) histogram.add(value);
  return histogram.encode();
}
