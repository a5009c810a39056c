import type { SlotPlan } from '../cluster/slot-plan.js';

/** Slots that were given up, in one line. */
export interface MissedSlots {
  readonly from: Date;
  readonly to: Date;
  readonly count: number;
}

/** The slots that a plan gives up; undefined for none, which is nearly always. */
export function missedBy({ slots, ranges }: SlotPlan): MissedSlots | undefined {
  if (ranges.length === 0 && slots.every(({ intent }) => intent === 'run')) return undefined;
  const spans = [
    ...ranges.filter(({ outcome }) => outcome === 'missed'),
    ...slots
      .filter(({ intent }) => intent === 'missed')
      .map(({ slot }) => ({ from: slot, to: slot, count: 1 })),
  ];
  if (spans.length === 0) return undefined;
  return {
    from: new Date(Math.min(...spans.map(({ from }) => from))),
    to: new Date(Math.max(...spans.map(({ to }) => to))),
    count: spans.reduce((sum, { count }) => sum + count, 0),
  };
}
