import { HOUR, MINUTE, SECOND } from '../support/job-facts.js';
import { endOf, told } from './failures.js';
import type { Play } from './fault.js';
import { endedRun, notRun, PICKED_UP_MS, watchedRun, type Moment } from './moment.js';

/** Hangs for 22 minutes; with a history of short runs ten are too many. */
export const hangs: Play = ({ job, slots }) => {
  const [slot] = slots;
  const tookMs = 22 * MINUTE;
  const behind = slots.filter((other) => other > slot && other < slot + tookMs);
  return {
    slots: [slot, ...behind],
    moments: [
      ...watchedRun({ job, slot }, 'completed', { tookMs }),
      ...behind.flatMap((other) => notRun({ job, slot: other }, 'skipped', 'overlap')),
    ],
    expected: told(slot + PICKED_UP_MS + 10 * MINUTE, slot + PICKED_UP_MS + tookMs),
  };
};

/** Takes nearly as long as what hangs, and skips the slot behind it. */
export const takesLong: Play = ({ job, slots: [slot, behind] }) => ({
  slots: [slot, behind],
  moments: [
    ...watchedRun({ job, slot }, 'completed', { tookMs: 10 * MINUTE - 20 * SECOND }),
    ...notRun({ job, slot: behind }, 'skipped', 'overlap'),
  ],
  expected: [],
});

/** Has to say something every two minutes; after a minute it says nothing any more, for longer than that or nearly so long. */
export const fallsSilent =
  (silentMs: number): Play =>
  ({ job, slots: [slot] }) => {
    const run = { job, slot };
    const lastSignAt = slot + MINUTE;
    const tookMs = MINUTE + silentMs;
    const [decided, started, ended] = watchedRun(run, 'completed', { tookMs });
    const sign: Moment = { at: lastSignAt, write: { kind: 'sign', run, progress: 0.4 } };
    return {
      slots: [slot],
      moments: [decided, started, sign, ended],
      expected: silentMs < 2 * MINUTE ? [] : told(lastSignAt + 2 * MINUTE, slot + PICKED_UP_MS + tookMs),
    };
  };

/** May take two minutes, and takes longer, or nearly so long. It is over with the next run. */
export const takes =
  (tookMs: number): Play =>
  (place) => {
    const {
      job,
      slots: [slot, next],
    } = place;
    return {
      slots: [slot, next],
      moments: [
        ...watchedRun({ job, slot }, 'completed', { tookMs }),
        ...endedRun({ job, slot: next }, 'completed'),
      ],
      expected:
        tookMs < 2 * MINUTE ? [] : told(slot + PICKED_UP_MS + 2 * MINUTE, endOf(place, next), 'warning'),
    };
  };

/** Always takes a minute, and once is through in less than half of it, or just not. */
export const isThroughIn =
  (tookMs: number): Play =>
  (place) => {
    const {
      job,
      slots: [slot, next],
    } = place;
    return {
      slots: [slot, next],
      moments: [
        ...endedRun({ job, slot }, 'completed', { tookMs }),
        ...endedRun({ job, slot: next }, 'completed'),
      ],
      expected:
        tookMs > job.usualMs / 2 ? [] : told(slot + PICKED_UP_MS + tookMs, endOf(place, next), 'warning'),
    };
  };

/** Its slots are skipped while it runs: the third of them is told. It is over when one runs. */
export const skipsSlots =
  (times: number): Play =>
  (place) => {
    const { job } = place;
    const [slot, ...behind] = place.slots.slice(0, times + 2);
    const next = behind.pop()!;
    return {
      slots: [slot, ...behind, next],
      moments: [
        ...watchedRun({ job, slot }, 'completed', { tookMs: times * 5 * MINUTE + MINUTE }),
        ...behind.flatMap((other) => notRun({ job, slot: other }, 'skipped', 'overlap')),
        ...endedRun({ job, slot: next }, 'completed'),
      ],
      expected: times < 3 ? [] : told(behind[2], endOf(place, next), 'warning'),
    };
  };

/** It has to be done by six, and is at seven, or just before six: it takes hours, as it may. */
export const isDoneAt =
  (hour: number): Play =>
  ({ job, slots: [slot] }) => {
    const run = { job, slot };
    const endedAt = slot + (hour - 2) * HOUR - 10 * SECOND;
    const tookMs = endedAt - slot - PICKED_UP_MS;
    return {
      slots: [slot],
      moments: watchedRun(run, 'completed', { tookMs }),
      expected: hour <= 6 ? [] : told(slot + 4 * HOUR, endedAt),
      until: endedAt,
    };
  };
