import { MINUTE, SECOND } from '../support/job-facts.js';
import type { Expected, Place, Play } from './fault.js';
import { endedRun, watchedRun, type Moment } from './moment.js';

/** Something is found out by a sweep, and is over with a good run. */
export function told(
  opened: number,
  recovered: number,
  severity: Expected['severity'] = 'error',
): Expected[] {
  return [
    { kind: 'opened', severity, from: opened },
    { kind: 'recovered', severity, from: recovered },
  ];
}

/** The same, found out by the end of a run. */
export function toldAtOnce(...when: Parameters<typeof told>): Expected[] {
  return told(...when).map((expected) => ({ ...expected, knownBy: 'end' }));
}

/** When a run that starts at its slot ends. */
export function endOf({ job }: Place, slot: number): number {
  return slot + 5 + job.usualMs;
}

/** Fails once; periods of an hour and more are told at once. */
export const failsOnce =
  (columns = {}, status: 'failed' | 'timed_out' = 'failed'): Play =>
  (place) => {
    const { job, slots } = place;
    const [slot, next] = slots;
    return {
      slots: [slot, next],
      moments: [
        ...endedRun({ job, slot }, status, { columns }),
        ...endedRun({ job, slot: next }, 'completed'),
      ],
      expected: toldAtOnce(endOf(place, slot), endOf(place, next)),
    };
  };

/** Fails some times in a row; with a short period the third is told. */
export const failsInARow =
  (times: number, columns = {}): Play =>
  (place) => {
    const { job } = place;
    const slots = place.slots.slice(0, times + 1);
    const failing = slots.slice(0, times);
    return {
      slots,
      moments: slots.flatMap((slot, n) =>
        n < times ? endedRun({ job, slot }, 'failed', { columns }) : endedRun({ job, slot }, 'completed'),
      ),
      expected: times < 3 ? [] : toldAtOnce(endOf(place, failing[2]), endOf(place, slots[times])),
    };
  };

/** Every second run fails, six times or three: a fifth of the last twenty have failed with the fourth of them. */
export const flaps =
  (times: number): Play =>
  (place) => {
    const { job } = place;
    const slots = place.slots.slice(0, 25);
    const fails = (n: number) => n % 2 === 0 && n < 2 * times;
    return {
      slots,
      moments: slots.flatMap((slot, n) => endedRun({ job, slot }, fails(n) ? 'failed' : 'completed')),
      expected:
        times < 4
          ? []
          : // the last twenty of the 25th are the first to hold no more than three of the six
            toldAtOnce(endOf(place, slots[6]), endOf(place, slots[24]), 'warning'),
    };
  };

/** Its first attempt fails, its second does not. */
export const isRetried: Play = ({ job, slots: [slot] }) => {
  const run = { job, slot };
  const [decided, started, ended] = watchedRun(run, 'completed', {
    tookMs: 2 * MINUTE,
    columns: { attempt: 2 },
  });
  return {
    slots: [slot],
    moments: [
      decided,
      started,
      {
        at: slot + 30 * SECOND,
        write: { kind: 'attempt', run, failure: 'unclassified', retryAt: slot + 60 * SECOND },
      },
      ended,
    ],
    expected: [],
  };
};

/** Its instance dies, and nobody tries again. */
export const isLost: Play = (place) => {
  const {
    job,
    slots: [slot, next],
  } = place;
  const tookMs = 70 * SECOND;
  return {
    slots: [slot, next],
    moments: [
      ...watchedRun({ job, slot }, 'lost', { tookMs }),
      ...endedRun({ job, slot: next }, 'completed'),
    ],
    expected: toldAtOnce(slot + 5 + tookMs, endOf(place, next)),
  };
};

/** Its instance dies, and another one tries again, with success. */
export const isLostAndRetried: Play = ({ job, slots: [slot] }) => {
  const run = { job, slot };
  const lostAt = slot + 60 * SECOND;
  const tookMs = 3 * MINUTE;
  const [decided, started, ended] = watchedRun(run, 'completed', { tookMs, columns: { attempt: 2 } });
  const lost: Moment = { at: lostAt, write: { kind: 'attempt', run, failure: 'lost', retryAt: lostAt } };
  return {
    slots: [slot],
    moments: [decided, started, lost, ended],
    expected: toldAtOnce(lostAt, slot + 5 + tookMs, 'warning'),
  };
};

/** Its instance dies, which is found out only when a later run has come to a good end. */
export const isLostBehindAGoodRun: Play = ({ job, slots: [slot, next] }) => ({
  slots: [slot, next],
  moments: [
    ...watchedRun({ job, slot }, 'lost', { tookMs: 6 * MINUTE }),
    ...endedRun({ job, slot: next }, 'completed'),
  ],
  expected: [],
});

/** Takes much longer than usual: shown, not told. */
export const isSlow: Play = ({ job, slots: [slot] }) => ({
  slots: [slot],
  moments: watchedRun({ job, slot }, 'completed', { tookMs: 100 * SECOND }),
  expected: [],
});

/** Its result is known six minutes after its end. */
export const comesLate =
  (status: 'completed' | 'failed'): Play =>
  (place) => {
    const {
      job,
      slots: [slot, next],
    } = place;
    const knownAt = slot + 6 * MINUTE;
    return {
      slots: [slot, next],
      moments: [
        ...watchedRun({ job, slot }, status, { knownAt }),
        ...endedRun({ job, slot: next }, 'completed'),
      ],
      expected: status === 'completed' ? [] : toldAtOnce(knownAt, endOf(place, next)),
    };
  };
