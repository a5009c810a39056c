import fc from 'fast-check';
import { at, DAY, facts, findingOf, MINUTE, slots } from '../../../../test/support/job-facts.js';
import type { Objective } from './alert-thresholds.js';
import { objectiveState, type ObjectiveCounts, type OutcomeCounts } from './objective.js';

const counts = (completed: number, failed = 0, missed = 0): OutcomeCounts => ({ completed, failed, missed });
const QUIET = { tenth: counts(100), latest: counts(10) };

describe('the state of an objective', () => {
  const resolved = { successRate: 0.99, availability: null, windowMs: 30 * DAY };

  it('is its budget and its burn', () => {
    const { successRate, availability } = objectiveState(resolved, {
      window: counts(995, 5, 100),
      tenth: counts(98, 2),
      latest: counts(9, 1),
    });
    expect(successRate).toEqual({
      target: 0.99,
      actual: 0.995,
      budgetLeft: expect.closeTo(0.5),
      burn: { tenth: expect.closeTo(2), latest: expect.closeTo(10) },
    });
    expect(availability).toBeNull();
  });

  it('counts missed slots against availability only', () => {
    const { availability, successRate } = objectiveState(
      { successRate: 0.9, availability: 0.9, windowMs: DAY },
      { window: counts(85, 5, 10), ...QUIET },
    );
    expect(availability).toMatchObject({ actual: 0.9, budgetLeft: expect.closeTo(0) });
    expect(successRate?.actual).toBeCloseTo(85 / 90);
  });

  it('of a job that did nothing is untouched', () => {
    const nothing = { window: counts(0), tenth: counts(0), latest: counts(0) };
    expect(objectiveState(resolved, nothing).successRate).toEqual({
      target: 0.99,
      actual: null,
      budgetLeft: 1,
      burn: { tenth: 0, latest: 0 },
    });
  });

  it('has a budget left exactly while the share is met', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.nat(1e6), fc.constantFrom(0.5, 0.9, 0.99, 0.999), (good, bad, target) => {
        fc.pre(good + bad > 0);
        const objective = { successRate: target, availability: null, windowMs: DAY };
        const { budgetLeft, actual } = objectiveState(objective, {
          window: counts(good, bad),
          ...QUIET,
        }).successRate!;
        if (Math.abs(budgetLeft) > 1e-6) expect(budgetLeft > 0).toBe(actual! > target);
      }),
    );
  });
});

describe('an objective', () => {
  const judged = (objective: ObjectiveCounts | null, written: Objective | null = { successRate: 0.99 }) =>
    findingOf('objective', facts({ objective }, { objective: written }));

  it.each<[string, ObjectiveCounts, string | undefined]>([
    ['is met', { window: counts(1000, 5), ...QUIET }, undefined],
    ['is used up', { window: counts(990, 10), ...QUIET }, 'error'],
    ['is not known', { window: counts(0), tenth: counts(0), latest: counts(0) }, undefined],
    ['burns for days', { window: counts(1000, 5), tenth: counts(99, 1), latest: counts(99, 1) }, 'warning'],
    [
      'has stopped burning',
      { window: counts(1000, 5), tenth: counts(99, 1), latest: counts(99, 0) },
      undefined,
    ],
    ['burns fast', { window: counts(1000, 5), tenth: counts(1000, 5), latest: counts(47, 3) }, 'warning'],
    [
      'burns fast, of few',
      { window: counts(1000, 5), tenth: counts(1000, 5), latest: counts(8, 1) },
      undefined,
    ],
  ])('that %s', (_, counted, severity) => {
    expect(judged(counted)?.severity).toBe(severity);
  });

  it('is shown, with what it came to and what is left', () => {
    const counted = { window: counts(1000, 5), tenth: counts(99, 2), latest: counts(99, 2) };
    const recent = slots(['failed', 'completed', 'failed', 'completed']);
    const written = { objective: { successRate: 0.99 }, consecutiveFailures: 9 };
    expect(findingOf('objective', facts({ objective: counted, recent }, written))).toEqual({
      rule: 'objective',
      severity: 'warning',
      told: false,
      since: at(-11 * MINUTE + 1000),
      message:
        'uses its error budget 2 times as fast as it may, 50.25 % are left: 99.5 % of its executions were good in 30 d, 99 % are meant to be',
      count: 5,
      slot: null,
      executionId: null,
    });
  });

  it('says of slots that were not run', () => {
    const counted = { window: counts(90, 0, 10), ...QUIET };
    expect(judged(counted, { availability: 0.95, window: '7d' })?.message).toBe(
      'has used up its error budget: 90 % of its slots were run in 7 d, 95 % are meant to be',
    );
  });

  it('that nobody has, or counted, is not judged', () => {
    expect(judged({ window: counts(0, 10), ...QUIET }, null)).toBeUndefined();
    expect(judged(null)).toBeUndefined();
  });
});
