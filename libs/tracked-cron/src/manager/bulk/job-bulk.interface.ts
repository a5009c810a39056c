import type { JobsWithin } from '../../definition/jobs-within.js';
import type { HealthWord } from '../../health/job-health.js';
import type { SteeringWords } from '../job-steering.interface.js';

/** What can be done to many jobs at once. */
export const BULK_ACTIONS = ['trigger', 'pause', 'resume', 'skip-next'] as const;

export type BulkAction = (typeof BULK_ACTIONS)[number];

/** Which jobs are meant: those that fit all of it. */
export interface BulkFilter {
  readonly group?: string;
  readonly owner?: string;
  readonly tag?: string;
  readonly health?: HealthWord;
}

/** What is to be done to many jobs. */
export interface BulkOrder extends SteeringWords {
  readonly action: BulkAction;
  /** These; either this or `filter`. */
  readonly jobNames?: readonly string[];
  /** Those that fit now. */
  readonly filter?: BulkFilter;
  /** How many jobs whoever asks has in mind; where others are meant, nothing is done. */
  readonly expectedCount: number;
  /** Of `pause`: when it ends by itself. Default: not before `resume`. */
  readonly until?: Date;
  /** Only jobs within all of this, what there is for whoever asks: others are unknown. Default: all. */
  readonly within?: JobsWithin;
  /** Whether one of them may be acted on. Default: each may. */
  readonly allows?: (jobName: string) => boolean | Promise<boolean>;
}

/** What became of one job. */
export interface BulkItem {
  readonly jobName: string;
  readonly outcome: 'done' | 'refused';
  /** Of `refused`: the stable code of the error, `FORBIDDEN` where it may not be acted on. */
  readonly code: string | null;
  /** Of `refused`: why, and what to do. */
  readonly detail: string | null;
  /** Of `trigger`: the execution. */
  readonly executionId: string | null;
  /** Of `skip-next`: the slot. */
  readonly slot: Date | null;
}

/** What became of all of them, in the order of their names. */
export interface BulkResult {
  readonly action: BulkAction;
  readonly done: number;
  readonly refused: number;
  readonly items: readonly BulkItem[];
}

/** Steering many jobs at once. */
export interface IJobBulk {
  /**
   * Does the same to many jobs; each has an outcome of its own.
   * @throws TrackedCronError `COUNT_MISMATCH` where others are meant than `expectedCount` says: nothing is done then, and
   *   `details.jobNames` names them; `INVALID_OPTION`
   */
  bulk(order: BulkOrder): Promise<BulkResult>;
}
