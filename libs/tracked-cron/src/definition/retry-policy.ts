import type { Duration } from '../duration.js';

/** Whether an error is worth another attempt: it passes by itself, or it doesn't. */
export type ErrorVerdict = 'transient' | 'permanent';

/**
 * How often a handler is called for one execution before that counts as failed, and how long it waits in between. The
 * job counts as in flight while it waits.
 *
 * @example { maxAttempts: 5, initialDelay: '2s', maxDelay: '1m' }
 */
export interface RetryPolicy {
  /** Calls of the handler for one execution, the first included; 1 to 100, 1 for no retries. Default: 3. */
  maxAttempts?: number;

  /** What the wait before the second attempt is at most. Default: 1 s. */
  initialDelay?: Duration;

  /** What any wait is at most, but for what an error asks for. Default: 5 minutes, or `initialDelay` where that is more. */
  maxDelay?: Duration;

  /** By how much the bound grows from one wait to the next; 1 to 10. Default: 2. */
  factor?: number;

  /**
   * `full`: each wait is drawn between nothing and its bound, so that what failed together does not come back together;
   * `none`: each wait is its bound. Default: `'full'`.
   */
  jitter?: 'full' | 'none';

  /**
   * How long a wait may be that the other side asks for (`Retry-After`, `TransientError`); one that asks for more
   * is asked again after so long. Default: 1 hour.
   */
  maxRetryAfter?: Duration;

  /**
   * The job's own word on an error; asked before well-known codes are looked up, but after `PermanentError` and
   * `TransientError`. Answers `permanent` for what no other attempt will mend; undefined where it doesn't know. Called
   * with what the handler threw. If it throws itself, it has said nothing. Default: none.
   */
  classify?: (error: unknown) => ErrorVerdict | undefined;
}

/** The same with every default, durations in milliseconds. */
export interface ResolvedRetryPolicy {
  readonly maxAttempts: number;
  readonly initialDelay: number;
  readonly maxDelay: number;
  readonly factor: number;
  readonly jitter: 'full' | 'none';
  readonly maxRetryAfter: number;
  readonly classify: ((error: unknown) => ErrorVerdict | undefined) | null;
}

/** Of a job that says nothing: one attempt. */
export const NO_RETRIES: ResolvedRetryPolicy = {
  maxAttempts: 1,
  initialDelay: 1_000,
  maxDelay: 300_000,
  factor: 2,
  jitter: 'full',
  maxRetryAfter: 3_600_000,
  classify: null,
};
