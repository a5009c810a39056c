import type { SlotPlan } from '../cluster/slot-plan.js';
import { missedBy } from './missed-by.js';

const plan = (slots: SlotPlan['slots'], ranges: SlotPlan['ranges'] = []): SlotPlan => ({
  slots,
  ranges,
  watermark: 9,
  next: 10,
});

describe('the missed slots of a plan', () => {
  it('are none where everything runs or a pause holds', () => {
    expect(missedBy(plan([{ slot: 1, intent: 'run', reason: null }]))).toBeUndefined();
    const paused = { from: 1, to: 2, outcome: 'skipped', reason: 'paused', count: 2 } as const;
    expect(missedBy(plan([], [paused]))).toBeUndefined();
  });

  it('are those with rows, where none is counted', () => {
    const slots: SlotPlan['slots'] = [
      { slot: 5, intent: 'missed', reason: 'late' },
      { slot: 6, intent: 'run', reason: null },
    ];
    expect(missedBy(plan(slots))).toEqual({ from: new Date(5), to: new Date(5), count: 1 });
  });

  it('are those that are counted, where all others run, and no skipped ones', () => {
    const counted = { from: 2, to: 4, outcome: 'missed', reason: 'late', count: 3 } as const;
    const closed = { from: 1, to: 1, outcome: 'skipped', reason: 'holiday', count: 1 } as const;
    const missed = missedBy(plan([{ slot: 6, intent: 'run', reason: null }], [closed, counted]));
    expect(missed).toEqual({ from: new Date(2), to: new Date(4), count: 3 });
  });

  it('are those with rows and those that are counted', () => {
    const missed = missedBy(
      plan(
        [
          { slot: 5, intent: 'missed', reason: 'late' },
          { slot: 6, intent: 'run', reason: null },
          { slot: 7, intent: 'missed', reason: 'late' },
        ],
        [{ from: 1, to: 4, outcome: 'missed', reason: 'late', count: 4 }],
      ),
    );
    expect(missed).toEqual({ from: new Date(1), to: new Date(7), count: 6 });
  });
});
