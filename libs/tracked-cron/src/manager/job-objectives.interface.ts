import type { JobsWithin } from '../definition/jobs-within.js';
import type { JobName } from '../definition/tracked-jobs.js';
import type { ErrorBudget } from '../health/objective-budget.js';

/** What error budgets are summed up by. */
export const OBJECTIVE_GROUPINGS = ['job', 'group', 'owner'] as const;

/** See {@link OBJECTIVE_GROUPINGS}. */
export type ObjectiveGrouping = (typeof OBJECTIVE_GROUPINGS)[number];

/** Whose objectives, and how they are summed up. */
export interface ObjectivesQuery {
  /** Only this job. Default: all that have an objective. */
  jobName?: JobName;
  /** Only jobs that are in this group now. Default: all. */
  group?: string;
  /** Only jobs of this owner. Default: all. */
  owner?: string;
  /** Only jobs within all of this: what there is for somebody. Default: all. */
  within?: JobsWithin;
  /** Default: `'job'`, each by itself. */
  groupBy?: ObjectiveGrouping;
}

/** An error budget, and whose it is. */
export interface ObjectiveBudget extends ErrorBudget {
  /** Null where it is that of a group or an owner. */
  readonly jobName: string | null;
  /** Null too for the jobs without a group, and where it is that of an owner. */
  readonly group: string | null;
  /** Null too for the jobs without an owner, and where it is that of a group. */
  readonly owner: string | null;
}

/** How jobs stand with their objectives. */
export interface ObjectivesReport {
  /** Up to when, database time. */
  readonly to: Date;
  /** What was written before it is counted, usually a minute ago at most; null while the history is counted for the first time. */
  readonly countedUntil: Date | null;
  /** One for each share that is asked for; what is closest to its end first. */
  readonly items: readonly ObjectiveBudget[];
}

/** Reads objectives. */
export interface IJobObjectives {
  /**
   * What jobs came to against their objectives: budget, and burn over the last hour, six hours and the window, by whole hours, the
   * one that goes on included. Jobs that are gone from the code are left out.
   * @throws TrackedCronError `UNKNOWN_JOB`, `INVALID_QUERY`
   */
  getObjectives(query?: ObjectivesQuery): Promise<ObjectivesReport>;
}
