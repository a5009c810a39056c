import type { DatabaseClock } from '../../database/database-clock.js';
import { groupedBy } from '../../grouped-by.js';
import type { InstanceTimelineRepository } from '../../history/instance-timeline.repository.js';
import { statisticsOf } from '../../history/roll-ups/statistics.js';
import type { StatisticsRepository } from '../../history/roll-ups/statistics.repository.js';
import { windowOf } from '../../history/roll-ups/statistics-window.js';
import type { TimelineRepository, TimelineRow, TimelineTally } from '../../history/timeline.repository.js';
import { uuidV7Time } from '../../id-generator.js';
import type { WorkRepository } from '../insight/work.repository.js';
import { comingSlots } from './coming-slots.js';
import { instanceLanes, jobLane, MOST_EXECUTIONS } from './timeline-lanes.js';
import { bucketsOf, checkedTimeline, rowBucketMs, type CheckedTimeline } from './timeline-query.js';
import type { Timeline, TimelineLane, TimelineQuery } from './timeline.interface.js';

const DAY_MS = 24 * 3_600_000;
const EXPECTED_FROM_MS = 7 * DAY_MS;
/** Whose executions are looked for at once. */
const MOST_JOBS = 10_000;

type Expected = NonNullable<TimelineLane['expected']>;

/** Lays out what jobs, or instances, did in a stretch of time, what they do, and what is to come. */
export class TimelineReader {
  constructor(
    private readonly jobs: Pick<WorkRepository, 'some'>,
    private readonly ofJobs: Pick<TimelineRepository, 'ended' | 'inFlight' | 'tallies' | 'hours' | 'ranges'>,
    private readonly ofInstances: Pick<InstanceTimelineRepository, 'ended' | 'inFlight' | 'names'>,
    private readonly statistics: Pick<StatisticsRepository, 'reach' | 'sums'>,
    private readonly clock: Pick<DatabaseClock, 'now'>,
  ) {}

  /** @throws TrackedCronError `INVALID_QUERY` */
  async read(query: TimelineQuery): Promise<Timeline> {
    const now = this.clock.now();
    const checked = checkedTimeline(query, now);
    const { by, from, to } = checked;
    const laid = by === 'job' ? await this.byJob(checked, now) : await this.byInstance(checked);
    return { by, from: new Date(from), to: new Date(to), at: new Date(now), ...laid };
  }

  private async byJob(query: CheckedTimeline, now: number) {
    const { from, to, limit } = query;
    const all = await this.jobs.some({ ...whichOf(query), limit: limit + 1 });
    const jobs = all.slice(0, limit);
    const ids = jobs.map(({ id }) => id);
    const past = { from, to: Math.min(to, now + 1) };
    const [executions, inFlight, ranges, expected] = await Promise.all([
      this.executions(ids, past, to - from),
      from <= now ? this.ofJobs.inFlight(ids) : [],
      this.ofJobs.ranges(ids, past),
      this.expected(ids, now),
    ]);
    const ended = groupedBy(executions.rows, ({ jobId }) => jobId);
    const running = groupedBy(
      inFlight.filter(({ began }) => began < to),
      ({ jobId }) => jobId,
    );
    const counted = groupedBy([...executions.tallies, ...ranges], ({ jobId }) => jobId);
    const lanes = jobs.map((job) =>
      jobLane(
        job.name,
        { ended: ended.get(job.id), inFlight: running.get(job.id), counted: counted.get(job.id) },
        comingSlots(job, Math.max(now, from), to),
        expected.get(job.id) ?? null,
      ),
    );
    return { lanes, more: all.length > limit, completeFrom: new Date(from) };
  }

  private async byInstance(query: CheckedTimeline) {
    const { from, to, limit, within, jobNames, group, owner } = query;
    const some = [within, jobNames, group, owner].some((filter) => filter !== undefined);
    const jobs = some ? await this.jobs.some({ ...whichOf(query), limit: MOST_JOBS }) : null;
    const jobIds = jobs && jobs.map(({ id }) => id);
    const limits = { most: MOST_EXECUTIONS, bucketMs: rowBucketMs(to - from) };
    const [{ rows, cut }, inFlight] = await Promise.all([
      this.ofInstances.ended(jobIds, query, limits),
      this.ofInstances.inFlight(jobIds),
    ]);
    const told = [...rows, ...inFlight.filter(({ began }) => began < to)];
    const names = await this.ofInstances.names([...new Set(told.map(({ instanceId }) => instanceId))]);
    const lanes = instanceLanes(told, names);
    const completeFrom = new Date(cut === null ? from : Math.max(from, uuidV7Time(cut)));
    return { lanes: lanes.slice(0, limit), more: lanes.length > limit, completeFrom };
  }

  /** One by one, or of a job with too many of them, counted. */
  private async executions(
    ids: readonly string[],
    past: { from: number; to: number },
    spanMs: number,
  ): Promise<{ rows: TimelineRow[]; tallies: TimelineTally[] }> {
    if (past.from >= past.to) return { rows: [], tallies: [] };
    const bucket = bucketsOf(spanMs);
    const hours = bucket.source === 'hours' ? await this.ofJobs.hours(ids, past, bucket.ms) : [];
    const hoursOf = groupedBy(hours, ({ jobId }) => jobId);
    const isBusy = (id: string) => sumOf(hoursOf.get(id) ?? []) > MOST_EXECUTIONS;
    const read = await this.ofJobs.ended(
      ids.filter((id) => !isBusy(id)),
      past,
      MOST_EXECUTIONS,
    );
    const rowsOf = groupedBy(read, ({ jobId }) => jobId);
    const overfull = [...rowsOf].filter(([, rows]) => rows.length > MOST_EXECUTIONS).map(([id]) => id);
    const tallies = await this.ofJobs.tallies(overfull, past, bucket.ms);
    const counted = new Set(overfull);
    return {
      rows: read.filter(({ jobId }) => !counted.has(jobId)),
      tallies: [...tallies, ...hours.filter(({ jobId }) => isBusy(jobId))],
    };
  }

  private async expected(ids: readonly string[], now: number): Promise<Map<string, Expected>> {
    const reach = await this.statistics.reach();
    // from the beginning of a day, so that no execution has to be read
    const from = Math.floor((now - EXPECTED_FROM_MS) / DAY_MS) * DAY_MS;
    const sums = await this.statistics.sums(ids, windowOf({ from, to: now }, reach, 'day'), 'job');
    const expected = new Map<string, Expected>();
    for (const [id, rows] of groupedBy(sums, ({ jobId }) => jobId)) {
      const { duration } = statisticsOf(rows);
      if (id !== null && duration !== null) expected.set(id, { p50: duration.p50, p95: duration.p95 });
    }
    return expected;
  }
}

function whichOf({ from, jobNames, group, owner, within }: CheckedTimeline) {
  return { jobNames, group, owner, within, removedAfter: new Date(from) };
}

function sumOf(tallies: readonly TimelineTally[]): number {
  return tallies.reduce((sum, { count }) => sum + count, 0);
}
