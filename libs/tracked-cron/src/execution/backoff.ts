import type { ResolvedRetryPolicy } from '../definition/retry-policy.js';

/** What {@link backoff} looks at. */
export interface BackoffFacts {
  readonly policy: Pick<
    ResolvedRetryPolicy,
    'initialDelay' | 'maxDelay' | 'factor' | 'jitter' | 'maxRetryAfter'
  >;
  /** The attempt that failed; 1 for the first. */
  readonly attempt: number;
  /** How long the other side asks to be left alone, milliseconds; null where it says nothing. */
  readonly retryAfter: number | null;
  /** Of `[0, 1)`. */
  readonly random: number;
}

/**
 * How long to wait before the next attempt, milliseconds. Exponential, with full jitter:
 *
 *     random × min(maxDelay, initialDelay × factor^(attempt − 1))
 *
 * That is `random_between(0, min(cap, base × 2^n))` of Marc Brooker, "Exponential Backoff And Jitter" (AWS Architecture
 * Blog, March 2015), who measured that it needs the fewest calls of all ways to spread those who failed together. What a
 * `Retry-After` asks for is waited in full before that, up to `maxRetryAfter`: everybody who was sent away hears the same
 * number, and must not come back at the same instant either.
 */
export function backoff({ policy, attempt, retryAfter, random }: BackoffFacts): number {
  const { initialDelay, maxDelay, factor, jitter, maxRetryAfter } = policy;
  const bound = Math.min(maxDelay, initialDelay * factor ** (attempt - 1));
  const own = jitter === 'full' ? random * bound : bound;
  return Math.min(retryAfter ?? 0, maxRetryAfter) + own;
}
