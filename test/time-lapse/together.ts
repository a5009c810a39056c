import { MINUTE } from '../support/job-facts.js';
import { failsOnce } from './failures.js';
import type { Expected, Fault, Place } from './fault.js';
import { CHILDREN, CROWDED, PARENT, type FleetJob } from './fleet.js';
import { endedRun, notRun, watchedRun, type Moment } from './moment.js';

/** A stretch of time in which no instance was there. */
export interface Outage {
  readonly from: number;
  readonly to: number;
}

/** What messages about the monitor itself are about. */
export const OURSELVES = 'cron monitor';

/** A job without which others can't do fails, and they with it: only the one is told. */
export function failsWithChildren(places: readonly Place[]): Fault[] {
  return places
    .filter(({ job }) => job.name === PARENT || CHILDREN.includes(job.name))
    .map((place) => {
      const { name } = place.job;
      const fault = failsOnce()(place);
      if (name === PARENT) return { name: 'parent fails', subject: name, ...fault };
      return { name: 'child fails with its parent', subject: name, ...fault, expected: [] };
    });
}

/** What becomes of slots that came while nobody was there: the newest runs, all others are given up, and one message tells it. */
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
  return {
    moments,
    told: [
      { kind: 'opened', severity: 'error', from: to },
      { kind: 'recovered', severity: 'error', from: to },
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
