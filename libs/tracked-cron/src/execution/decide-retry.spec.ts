import { NO_RETRIES, type ResolvedRetryPolicy } from '../definition/retry-policy.js';
import { decideRetry, type RetryFacts } from './decide-retry.js';
import { ExecutionTimeoutError, PermanentError, TransientError } from './errors.js';
import type { Outcome } from './outcome.js';

const NOW = 1_000_000;
const policy: ResolvedRetryPolicy = { ...NO_RETRIES, maxAttempts: 3, initialDelay: 1_000, jitter: 'none' };

const outcome = (status: Outcome['status'], thrown: unknown = new Error('x')): Outcome => ({
  status,
  reason: null,
  error: status === 'completed' ? null : { thrown },
  result: undefined,
});
const decide = (one: Outcome, facts: Partial<RetryFacts> = {}) =>
  decideRetry({ outcome: one, policy, attempt: 1, maxAttempts: 3, now: NOW, random: 0.5, ...facts });

describe('deciding about another attempt', () => {
  it('has nothing to say of a good end, nor of one that somebody wanted', () => {
    expect(decide(outcome('completed'))).toBeNull();
    expect(decide(outcome('cancelled'))).toBeNull();
    expect(decide({ ...outcome('completed'), status: 'failed' })).toBeNull();
  });

  it.each<[string, Outcome, string, number | null]>([
    ['an error that nobody knows is tried again', outcome('failed'), 'unclassified', NOW + 1_000],
    ['what passes is tried again', outcome('failed', new TransientError('busy')), 'transient', NOW + 1_000],
    ['a timeout is', outcome('timed_out', new ExecutionTimeoutError('job', 5)), 'timeout', NOW + 1_000],
    ['what no attempt mends is not', outcome('failed', new PermanentError('gone')), 'permanent', null],
    [
      'what the other side asks for is waited for, too',
      outcome('failed', new TransientError('busy', { retryAfter: 7 })),
      'transient',
      NOW + 8_000,
    ],
  ])('%s', (_, one, failure, at) => {
    expect(decide(one)).toEqual({ failure, at });
  });

  it('waits twice as long each time, and makes no more attempts than the execution was born with', () => {
    expect(decide(outcome('failed'), { attempt: 2 })).toEqual({ failure: 'unclassified', at: NOW + 2_000 });
    expect(decide(outcome('failed'), { attempt: 3 })).toEqual({ failure: 'unclassified', at: null });
    expect(decide(outcome('failed'), { attempt: 4 })).toEqual({ failure: 'unclassified', at: null });
    expect(decide(outcome('failed'), { attempt: 3, maxAttempts: 4 })?.at).toBe(NOW + 4_000);
  });

  it("asks the policy's own classes", () => {
    const strict = { ...policy, classify: () => 'permanent' as const };
    expect(decide(outcome('failed'), { policy: strict })).toEqual({ failure: 'permanent', at: null });
  });

  it('sets a time of whole milliseconds, never too early', () => {
    const full = { ...policy, jitter: 'full' as const };
    expect(decide(outcome('failed'), { policy: full, random: 0.50001, now: NOW + 0.25 })?.at).toBe(NOW + 501);
  });
});
