import type { JobsWithin } from '../definition/jobs-within.js';
import type {
  FailureGroup,
  FailureGroupDetails,
  FailureGroupQuery,
  FailureGroups,
} from '../history/failure-group.js';
import type { SteeringWords } from './job-steering.interface.js';

/** For how long nobody wants to hear of a fault, and why. */
export interface IgnoreFailuresOptions extends SteeringWords {
  /** When it is open again by itself. Default: never. */
  until?: Date;
  /** Only if it fails no other jobs than those within all of this. Default: whichever it fails. */
  within?: JobsWithin;
}

/** What mended a fault. */
export interface ResolveFailuresOptions extends SteeringWords {
  /**
   * The release that mends it. While that is rolled out, the release it was seen in last may fail on. Default: any
   * execution that it ends from now on is a regression.
   */
  release?: string;
  /** Only if it fails no other jobs than those within all of this. Default: whichever it fails. */
  within?: JobsWithin;
}

/** Executions that ended by the same fault, and what people decided about it. */
export interface FailureGroupsManager {
  /** Groups with executions in a window, the most frequent first. @throws TrackedCronError `INVALID_QUERY` */
  getFailureGroups(query?: FailureGroupQuery): Promise<FailureGroups>;

  /**
   * One group, counted over 7 days, with its newest executions; null where there is none.
   * @param options `within`: as in {@link FailureGroupQuery}
   */
  getFailureGroup(
    fingerprint: string,
    options?: Pick<FailureGroupQuery, 'within'>,
  ): Promise<FailureGroupDetails | null>;

  /** Says that a fault is nothing to care about. @throws TrackedCronError `UNKNOWN_FAILURE`, `SHARED_FAILURE`, `INVALID_OPTION` */
  ignoreFailures(fingerprint: string, options?: IgnoreFailuresOptions): Promise<FailureGroup>;

  /**
   * Says that a fault is mended. Should it show again, its group is `regressed`.
   * @throws TrackedCronError `UNKNOWN_FAILURE`, `SHARED_FAILURE`, `INVALID_OPTION`
   */
  resolveFailures(fingerprint: string, options?: ResolveFailuresOptions): Promise<FailureGroup>;
}
