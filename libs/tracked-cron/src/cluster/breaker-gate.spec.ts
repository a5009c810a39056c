import fc from 'fast-check';
import { gateOf, throughGate } from './breaker-gate.js';
import type { PlannedSlot, SlotPlan } from './slot-plan.js';

const slots: fc.Arbitrary<PlannedSlot[]> = fc
  .array(fc.boolean(), { maxLength: 12 })
  .map((runs) =>
    runs.map((run, nth) =>
      run
        ? { slot: 1_000 * (nth + 1), intent: 'run', reason: null }
        : { slot: 1_000 * (nth + 1), intent: 'missed', reason: 'unknown' },
    ),
  );
const planOf = (planned: PlannedSlot[]): SlotPlan => ({
  slots: planned,
  ranges: [],
  watermark: planned.at(-1)?.slot ?? 0,
  next: 100_000,
});
const toRun = ({ slots: planned }: SlotPlan) => planned.filter(({ intent }) => intent === 'run');

describe('a plan at a breaker', () => {
  it.each([
    [null, false, 'all'],
    [null, true, 'all'],
    [5_000, false, 'none'],
    [5_000, true, 'none'],
    [1_000, false, 'one'],
    [1_000, true, 'none'],
    [999, false, 'one'],
  ] as const)(
    'open until %s, with its trial in flight %s: lets through %s',
    (until, trialInFlight, expected) => {
      expect(gateOf({ until, trialInFlight, now: 1_000 })).toBe(expected);
    },
  );

  it('accounts for every slot, and keeps watermark and what is missed', () => {
    fc.assert(
      fc.property(
        slots,
        fc.constantFrom('all' as const, 'one' as const, 'none' as const),
        (planned, gate) => {
          const plan = planOf(planned);
          const through = throughGate(plan, gate);
          const counted = through.ranges.reduce((sum, { count }) => sum + count, 0);
          expect(through.slots.length + counted).toBe(planned.length);
          expect(through.slots.filter(({ intent }) => intent === 'missed')).toEqual(
            planned.filter(({ intent }) => intent === 'missed'),
          );
          expect([through.watermark, through.next]).toEqual([plan.watermark, plan.next]);
          const most = { all: Infinity, one: 1, none: 0 }[gate];
          expect(toRun(through)).toHaveLength(Math.min(most, toRun(plan).length));
          if (gate === 'one') expect(toRun(through)).toEqual(toRun(plan).slice(-1));
        },
      ),
    );
  });

  it('counts what it holds back, from the first to the last', () => {
    const plan = planOf([1, 2, 3].map((nth) => ({ slot: nth * 1_000, intent: 'run', reason: null })));
    expect(throughGate(plan, 'none').ranges).toEqual([
      { from: 1_000, to: 3_000, outcome: 'skipped', reason: 'breaker', count: 3 },
    ]);
  });

  it('counts no slot of another kind with them, nor one that is counted already', () => {
    const run = [1, 2, 4, 6, 7].map((nth) => ({ slot: nth * 1_000, intent: 'run', reason: null }) as const);
    const missed = { slot: 3_000, intent: 'missed', reason: 'unknown' } as const;
    const counted = { from: 5_000, to: 5_500, outcome: 'skipped', reason: 'holiday', count: 2 } as const;
    const held = (from: number, to: number, count: number) =>
      ({ from, to, outcome: 'skipped', reason: 'breaker', count }) as const;
    const through = throughGate({ ...planOf([...run, missed]), ranges: [counted] }, 'none');
    expect(through.slots).toEqual([missed]);
    expect(through.ranges).toEqual([
      counted,
      held(1_000, 2_000, 2),
      held(4_000, 4_000, 1),
      held(6_000, 7_000, 2),
    ]);
  });
});
