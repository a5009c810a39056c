import { groupedBy } from '../grouped-by.js';
import { statisticsOf } from '../history/roll-ups/statistics.js';
import type {
  CountedJob,
  CountedReach,
  StatisticsRepository,
} from '../history/roll-ups/statistics.repository.js';
import { windowOf, type StatisticsWindow, type Stretch } from '../history/roll-ups/statistics-window.js';
import { TrackedCronError } from '../tracked-cron.error.js';
import { checkTexts, refuse } from './checked-statistics.js';
import type {
  BucketStatistics,
  CountedWindow,
  IJobStatistics,
  JobsBy,
  JobStatistics as StatisticsOfJob,
  StatisticsBucket,
  StatisticsByJob,
  StatisticsOfJobs,
  StatisticsQuery,
  StatisticsReport,
} from './job-statistics.interface.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const BUCKET_MS = { hour: HOUR_MS, day: DAY_MS };
const MOST_BUCKETS = { hour: 31 * 24 + 1, day: 731 };
const BUCKETS: readonly StatisticsBucket[] = ['hour', 'day', 'none'];
/** The last millisecond of the year 9999. */
const LATEST = 253_402_300_799_999;

/** See {@link IJobStatistics}. */
export class JobStatistics implements IJobStatistics {
  constructor(private readonly statistics: Pick<StatisticsRepository, 'jobs' | 'reach' | 'sums'>) {}

  async getStatistics(query: StatisticsQuery = {}): Promise<StatisticsReport> {
    const { bucket = 'none' } = query;
    if (!BUCKETS.includes(bucket)) refuse('bucket', `bucket must be one of ${BUCKETS.join(', ')}.`);
    const { jobs, window, counted, reach } = await this.counted(query, bucket);
    const ids = jobs.map(({ id }) => id);
    if (bucket === 'none') {
      return {
        ...counted,
        bucket,
        total: statisticsOf(await this.statistics.sums(ids, window, 'none')),
        buckets: [],
      };
    }
    checkBuckets(bucket, window, reach);
    const sums = groupedBy(await this.statistics.sums(ids, window, bucket), (row) => row.bucket);
    const buckets = stretchesOf(window, BUCKET_MS[bucket]).map(({ began, from, to }): BucketStatistics => ({
      from: new Date(from),
      to: new Date(to),
      ...statisticsOf(sums.get(began) ?? []),
    }));
    return { ...counted, bucket, total: statisticsOf([...sums.values()].flat()), buckets };
  }

  async getStatisticsByJob(query: Omit<StatisticsQuery, 'bucket'> = {}): Promise<StatisticsByJob> {
    const { jobs, sums, counted } = await this.summed(query);
    const items = jobs.map(({ id, jobName, group, owner }): StatisticsOfJob => ({
      jobName,
      group,
      owner,
      ...statisticsOf(sums.get(id)!),
    }));
    return { ...counted, items };
  }

  async getStatisticsBy(by: JobsBy, query: Omit<StatisticsQuery, 'bucket'> = {}): Promise<StatisticsOfJobs> {
    if (by !== 'group' && by !== 'owner') refuse('groupBy', 'groupBy must be one of group, owner.');
    const { jobs, sums, counted } = await this.summed(query);
    const together = [...groupedBy(jobs, (job) => job[by])].sort(([a], [b]) => byNameNoneLast(a, b));
    const items = together.map(([name, ones]) => ({
      name,
      jobs: ones.length,
      ...statisticsOf(ones.flatMap(({ id }) => sums.get(id)!)),
    }));
    return { ...counted, items };
  }

  /** Jobs that something was counted of, with their sums. */
  private async summed(query: Omit<StatisticsQuery, 'bucket'>) {
    const { jobs, window, counted } = await this.counted(query, 'none');
    const ids = jobs.map(({ id }) => id);
    const sums = groupedBy(await this.statistics.sums(ids, window, 'job'), (row) => row.jobId);
    return { jobs: jobs.filter(({ id }) => sums.has(id)), sums, counted };
  }

  private async counted(
    query: StatisticsQuery,
    bucket: StatisticsBucket,
  ): Promise<{ jobs: CountedJob[]; window: StatisticsWindow; counted: CountedWindow; reach: CountedReach }> {
    const { jobName, group, owner } = query;
    checkTexts({ jobName, group, owner });
    checkInstants(query);
    const [jobs, reach] = await Promise.all([this.statistics.jobs(query), this.statistics.reach()]);
    if (jobName !== undefined && jobs.length === 0)
      throw new TrackedCronError('UNKNOWN_JOB', `There is no job "${jobName}".`, { jobName });
    const to = query.to?.getTime() ?? reach.now;
    const from = query.from?.getTime() ?? Math.floor((Math.min(to, reach.now) - DAY_MS) / HOUR_MS) * HOUR_MS;
    if (from >= Math.min(to, reach.now)) refuse('from', 'from must be before to, and not in the future.');
    const window = windowOf({ from, to }, reach, bucket === 'hour' ? 'hour' : 'day');
    const { countedUntil } = reach;
    return {
      jobs,
      window,
      reach,
      counted: { from: new Date(window.from), to: new Date(window.to), countedUntil },
    };
  }
}

function byNameNoneLast(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return a < b ? -1 : 1;
}

function checkInstants({ from, to }: StatisticsQuery): void {
  for (const [name, instant] of Object.entries({ from, to })) {
    if (instant !== undefined && !(instant.getTime() >= 0 && instant.getTime() <= LATEST))
      refuse(name, `${name} must be an instant from 1970 to 9999.`);
  }
}

function checkBuckets(bucket: 'hour' | 'day', window: Stretch, { hoursFrom }: CountedReach): void {
  if (stretchCount(window, BUCKET_MS[bucket]) > MOST_BUCKETS[bucket]) {
    throw new TrackedCronError(
      'TOO_MANY_BUCKETS',
      bucket === 'hour'
        ? 'At most 31 days can be told apart by hour: ask for a shorter window, or for bucket "day".'
        : 'At most 2 years can be told apart by day: ask for a shorter window, or for bucket "none".',
      { parameter: 'bucket' },
    );
  }
  if (bucket === 'hour' && window.from < hoursFrom) {
    throw new TrackedCronError(
      'NOT_KEPT',
      `Hours are kept from ${new Date(hoursFrom).toISOString()} on: ask for bucket "day", or for a later from.`,
      { parameter: 'bucket' },
    );
  }
}

function stretchCount({ from, to }: Stretch, length: number): number {
  return Math.ceil(to / length) - Math.floor(from / length);
}

/** The buckets of a window: each with its own beginning, and what of it lies in the window. */
function stretchesOf(window: Stretch, length: number): (Stretch & { readonly began: number })[] {
  const first = Math.floor(window.from / length) * length;
  return Array.from({ length: stretchCount(window, length) }, (_, nth) => {
    const began = first + nth * length;
    return { began, from: Math.max(began, window.from), to: Math.min(began + length, window.to) };
  });
}
