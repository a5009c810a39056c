import fc from 'fast-check';
import { backoff, type BackoffFacts } from './backoff.js';

const policy = fc
  .record({
    initialDelay: fc.integer({ min: 1, max: 600_000 }),
    above: fc.integer({ min: 0, max: 86_400_000 }),
    factor: fc.double({ min: 1, max: 10, noNaN: true }),
    jitter: fc.constantFrom('full' as const, 'none' as const),
    maxRetryAfter: fc.integer({ min: 1, max: 86_400_000 }),
  })
  .map(({ above, ...rest }) => ({ ...rest, maxDelay: rest.initialDelay + above }));
const facts: fc.Arbitrary<BackoffFacts> = fc.record({
  policy,
  attempt: fc.integer({ min: 1, max: 100 }),
  retryAfter: fc.option(fc.double({ min: 0, max: 1e12, noNaN: true })),
  random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
});

describe('the wait before another attempt', () => {
  it('is never negative, and never beyond both bounds together', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const wait = backoff(given);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(given.policy.maxDelay + given.policy.maxRetryAfter);
      }),
    );
  });

  it('is never shorter than the other side asks for, as far as that is honoured', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const asked = Math.min(given.retryAfter ?? 0, given.policy.maxRetryAfter);
        expect(backoff(given)).toBeGreaterThanOrEqual(asked);
        // and what it adds is what it would have waited anyway
        const own = backoff({ ...given, retryAfter: null });
        expect(backoff(given) - asked).toBeCloseTo(own, 3);
      }),
    );
  });

  it('never shrinks from one attempt to the next, for the same draw', () => {
    fc.assert(
      fc.property(facts, (given) => {
        expect(backoff({ ...given, attempt: given.attempt + 1 })).toBeGreaterThanOrEqual(backoff(given));
      }),
    );
  });

  it('is drawn from all of nothing to its bound', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const full = { ...given, retryAfter: null, policy: { ...given.policy, jitter: 'full' as const } };
        const bound = backoff({ ...full, policy: { ...full.policy, jitter: 'none' } });
        expect(backoff({ ...full, random: 0 })).toBe(0);
        expect(backoff(full)).toBeCloseTo(given.random * bound, 3);
        expect(backoff(full)).toBeLessThanOrEqual(bound);
      }),
    );
  });

  it.each([
    [1, 1_000],
    [2, 2_000],
    [3, 4_000],
    [8, 128_000],
    [9, 256_000],
    [10, 300_000],
    [100, 300_000],
  ])('of attempt %i is bounded by %i ms with the defaults', (attempt, expected) => {
    const defaults = { initialDelay: 1_000, maxDelay: 300_000, factor: 2, maxRetryAfter: 3_600_000 };
    expect(backoff({ policy: { ...defaults, jitter: 'none' }, attempt, retryAfter: null, random: 0.5 })).toBe(
      expected,
    );
  });
});
