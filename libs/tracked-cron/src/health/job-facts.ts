import type { LiveStatus } from '../history/execution-status.js';
import type { ResolvedThresholds } from './alert-thresholds.js';
import type { ObjectiveCounts } from './objective.js';
import type { SlotRecord, SlotStretch } from './slot-record.js';
import type { UsualDuration } from './usual-duration.js';

/** An execution in flight. */
export interface InFlightExecution {
  readonly id: string;
  readonly status: LiveStatus;
  /** The slot it carries; `null` for a manual execution. */
  readonly scheduledAt: Date | null;
  /** When its first attempt started; `null` while it has had none. A pending one with a start waits for its retry. */
  readonly startedAt: Date | null;
  /** 1 for the first. */
  readonly attempt: number;
  /** Its last heartbeat or progress; `null` when there was none. From the second attempt on, at least when that started. */
  readonly heartbeatAt: Date | null;
  /** 0 to 1, what this attempt said last; `null` when it said nothing. */
  readonly progress: number | null;
  readonly progressMessage: string | null;
  /** When an instance was found dead over an attempt of it; `null` for none, and where nobody looked. */
  readonly lostAt: Date | null;
}

/** When a job's slots are, as the rules ask. Instants are milliseconds since the Unix epoch. */
export interface SlotTimes {
  /** By how many milliseconds a slot may start later; 0 for none. */
  readonly jitterMs: number;
  /** The first slot after an instant that no calendar closes; `null` for none. */
  after(instant: number): number | null;
  /** The last one before an instant; `null` for none. */
  before(instant: number): number | null;
  /** Whether it is a slot only because the clocks were put forward over the time that the schedule means. */
  isMoved(slot: number): boolean;
  /**
   * When the wall clock of the job's zone showed a time for the last time, up to and including an instant. A time that the
   * clocks skip is shown at the first instant afterwards, one that they repeat at the first of the two.
   * @param time `06:00`
   */
  lastShown(time: string, upTo: number): number;
  /** When it shows it for the first time after an instant. */
  nextShown(time: string, after: number): number;
}

/** Who may run a job, over all instances. */
export interface Executors {
  /** Instances that are alive and may run it. */
  readonly alive: number;
  /** When the last one left that could; `null` where nobody knows of any. */
  readonly goneSince: Date | null;
  /** Why the living may not: the rest of a sentence that begins with "no living instance". */
  readonly obstacle: string;
}

/**
 * Everything the rules want to know about one job, read by whoever asks for its health. Instants are database time. What is
 * `null` because nobody looked is not judged.
 */
export interface JobFacts {
  readonly now: Date;
  readonly state: 'active' | 'paused' | 'disabled' | 'removed';
  /** The pause or freeze that holds it now, of both the one that ends last; `null` for none. */
  readonly hold: {
    readonly since: Date;
    /** `null`: until somebody ends it. */ readonly until: Date | null;
  } | null;
  /** Since when it is due at the times it is due at now: registered, scheduled anew, enabled again. */
  readonly dueSince: Date;
  /** The last slot that was decided (claimed, skipped, missed); when there was none, the registration of the job. */
  readonly watermark: Date;
  /** When the first slot after the watermark starts; in the past, nobody has decided it yet. `null` when there is none. */
  readonly nextDueAt: Date | null;
  /** The distance between two slots, in milliseconds; `Infinity` where there is no next one. */
  readonly periodMs: number;
  /** `null` where only a timer knows: what depends on it is judged by `nextDueAt` and `periodMs`. */
  readonly slots: SlotTimes | null;
  readonly thresholds: ResolvedThresholds;
  /**
   * What ended last, in any order: what the last 30 slots came to, skipped and missed ones too, and the last 30 verdicts
   * (completed, failed, timed out, lost), manual ones included.
   */
  readonly recent: readonly SlotRecord[];
  /** The last stretches of counted slots, in any order: at least the last of each reason among the last 30 slots. */
  readonly stretches: readonly SlotStretch[];
  readonly inFlight: readonly InFlightExecution[];
  /** The end of its last good execution, however long ago; `null`: there was never one. */
  readonly lastSuccessAt: Date | null;
  /** Likewise of its last failed, timed-out or lost one. */
  readonly lastFailureAt: Date | null;
  /** Its breaker while it is open or half-open; `null` while it is closed, and where it has none. */
  readonly breaker: { readonly openedAt: Date; readonly until: Date; readonly failures: number } | null;
  /** `null` where nobody looked. */
  readonly executors: Executors | null;
  /** What its good executions usually take; `null` where nobody looked, or there is no history. */
  readonly usual: UsualDuration | null;
  /** What it came to in the windows of its objective; `null` where it has none, or nobody looked. */
  readonly objective: ObjectiveCounts | null;
  /** Stretches of time in which nobody watched: what was due then is told of by somebody else. Default: none. */
  readonly gaps?: readonly { readonly from: Date; readonly to: Date }[];
}
