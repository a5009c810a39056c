import { MINUTE, SECOND } from '../support/job-facts.js';
import { failsOnce } from './failures.js';
import type { Expected, Fault, Place, Play } from './fault.js';
import { CHILDREN, CROWDED, PARENT, type FleetJob } from './fleet.js';
import { endedRun, notRun, watchedRun, type Moment } from './moment.js';

/** A stretch of time in which no instance was there. */
export interface Outage {
  readonly from: number;
  readonly to: number;
}

/** What messages about the monitor itself are about. */
export const OURSELVES = 'cron monitor';

/** One of many that fail in the same minute: most of them are told in digests, of which a channel gets one a minute. */
export const failsAmongMany: Play = (place) => {
  const fault = failsOnce()(place);
  return { ...fault, expected: fault.expected.map((one) => ({ ...one, knownBy: 'digest' })) };
};

/** A job without which others can't do fails, and they with it: only the one is told. */
export function failsWithChildren(places: readonly Place[]): Fault[] {
  return places
    .filter(({ job }) => job.name === PARENT || CHILDREN.includes(job.name))
    .map((place) => {
      const { name } = place.job;
      const fault: Omit<Fault, 'name'> = { rule: 'failing', subject: name, ...failsOnce()(place) };
      if (name === PARENT) return { name: 'parent fails', ...fault };
      return { name: 'child fails with its parent', ...fault, expected: [] };
    });
}

/** A sweep comes this often. */
export const SWEEP = 10 * SECOND;

/**
 * What becomes of slots that came while nobody was there: the newest runs, all others are given up, and one message tells it.
 * While nobody is there nobody can tell. The gap in the watch ends with the first sweep, and by then the instances write down
 * what nobody ran: from this sweep on it is true that there was a gap, and the next one tells it with what it cost. The one
 * after that is the good one that ends it.
 */
export function afterOutage(
  outage: Outage,
  slotsOf: ReadonlyMap<FleetJob, readonly number[]>,
): { readonly moments: Moment[]; readonly told: readonly Expected[] } {
  const { from, to } = outage;
  const moments = [...slotsOf].flatMap(([job, slots]) => {
    const within = slots.filter((slot) => slot > from && slot < to);
    const newest = within.pop();
    if (newest === undefined) return [];
    return [
      ...within.flatMap((slot) => notRun({ job, slot }, 'missed', 'no_instance', to + 2_000)),
      ...watchedRun({ job, slot: newest }, 'completed', { startedAt: to + 2_000 }),
    ];
  });
  // a deployment is nothing to wake people for
  if (to - from < 5 * MINUTE) return { moments, told: [] };
  const watchedAgainAt = Math.ceil(to / SWEEP) * SWEEP;
  return {
    moments,
    told: [
      { kind: 'opened', severity: 'error', from: watchedAgainAt },
      { kind: 'recovered', severity: 'error', from: watchedAgainAt + SWEEP, knownBy: 'sweep' },
    ],
  };
}

/** What a job does when nothing is wrong with it. One that always takes longer than its period skips slots; nobody minds. */
export function asUsual(job: FleetJob, slots: readonly number[]): Moment[] {
  if (!CROWDED.includes(job.name)) return slots.flatMap((slot) => endedRun({ job, slot }, 'completed'));
  let busyUntil = -Infinity;
  return slots.flatMap((slot) => {
    if (slot < busyUntil) return notRun({ job, slot }, 'skipped', 'overlap');
    busyUntil = slot + job.usualMs + MINUTE / 6;
    return watchedRun({ job, slot }, 'completed');
  });
}
