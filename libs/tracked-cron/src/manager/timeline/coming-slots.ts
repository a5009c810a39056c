import { TrackedCronError } from '../../tracked-cron.error.js';
import { slotTimes, dueTimes } from '../due-times.js';
import { isHeld, type WorkJob } from '../insight/work-ahead.js';

/** Slots of a job that are told one by one. */
const MOST_DUE = 60;

/** Slots to come. */
export interface ComingSlots {
  readonly due: readonly Date[];
  readonly more: boolean;
}

const NONE: ComingSlots = { due: [], more: false };

/**
 * The slots of a job after `after` and before `before` that nothing holds up: those of a pause, a freeze or an open breaker that
 * ends meanwhile are left out. A schedule that can't be read has none.
 */
export function comingSlots(job: WorkJob, after: number, before: number): ComingSlots {
  const due: Date[] = [];
  try {
    const next = nextOf(job);
    for (let slot = next(Math.max(after, heldUntil(job, after))); slot !== null && slot < before;) {
      if (due.length === MOST_DUE) return { due, more: true };
      due.push(new Date(slot));
      slot = next(slot);
    }
    return { due, more: false };
  } catch (error) {
    if (error instanceof TrackedCronError) return NONE;
    throw error;
  }
}

function nextOf(job: WorkJob): (after: number) => number | null {
  const slots = slotTimes(job);
  if (slots !== null) return (after) => (after === Infinity ? null : slots.after(after));
  const { nextDueAt, periodMs } = dueTimes(job);
  if (nextDueAt === null) return () => null;
  const first = nextDueAt.getTime();
  return (after) => {
    if (after < first) return first;
    return Number.isFinite(periodMs) ? first + (Math.floor((after - first) / periodMs) + 1) * periodMs : null;
  };
}

/** Up to when something holds a job's slots up that holds now; `Infinity` for no end. */
function heldUntil(job: WorkJob, now: number): number {
  if (!isHeld(job, new Date(now))) return now;
  if (job.removedAt !== null || job.options.enabled === false) return Infinity;
  const ends = [
    [job.pausedAt, job.pausedUntil],
    [job.frozenAt, job.frozenUntil],
    [job.breakerUntil, job.breakerUntil],
  ].map(([since, until]) => (since === null ? now : (until?.getTime() ?? Infinity)));
  // a slot that is due when a hold ends runs
  return Math.max(now, ...ends.map((end) => end - 1));
}
