import type { Duration } from '../duration.js';

/**
 * When a job that only fails is given a rest, on all instances: after `failures` failed executions in a row the breaker
 * opens, and slots are skipped. After `pause` one slot runs as a trial: a good one closes the breaker, a failed one
 * opens it again, for twice as long each time.
 *
 * @example { failures: 5, pause: '10m' }
 */
export interface BreakerPolicy {
  /** Failed, timed out or lost executions in a row that open it; 1 to 1,000. Default: 5. */
  failures?: number;

  /** How long it stays open the first time. Default: 5 minutes. */
  pause?: Duration;

  /** How long it stays open at most. Default: 1 hour, or `pause` where that is more. */
  maxPause?: Duration;
}

/** The same with every default, durations in milliseconds. */
export interface ResolvedBreakerPolicy {
  readonly failures: number;
  readonly pause: number;
  readonly maxPause: number;
}
