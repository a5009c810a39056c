import type { JobsWithin } from '../definition/jobs-within.js';
import type { ExecutionRecord } from './history-query.js';

/**
 * Where a group stands: nobody has decided anything, or what was decided has run out (`open`); somebody mended it
 * (`resolved`), and it came again all the same (`regressed`); it is nothing to care about (`ignored`).
 */
export const FAILURE_STATES = ['open', 'resolved', 'regressed', 'ignored'] as const;
export type FailureState = (typeof FAILURE_STATES)[number];

/** Orders of failure groups. */
export const FAILURE_SORTS = ['-count', '-lastSeenAt', '-firstSeenAt'] as const;
export type FailureSort = (typeof FAILURE_SORTS)[number];

/** Which failure groups are asked for; all filters hold together. */
export interface FailureGroupQuery {
  /** Counted are executions born at or after. Default: 7 days before `to`. */
  from?: Date;
  /** And born before. Default: now. */
  to?: Date;
  state?: readonly FailureState[];
  jobName?: string;
  /** Only what fails jobs that are in this group now. */
  group?: string;
  /** Only what fails jobs that are this owner's now. */
  owner?: string;
  /** Only faults that were first seen at or after. */
  newSince?: Date;
  /**
   * Only executions of jobs within all of this, what there is for somebody: counts, times, releases and samples are theirs, and
   * `search` looks in class and normalised message alone. Default: all.
   */
  within?: JobsWithin;
  /** A part of class or message, without regard to case; at least 2 characters. */
  search?: string;
  /** Default: `-count`. */
  sort?: FailureSort;
  /** 1 to 200. Default: 50. */
  limit?: number;
}

/** How often a fault has ended executions within the last hour, day, 7 and 30 days. */
export interface FailureWindows {
  readonly hour: number;
  readonly day: number;
  readonly week: number;
  readonly month: number;
}

/** What somebody decided about a failure group; what is left out was not decided. */
export interface FailureDecision {
  readonly at: Date;
  readonly by: string | null;
  readonly reason: string | null;
  /** Until when it is ignored; null: for good. */
  readonly until: Date | null;
  /** The release it is resolved in; null where none was named. */
  readonly release: string | null;
}

/** Executions that ended by the same fault: error class, normalised message, and first frame of the application's own code. */
export interface FailureGroup {
  readonly fingerprint: string;
  readonly errorClass: string;
  /** The message without what varies: `Feed <n> is down`. */
  readonly message: string;
  /** A message as it was, at most 1,000 characters of it. */
  readonly sample: string;
  /** The first frame in the application's own code: `FeedService.load feeds/feed.service.js`. */
  readonly frame: string | null;
  readonly state: FailureState;
  /** What somebody decided last; null: nothing yet. */
  readonly decision: FailureDecision | null;
  /** When it came again although it was resolved. */
  readonly regressedAt: Date | null;
  readonly firstSeenAt: Date;
  /** To within a second. */
  readonly lastSeenAt: Date;
  /** The release it was seen in last. */
  readonly lastRelease: string | null;
  /** Executions from `from` to `to`. */
  readonly count: number;
  /** The same in 24 equal parts of that window, oldest first. */
  readonly course: readonly number[];
  readonly windows: FailureWindows;
  /** The jobs it fails, most often first; at most 20. */
  readonly jobs: readonly { readonly jobName: string; readonly count: number }[];
  /** How many jobs it fails. */
  readonly jobCount: number;
}

/** Failure groups, and what was counted. */
export interface FailureGroups {
  readonly items: readonly FailureGroup[];
  readonly from: Date;
  readonly to: Date;
}

/** One group, with its newest executions. */
export interface FailureGroupDetails extends FailureGroup {
  /** At most 20. */
  readonly executions: readonly ExecutionRecord[];
}
