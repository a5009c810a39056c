import type { SlotTimes } from './job-facts.js';

/** The last slot before an instant that a clock change has not made. */
export function ownSlotBefore(instant: number, slots: SlotTimes): number | null {
  let slot = slots.before(instant);
  while (slot !== null && slots.isMoved(slot)) slot = slots.before(slot);
  return slot;
}

/** The first slot after an instant that a clock change has not made. */
export function ownSlotAfter(instant: number, slots: SlotTimes): number | null {
  let slot = slots.after(instant);
  while (slot !== null && slots.isMoved(slot)) slot = slots.after(slot);
  return slot;
}
