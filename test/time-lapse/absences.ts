import { DAY, HOUR, MINUTE, SECOND } from '../support/job-facts.js';
import { endOf, told } from './failures.js';
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
        ...(failed ? [{ kind: 'worsened', severity: 'error', from: endedAt } as const] : []),
        {
          kind: 'recovered',
          severity: failed ? 'error' : 'warning',
          from: failed ? endOf(place, next) : endedAt,
        },
      ],
    };
  };

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
    expected: told(slot + 5 + 10 * MINUTE, slot + 5 + tookMs),
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
    expected: told(givenUpAt, endOf(place, next)),
  };
};

/** A slot that only a change of the clocks made, and that nobody ran. */
export const isMissedAtClockChange: Play = ({ job, slots: [slot] }) => ({
  slots: [slot],
  moments: notRun({ job, slot }, 'missed', 'no_instance'),
  expected: [],
});

/**
 * Somebody paused it without an end, and a week later that is told; it is resumed an hour after.
 * @param before whether the pause began before all of this
 */
export const isForgotten =
  (before: boolean): Play =>
  (place) => {
    const { job, slots } = place;
    const pausedAt = slots[0] - 90 * SECOND;
    const forgottenAt = before ? slots[1] + 90 * SECOND : pausedAt + 7 * DAY;
    const resumedAt = forgottenAt + HOUR;
    const paused = slots.filter((slot) => slot < resumedAt);
    const next = slots[paused.length];
    const [from, to] = [paused[0], paused.at(-1)!];
    const since = { paused_at: new Date(forgottenAt - 7 * DAY), paused_by: 'ada' };
    return {
      slots: [...paused, next],
      moments: [
        { at: pausedAt, write: { kind: 'job', job, columns: since } },
        ...paused.map((slot) => ({ at: slot, write: { kind: 'decided' as const, run: { job, slot } } })),
        { at: resumedAt, write: { kind: 'paused slots', job, from, to, count: paused.length } },
        { at: resumedAt, write: { kind: 'job', job, columns: { paused_at: null, paused_by: null } } },
        ...endedRun({ job, slot: next }, 'completed'),
      ],
      expected: told(forgottenAt, endOf(place, next)),
    };
  };
