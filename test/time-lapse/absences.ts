import { MINUTE, SECOND } from '../support/job-facts.js';
import { endOf, told, toldAtOnce } from './failures.js';
import type { Play } from './fault.js';
import { endedRun, notRun, watchedRun } from './moment.js';

/** Nobody starts it for 45 minutes: a warning after ten, an error after thirty. */
export const nobodyStartsIt: Play = ({ job, slots: [slot] }) => {
  const startedAt = slot + 45 * MINUTE;
  return {
    slots: [slot],
    moments: endedRun({ job, slot }, 'completed', { startedAt }),
    expected: [
      { kind: 'opened', severity: 'warning', from: slot + 10 * MINUTE },
      { kind: 'worsened', severity: 'error', from: slot + 30 * MINUTE },
      { kind: 'recovered', severity: 'error', from: startedAt + job.usualMs },
    ],
  };
};

/** Nobody starts it, until the very last moment before that is worth a word. */
export const startsJustInTime: Play = ({ job, slots: [slot] }) => ({
  slots: [slot],
  moments: endedRun({ job, slot }, 'completed', { startedAt: slot + 10 * MINUTE - SECOND }),
  expected: [],
});

/**
 * Due every five minutes, and nobody starts it for twelve: half a period is the limit, two of its slots are given up. One run makes
 * up for them: while it goes on, nobody needs to hear more.
 */
export const nobodyStartsSome =
  (status: 'completed' | 'failed'): Play =>
  (place) => {
    const {
      job,
      slots: [slot, second, third, next],
    } = place;
    const startedAt = slot + 12 * MINUTE + SECOND;
    const tookMs = 90 * SECOND;
    const endedAt = startedAt + tookMs;
    const failed = status === 'failed';
    return {
      slots: [slot, second, third, next],
      moments: [
        ...[slot, second].flatMap((given) =>
          notRun({ job, slot: given }, 'missed', 'no_instance', startedAt),
        ),
        ...watchedRun({ job, slot: third }, status, { startedAt, tookMs }),
        ...endedRun({ job, slot: next }, 'completed'),
      ],
      expected: [
        { kind: 'opened', severity: 'warning', from: slot + 150 * SECOND },
        ...(failed ? [{ kind: 'worsened', severity: 'error', from: endedAt, knownBy: 'end' } as const] : []),
        {
          kind: 'recovered',
          severity: failed ? 'error' : 'warning',
          from: failed ? endOf(place, next) : endedAt,
        },
      ],
    };
  };

/** Its slot can't run any more. */
export const isMissed: Play = (place) => {
  const {
    job,
    slots: [slot, next],
  } = place;
  const givenUpAt = slot + 20 * SECOND;
  return {
    slots: [slot, next],
    moments: [
      ...notRun({ job, slot }, 'missed', 'no_instance', givenUpAt),
      ...endedRun({ job, slot: next }, 'completed'),
    ],
    expected: toldAtOnce(givenUpAt, endOf(place, next)),
  };
};

/** A slot that only a change of the clocks made, and that nobody ran. */
export const isMissedAtClockChange: Play = ({ job, slots: [slot] }) => ({
  slots: [slot],
  moments: notRun({ job, slot }, 'missed', 'no_instance'),
  expected: [],
});

/** Every slot is skipped because others have the room, and after half an hour that is told. */
export const isCrowdedOut =
  (times: number): Play =>
  (place) => {
    const { job } = place;
    const slots = place.slots.slice(0, times + 1);
    const skipped = slots.slice(0, times);
    return {
      slots,
      moments: [
        ...skipped.flatMap((slot) => notRun({ job, slot }, 'skipped', 'concurrency')),
        ...endedRun({ job, slot: slots[times] }, 'completed'),
      ],
      expected: times < 7 ? [] : told(slots[0] + 30 * MINUTE, endOf(place, slots[times])),
    };
  };

/** Its own condition skips so many slots. */
export const isExcused =
  (times: number): Play =>
  ({ job, slots }) => {
    const skipped = slots.slice(0, times);
    return {
      slots: skipped,
      moments: skipped.flatMap((slot) => notRun({ job, slot }, 'skipped', 'no match today')),
      expected: [],
    };
  };
