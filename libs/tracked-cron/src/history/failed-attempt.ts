import type { ExecutionError } from './execution-end.js';

/**
 * What an attempt failed by. `transient`: it passes by itself; `permanent`: no other attempt will mend it; `timeout`: the
 * job's own; `pipeline`: an interceptor, guard or pipe, or what they stand on; `lost`: its instance died, or never heard
 * of it; `unclassified`: nobody knows.
 */
export type FailureClass = 'transient' | 'permanent' | 'timeout' | 'pipeline' | 'lost' | 'unclassified';

/** An attempt that failed and was followed by another. The last attempt of an execution is the execution itself. */
export interface FailedAttempt {
  /** 1 for the first. */
  readonly attempt: number;
  readonly failure: FailureClass;
  /** Where it ran. */
  readonly instanceId: string | null;
  readonly startedAt: Date | null;
  readonly endedAt: Date;
  /** Milliseconds by the monotonic clock; null where nobody was left to measure. */
  readonly durationMs: number | null;
  /** Null where it was lost. */
  readonly error: ExecutionError | null;
  /** When the next one was due. */
  readonly retryAt: Date;
}

/** What an attempt is written down with when another one follows it; times are milliseconds, database time. */
export interface RetryWait {
  /** When the next attempt is due. */
  readonly at: number;
  readonly failure: FailureClass;
}
