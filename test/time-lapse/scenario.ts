import { Schedule } from '../../libs/tracked-cron/src/schedule/schedule.js';
import { SeededRandom } from '../simulation/seeded-random.js';
import { DAY } from '../support/job-facts.js';
import type { Fault } from './fault.js';
import { fleetOf, type FleetJob } from './fleet.js';
import type { Moment } from './moment.js';
import { Plan } from './plan.js';
import { asUsual, type Outage } from './together.js';

/** The last day is that on which clocks are put forward in Europe; those of America are three weeks before. */
const END = Date.parse('2026-03-30T00:00:00Z');

/** A stretch of time with all that happens in it. */
export interface Scenario {
  readonly begin: number;
  readonly end: number;
  readonly fleet: readonly FleetJob[];
  /** By their times. */
  readonly moments: readonly Moment[];
  readonly faults: readonly Fault[];
  readonly outages: readonly Outage[];
}

/** How long, and whether anything goes wrong. */
export interface ScenarioOptions {
  readonly days: number;
  readonly seed: number;
  readonly quiet: boolean;
}

/** Makes one up; the same seed makes up the same. */
export function scenarioOf({ days, seed, quiet }: ScenarioOptions): Scenario {
  const [begin, end] = [END - days * DAY, END];
  const fleet = fleetOf(begin, end, new SeededRandom(seed));
  const slotsOf = new Map(fleet.map((job) => [job, slotsBetween(job, begin, end)]));
  const plan = new Plan(slotsOf, begin, end, new SeededRandom(seed + 1));
  if (!quiet) plan.fill(days);
  const { faults, outages } = plan;
  const unusual = [...plan.moments, ...faults.flatMap((fault) => fault.moments)];
  const moments = [...registrations(fleet), ...usual(slotsOf, plan), ...unusual].sort((a, b) => a.at - b.at);
  return { begin, end, fleet, moments, faults, outages };
}

/** What becomes of all slots that nothing else is said of. */
function usual(
  slotsOf: ReadonlyMap<FleetJob, readonly number[]>,
  { faults, outages }: Pick<Scenario, 'faults' | 'outages'>,
): Moment[] {
  const taken = new Set(faults.flatMap(({ subject, slots }) => slots.map((slot) => `${subject} ${slot}`)));
  const isAway = (slot: number) => outages.some(({ from, to }) => slot > from && slot < to);
  return [...slotsOf].flatMap(([job, slots]) =>
    asUsual(
      job,
      slots.filter((slot) => !taken.has(`${job.name} ${slot}`) && !isAway(slot)),
    ),
  );
}

/** The first releases that have the jobs which are new. */
function registrations(fleet: readonly FleetJob[]): Moment[] {
  return fleet.flatMap((job) => {
    if (job.registeredAt === undefined) return [];
    const at = new Date(job.registeredAt);
    const columns = { removed_at: null, created_at: at, last_slot_at: at, last_success_at: null };
    return [{ at: job.registeredAt, write: { kind: 'job', job, columns } }];
  });
}

function slotsBetween({ schedule, timeZone, registeredAt }: FleetJob, begin: number, end: number): number[] {
  const slots: number[] = [];
  const times = Schedule.of(schedule, timeZone);
  const from = registeredAt ?? begin;
  for (let slot = times.nextAfter(from); slot < end; slot = times.nextAfter(slot)) slots.push(slot);
  return slots;
}
