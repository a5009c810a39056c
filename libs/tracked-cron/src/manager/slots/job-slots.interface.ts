import type { ExecutionStatus } from '../../history/execution-status.js';
import type { JobName } from '../../definition/tracked-jobs.js';

/** Which due times are asked for. */
export interface FiresQuery {
  /** Due times after this instant. Default: now. */
  from?: Date;
  /** Up to and including this one. Default: as many as `limit` says. */
  to?: Date;
  /** How many, 1 to 500. Default: 50. */
  limit?: number;
  /** A schedule that is only being considered. Default: the job's. */
  expression?: string;
  /** The zone it is considered in. Default: the job's. */
  timeZone?: string;
}

/** One due time. */
export interface Fire {
  readonly slot: Date;
  /**
   * What a change of the clocks does to it: `moved` out of a gap, to the first instant after it; `first_of_two`, of two
   * instants with this wall-clock time; null for nothing.
   */
  readonly clockChange: 'moved' | 'first_of_two' | null;
  /** Which calendar of the job keeps it from running; null for none. */
  readonly closedBy: string | null;
}

/** When a job is due, or would be. */
export interface Fires {
  readonly jobName: string;
  readonly schedule: string;
  readonly timeZone: string;
  /** The schedule in words. */
  readonly description: string;
  /** By how many milliseconds each may start later; 0 for not at all. */
  readonly jitterMs: number;
  readonly items: readonly Fire[];
  /** Whether there are more in what was asked for: ask on with `from` the last of these. */
  readonly more: boolean;
}

/** Which part of the ledger is read: at most 31 days. */
export interface SlotsQuery {
  /** Slots after this instant. Default: a day before `to`. */
  from?: Date;
  /** Up to and including this one. Default: now. */
  to?: Date;
  /** How many entries, 1 to 500. Default: 100. */
  limit?: number;
}

/** What became of a slot, or of several that are counted together. */
export interface LedgerEntry {
  readonly slot: Date;
  /** The last slot of those that are counted together; `slot` itself for one. */
  readonly lastSlot: Date;
  /** How many slots these are. */
  readonly count: number;
  /**
   * What it came to: the status of its execution; `due` for one to come; `undecided` for one that no instance has claimed
   * yet; `unaccounted` for one that none will any more, and nothing is on record about; `not_kept` where the record of the time
   * may be gone.
   */
  readonly outcome: ExecutionStatus | 'due' | 'undecided' | 'unaccounted' | 'not_kept';
  readonly reason: string | null;
  /** Null where none was made. */
  readonly executionId: string | null;
  /** Null where there is no execution; `backfill` for one that was made up for. */
  readonly trigger: string | null;
  readonly startedAt: Date | null;
  readonly durationMs: number | null;
  readonly instanceId: string | null;
}

/** A part of the ledger, ascending by slot. */
export interface Ledger {
  readonly jobName: string;
  readonly from: Date;
  readonly to: Date;
  readonly items: readonly LedgerEntry[];
  /** Where to read on, as `from`; null at the end. */
  readonly next: Date | null;
}

/** When jobs are due, and what became of every due time. */
export interface IJobSlots {
  /**
   * Due times of a job, past or to come, with those of a calendar and of clock changes said.
   * @throws TrackedCronError `INVALID_EXPRESSION`, `INVALID_TIME_ZONE`, `INVALID_QUERY`, `NO_SLOT` for a timer of the host
   */
  getFires(jobName: JobName, query?: FiresQuery): Promise<Fires>;

  /** Every slot of a job in a window, with its outcome. @throws TrackedCronError `INVALID_QUERY` */
  getSlots(jobName: JobName, query?: SlotsQuery): Promise<Ledger>;
}
