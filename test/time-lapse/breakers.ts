import { endOf, toldAtOnce } from './failures.js';
import type { Place, Play } from './fault.js';
import { countedSlots, endedRun, type Moment, type OpenBreaker } from './moment.js';
import { BREAKER } from './roles.js';

/** It is told how an execution ended when that is written. */
const TOLD_MS = 20;

/** Fails twice, which opens its breaker; after ten minutes a slot is tried, with success: shown, or told where that is asked for. */
export const opensBreaker =
  (isTold: boolean): Play =>
  (place) => {
    const [first, second, skipped, alsoSkipped, trial] = place.slots;
    const opensAt = endOf(place, second) + TOLD_MS;
    const closesAt = endOf(place, trial);
    return {
      slots: place.slots.slice(0, 5),
      moments: [
        ...failed(place, first, second),
        ...opened(place, { failures: 2, openings: 1, openedAt: opensAt, until: opensAt + BREAKER.pause }),
        ...countedSlots(place.job, [skipped, alsoSkipped], 'breaker'),
        ...closed(place, trial),
      ],
      expected: isTold ? toldAtOnce(opensAt, closesAt, 'warning') : [],
    };
  };

/** The same, and the trial fails too: three failures in a row are told, the breaker rests for twice as long. */
export const failsItsTrial: Play = (place) => {
  const slots = place.slots.slice(0, 10);
  const [first, second, , , trial] = slots;
  const openedAt = endOf(place, second) + TOLD_MS;
  const againAt = endOf(place, trial) + TOLD_MS;
  return {
    slots,
    moments: [
      ...failed(place, first, second),
      ...opened(place, { failures: 2, openings: 1, openedAt, until: openedAt + BREAKER.pause }),
      ...countedSlots(place.job, slots.slice(2, 4), 'breaker'),
      ...failed(place, trial),
      ...opened(place, { failures: 3, openings: 2, openedAt, until: againAt + 2 * BREAKER.pause }, againAt),
      ...countedSlots(place.job, slots.slice(5, 9), 'breaker'),
      ...closed(place, slots[9]),
    ],
    expected: toldAtOnce(endOf(place, trial), endOf(place, slots[9])),
  };
};

/** Fails once: its breaker stays closed. */
export const almostOpensBreaker: Play = (place) => {
  const [slot, next] = place.slots;
  const { job } = place;
  return {
    slots: [slot, next],
    moments: [...failed(place, slot), ...endedRun({ job, slot: next }, 'completed')],
    expected: [],
  };
};

function failed({ job }: Place, ...slots: number[]): Moment[] {
  return slots.flatMap((slot) => endedRun({ job, slot }, 'failed'));
}

function opened({ job }: Place, open: OpenBreaker, at = open.openedAt): Moment[] {
  return [{ at, write: { kind: 'breaker', job, open } }];
}

function closed(place: Place, trial: number): Moment[] {
  const { job } = place;
  const at = endOf(place, trial) + TOLD_MS;
  return [
    ...endedRun({ job, slot: trial }, 'completed'),
    { at, write: { kind: 'breaker', job, open: null } },
  ];
}
