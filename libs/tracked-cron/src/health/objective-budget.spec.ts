import fc from 'fast-check';
import { errorBudgets, type BudgetedJob } from './objective-budget.js';
import { objectiveState, type OutcomeCounts } from './objective.js';

const DAY = 24 * 3_600_000;
const counts = (completed: number, failed = 0, missed = 0): OutcomeCounts => ({ completed, failed, missed });
const NOTHING = counts(0);

function job(
  objective: Partial<BudgetedJob['objective']>,
  outcomes: Partial<BudgetedJob['outcomes']>,
): BudgetedJob {
  return {
    objective: { successRate: null, availability: null, windowMs: 30 * DAY, ...objective },
    outcomes: { hour: NOTHING, sixHours: NOTHING, window: NOTHING, ...outcomes },
  };
}

describe('the error budget of jobs', () => {
  it('is what one of them may do wrong, and how fast it does', () => {
    const one = job(
      { successRate: 0.99, availability: 0.9 },
      { hour: counts(9, 1), sixHours: counts(49, 1), window: counts(980, 5, 15) },
    );
    expect(errorBudgets([one])).toEqual([
      {
        share: 'successRate',
        jobs: 1,
        windowMs: 30 * DAY,
        target: 0.99,
        actual: 0.994923857868,
        bad: 5,
        total: 985,
        budgetLeft: 0.492385786802,
        burn: { hour: 10, sixHours: 2, window: 0.507614213198 },
      },
      {
        share: 'availability',
        jobs: 1,
        windowMs: 30 * DAY,
        target: 0.9,
        actual: 0.985,
        bad: 15,
        total: 1_000,
        budgetLeft: 0.85,
        burn: { hour: 0, sixHours: 0, window: 0.15 },
      },
    ]);
  });

  it('is the sum of theirs: who runs more weighs more', () => {
    const busy = job({ successRate: 0.9 }, { window: counts(900, 100) });
    const strict = job({ successRate: 0.999, windowMs: 7 * DAY }, { window: counts(95, 5) });
    const [budget, ...others] = errorBudgets([busy, strict, job({ availability: 0.9 }, {})]);
    // 100 and 0.1 of them were allowed
    expect(budget).toMatchObject({ jobs: 2, windowMs: null, bad: 105, total: 1_100, target: 0.909 });
    expect(budget.budgetLeft).toBeCloseTo(1 - 105 / 100.1);
    expect(others).toMatchObject([{ share: 'availability', jobs: 1, actual: null, budgetLeft: 1 }]);
  });

  it('is there for nobody who asks for nothing', () => {
    expect(errorBudgets([])).toEqual([]);
    expect(errorBudgets([job({}, { window: counts(1, 1) })])).toEqual([]);
  });

  it('of one job is what its status shows', () => {
    const outcome = fc.record({
      completed: fc.nat({ max: 1_000 }),
      failed: fc.nat({ max: 100 }),
      missed: fc.nat({ max: 100 }),
    });
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 0.999, noNaN: true }), outcome, (target, window) => {
        const one = job({ successRate: target, availability: target }, { window });
        const state = objectiveState(one.objective, { window, tenth: window, latest: window });
        for (const budget of errorBudgets([one])) {
          const share = state[budget.share]!;
          expect(budget.budgetLeft).toBeCloseTo(share.budgetLeft, 6);
          expect(budget.actual ?? -1).toBeCloseTo(share.actual ?? -1, 6);
        }
      }),
    );
  });
});
