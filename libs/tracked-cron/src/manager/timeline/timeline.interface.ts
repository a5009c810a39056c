import type { JobsWithin } from '../../definition/jobs-within.js';
import type { ExecutionStatus } from '../../history/execution-status.js';

/** What a lane of a timeline is. */
export type TimelineLaneKind = 'job' | 'instance';

/** Which stretch of time is laid out, and whose lanes. */
export interface TimelineQuery {
  /** The first instant. Default: 2 hours before `to`. */
  from?: Date;
  /** The first instant after it; may be to come. At most 31 days later, 2 days with `by: 'instance'`. Default: an hour from now. */
  to?: Date;
  /** Default: `'job'`. */
  by?: TimelineLaneKind;
  /** Only these jobs, 100 at most; names that nobody knows are left out. Default: all but the library's own. */
  jobNames?: readonly string[];
  /** Only jobs that are in this group now. Default: all. */
  group?: string;
  /** Only jobs that this owner has now. Default: all. */
  owner?: string;
  /** Only jobs within all of this: what there is for somebody. Default: all. */
  within?: JobsWithin;
  /** How many lanes, 1 to 500. Default: 100. */
  limit?: number;
}

/** An execution in a lane; a slot that was skipped or missed, too. */
export interface TimelineExecution {
  readonly executionId: string;
  readonly jobName: string;
  readonly status: ExecutionStatus;
  /** When it started; where nothing did, its slot. */
  readonly from: Date;
  /** When it ended; where nothing started `from`, null while it is in flight. */
  readonly to: Date | null;
  readonly instanceId: string | null;
}

/** Executions or slots that are counted together: a pause, a long outage, or more than are told one by one. */
export interface TimelineCount {
  readonly from: Date;
  readonly to: Date;
  readonly status: ExecutionStatus;
  readonly count: number;
}

/** What happened and what is to come of one job, or on one instance. */
export interface TimelineLane {
  /** The job's name, or the instance's id. */
  readonly id: string;
  /** The job's name, or the host and process of the instance. */
  readonly name: string;
  /** By start, the first one first; at most 100. None of a lane with more: those are counted. */
  readonly executions: readonly TimelineExecution[];
  readonly counted: readonly TimelineCount[];
  /** Slots to come that nothing holds up as things are now, at most 60; none of instances. */
  readonly due: readonly Date[];
  /** Whether there are more of them. */
  readonly moreDue: boolean;
  /** How long its completed executions of the last 7 days took, milliseconds; null where none did, and of instances. */
  readonly expected: { readonly p50: number; readonly p95: number } | null;
}

/** A stretch of time, lane by lane. */
export interface Timeline {
  readonly by: TimelineLaneKind;
  readonly from: Date;
  readonly to: Date;
  /** Now, by the database's clock. */
  readonly at: Date;
  /** By name. */
  readonly lanes: readonly TimelineLane[];
  /** Whether there are more lanes. */
  readonly more: boolean;
  /** From here on nothing was left out: later than `from` where instances ran more than can be counted at once. */
  readonly completeFrom: Date;
}

/** What ran beside what, when. */
export interface TimelineReading {
  /**
   * What jobs or instances did in a stretch of time, what they do, and when jobs are due next. Of a stretch of more than 12
   * hours, busy jobs are told from the statistics by hour, which are a minute old at most.
   * @throws TrackedCronError `INVALID_QUERY`
   */
  getTimeline(query?: TimelineQuery): Promise<Timeline>;
}
