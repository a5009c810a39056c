import { DAY, HOUR, SECOND } from '../support/job-facts.js';
import { endOf, told } from './failures.js';
import type { Play } from './fault.js';
import { countedSlots, endedRun } from './moment.js';

/** Somebody paused it, and a week later it is paused still; it is resumed an hour after. */
interface Pause {
  /** Whether the pause began before all of this. */
  readonly beganBefore: boolean;
  /** Whether it was to end then; one without an end was forgotten, and that is told. */
  readonly hasEnd: boolean;
}

/** See {@link Pause}. */
export const isPaused =
  ({ beganBefore, hasEnd }: Pause): Play =>
  (place) => {
    const { job, slots } = place;
    const pausedAt = slots[0] - 90 * SECOND;
    const forgottenAt = beganBefore ? slots[1] + 90 * SECOND : pausedAt + 7 * DAY;
    const resumedAt = forgottenAt + HOUR;
    const paused = slots.filter((slot) => slot < resumedAt);
    const next = slots[paused.length];
    const since = {
      paused_at: new Date(forgottenAt - 7 * DAY),
      paused_by: 'ada',
      paused_until: hasEnd ? new Date(resumedAt) : null,
    };
    const resumed = { paused_at: null, paused_by: null, paused_until: null };
    return {
      slots: [...paused, next],
      moments: [
        { at: pausedAt, write: { kind: 'job', job, columns: since } },
        ...countedSlots(job, paused, 'paused'),
        { at: resumedAt, write: { kind: 'job', job, columns: resumed } },
        ...endedRun({ job, slot: next }, 'completed'),
      ],
      expected: hasEnd ? [] : told(forgottenAt, endOf(place, next)),
    };
  };
