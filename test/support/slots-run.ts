import type { WitnessRow } from './witness.js';

/** What the witness saw of one job: the seconds of its slots, in order, each as often as its handler began. */
export function slotsRun(rows: readonly WitnessRow[], ...jobNames: string[]): number[] {
  return rows
    .filter(({ job, what, slot }) => jobNames.includes(job) && what === 'began' && slot !== null)
    .map(({ slot }) => slot!.getTime() / 1_000)
    .sort((a, b) => a - b);
}

/** Every instant between the first and the last of these, `step` seconds apart. */
export function everySlot(slots: readonly number[], step = 1): number[] {
  return Array.from({ length: (slots.at(-1)! - slots[0]) / step + 1 }, (_, nth) => slots[0] + nth * step);
}
