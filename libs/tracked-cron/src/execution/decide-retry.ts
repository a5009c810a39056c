import type { ResolvedRetryPolicy } from '../definition/retry-policy.js';
import type { FailureClass } from '../history/failed-attempt.js';
import { backoff } from './backoff.js';
import { failureClassOf, isWorthAnother } from './failure-class.js';
import type { Outcome } from './outcome.js';
import { retryAfterOf } from './retry-after.js';

/** What {@link decideRetry} looks at. */
export interface RetryFacts {
  readonly outcome: Outcome;
  readonly policy: ResolvedRetryPolicy;
  /** The attempt that came to it; 1 for the first. */
  readonly attempt: number;
  /** As the execution was born with it: a policy that changed meanwhile holds for those born later. */
  readonly maxAttempts: number;
  /** Milliseconds since the Unix epoch, database time. */
  readonly now: number;
  /** Of `[0, 1)`. */
  readonly random: number;
}

/** What becomes of an attempt that did not come to a good end. */
export interface RetryDecision {
  readonly failure: FailureClass;
  /** When the next attempt is due, milliseconds since the Unix epoch; null where there is none. */
  readonly at: number | null;
}

/**
 * Decides about an attempt that failed or timed out; null for every other. What was cancelled is never tried again:
 * somebody wanted it to end.
 */
export function decideRetry({
  outcome,
  policy,
  attempt,
  maxAttempts,
  now,
  random,
}: RetryFacts): RetryDecision | null {
  const { status, error } = outcome;
  if (!error || (status !== 'failed' && status !== 'timed_out')) return null;
  const failure = failureClassOf(error.thrown, policy.classify);
  if (attempt >= maxAttempts || !isWorthAnother(failure)) return { failure, at: null };
  const wait = backoff({ policy, attempt, retryAfter: retryAfterOf(error.thrown, now), random });
  // whole milliseconds, as the database keeps them: nobody may look for it a fraction too early
  return { failure, at: Math.ceil(now + wait) };
}
