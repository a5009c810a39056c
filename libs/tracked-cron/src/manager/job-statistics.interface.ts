import type { JobsWithin } from '../definition/jobs-within.js';
import type { JobName } from '../definition/tracked-jobs.js';
import type { Statistics } from '../history/roll-ups/statistics.js';

/** What a window is divided into. */
export type StatisticsBucket = 'hour' | 'day' | 'none';

/** Which slots and executions are counted: each at its slot, one without a slot when it was triggered. */
export interface StatisticsQuery {
  /** Only this job. Default: all but the library's own. */
  jobName?: JobName;
  /** Only jobs that are in this group now. Default: all. */
  group?: string;
  /** Only jobs that are this owner's now. Default: all. */
  owner?: string;
  /** Only jobs within all of this: what there is for somebody. Default: all. */
  within?: JobsWithin;
  /** The first instant. Default: the beginning of the hour 24 hours before `to`. */
  from?: Date;
  /** The first instant after it. Default: now. */
  to?: Date;
  /** Whether hours or days, in UTC, are answered one by one too: at most 31 days of hours, 2 years of days. Default: `'none'`. */
  bucket?: StatisticsBucket;
}

/** What was counted. */
export interface CountedWindow {
  /**
   * The window that was counted: the one that was asked for, unless it ends after now, or begins or ends within an hour whose
   * executions are not kept any more: then it is widened to whole hours, and to whole days where only these are kept.
   */
  readonly from: Date;
  readonly to: Date;
  /**
   * What was written before it is counted; usually at most a minute ago. Null while the history is counted for the first
   * time.
   */
  readonly countedUntil: Date | null;
}

/** Statistics of a stretch of a window. */
export interface BucketStatistics extends Statistics {
  readonly from: Date;
  readonly to: Date;
}

/** Statistics of a window, and of the hours or days in it. */
export interface StatisticsReport extends CountedWindow {
  readonly bucket: StatisticsBucket;
  readonly total: Statistics;
  /** Every hour or day, empty ones too; none with `bucket: 'none'`. */
  readonly buckets: readonly BucketStatistics[];
}

/** Statistics of one job among others. */
export interface JobStatistics extends Statistics {
  readonly jobName: string;
  readonly group: string | null;
  readonly owner: string | null;
}

/** By what jobs are put together. */
export type JobsBy = 'group' | 'owner';

/** Statistics of all jobs of one group, or of one owner. */
export interface JobsStatistics extends Statistics {
  /** Of the group or owner; null: of jobs that have none. */
  readonly name: string | null;
  /** How many of its jobs something was counted of. */
  readonly jobs: number;
}

/** Statistics of a window, group by group or owner by owner. */
export interface StatisticsOfJobs extends CountedWindow {
  /** Those that something was counted of, by name; of those that have none last. */
  readonly items: readonly JobsStatistics[];
}

/** Statistics of a window, job by job. */
export interface StatisticsByJob extends CountedWindow {
  /** Jobs that something was counted of, by name. */
  readonly items: readonly JobStatistics[];
}

/** How jobs have been doing. */
export interface IJobStatistics {
  /**
   * Counts by status, success rate, durations and lateness over any window, from roll-ups by hour and day.
   * @throws TrackedCronError `UNKNOWN_JOB`, `INVALID_QUERY`, `TOO_MANY_BUCKETS`, `NOT_KEPT` for hours that are kept as days only
   */
  getStatistics(query?: StatisticsQuery): Promise<StatisticsReport>;

  /** The same, job by job. @throws TrackedCronError `UNKNOWN_JOB`, `INVALID_QUERY` */
  getStatisticsByJob(query?: Omit<StatisticsQuery, 'bucket'>): Promise<StatisticsByJob>;

  /** The same, of all jobs together that have a group or owner in common now. @throws TrackedCronError `UNKNOWN_JOB`, `INVALID_QUERY` */
  getStatisticsBy(by: JobsBy, query?: Omit<StatisticsQuery, 'bucket'>): Promise<StatisticsOfJobs>;
}
