import type { FindingRule } from 'nestjs-tracked-cron';
import { clockChangeOf } from '../../libs/tracked-cron/src/manager/slots/clock-change-of.js';
import { Schedule } from '../../libs/tracked-cron/src/schedule/schedule.js';
import type { SeededRandom } from '../simulation/seeded-random.js';
import { DAY, HOUR, MINUTE, SECOND } from '../support/job-facts.js';
import { isMissedAtClockChange } from './absences.js';
import type { Fault, Place, Play, ToldRule } from './fault.js';
import { CHILDREN, CROWDED, PARENT, type FleetJob } from './fleet.js';
import type { Moment } from './moment.js';
import { repertoire, type Act } from './repertoire.js';
import { ONLY_ONCE } from './roles.js';
import { afterOutage, failsAmongMany, failsWithChildren, OURSELVES, type Outage } from './together.js';

const STORM_JOBS = 60;
const STORM_AT = 11 * HOUR;
const DEPLOYED_AT = 16 * HOUR + MINUTE + 5 * SECOND;
const AWAY_AT = 20 * HOUR + 6 * MINUTE + 5 * SECOND;

/** Finds a place for each fault, where nothing else is wrong. */
export class Plan {
  /** Stretches of a job in which something is wrong already. */
  private readonly taken = new Map<string, Outage[]>();
  readonly faults: Fault[] = [];
  readonly outages: Outage[] = [];
  /** Of what happened to all jobs. */
  readonly moments: Moment[] = [];

  constructor(
    private readonly slotsOf: ReadonlyMap<FleetJob, readonly number[]>,
    private readonly begin: number,
    private readonly end: number,
    private readonly random: SeededRandom,
  ) {}

  fill(days: number): void {
    for (let day = this.begin; day < this.end; day += 10 * DAY) {
      this.goAway('all instances away', day + AWAY_AT, 40 * MINUTE, 2 * HOUR);
      this.goAway('deployment', day + DEPLOYED_AT, 70 * SECOND, 15 * MINUTE);
      this.storm(day + STORM_AT);
    }
    this.failTogether();
    this.missAtClockChanges();
    for (const [rule, acts] of Object.entries(repertoire(days)) as [FindingRule, readonly Act[]][])
      for (const act of acts.filter(({ leastDays }) => days >= leastDays)) {
        const times = Math.min(act.most, Math.max(1, Math.round(act.perDay * days)));
        for (let n = 0; n < times; n += 1) this.place(rule, act);
      }
  }

  /** All instances are away, for forty minutes or as long as a deployment takes. */
  private goAway(name: string, from: number, lengthMs: number, guard: number): void {
    const outage = { from, to: from + lengthMs };
    this.outages.push(outage);
    const { moments, told } = afterOutage(outage, this.slotsOf);
    this.moments.push(...moments);
    const nothing = { slots: [], moments: [] };
    this.keep({ name, rule: 'gap', subject: OURSELVES, ...nothing, expected: told });
    for (const { name } of this.slotsOf.keys())
      this.take(name, { from: from - guard, to: outage.to + guard });
  }

  /** Sixty jobs fail in the same minute. */
  private storm(at: number): void {
    const jobs = [...this.slotsOf.keys()].filter(
      ({ name, role, schedule }) =>
        schedule === '0 * * * *' && role === undefined && name !== PARENT && !CHILDREN.includes(name),
    );
    for (const job of jobs.slice(0, STORM_JOBS))
      if (!this.add('storm', 'failing', this.placeAt(job, at), failsAmongMany))
        throw new Error('There is no room for the storm.');
  }

  private failTogether(): void {
    const at = this.begin + 5 * HOUR;
    const family = [...this.slotsOf.keys()].filter(({ name }) => name === PARENT || CHILDREN.includes(name));
    const faults = failsWithChildren(family.map((job) => this.placeAt(job, at)));
    for (const fault of faults) this.keep(fault);
    for (const { name } of family) this.take(name, { from: this.begin, to: this.end });
  }

  private missAtClockChanges(): void {
    for (const [job, slots] of this.slotsOf) {
      const schedule = Schedule.of(job.schedule, job.timeZone);
      const moved = slots.find((slot) => clockChangeOf(schedule, slot) === 'moved');
      if (moved !== undefined)
        this.add('missed at a clock change', 'missed', this.placeAt(job, moved), isMissedAtClockChange);
    }
  }

  /** Somewhere where nothing else is wrong. */
  private place(rule: FindingRule, { name, who, play }: Act): void {
    const jobs = [...this.slotsOf.keys()].filter(
      (job) => (job.role ?? job.rhythm) === who && !CROWDED.includes(job.name),
    );
    for (let tries = 0; tries < 500; tries += 1) {
      const job = this.random.pick(jobs);
      const slots = this.slotsOf.get(job)!;
      const from = job.registeredAt === undefined ? this.random.integer(leastBefore(job), slots.length) : 0;
      if (from < slots.length && this.add(name, rule, { job, slots: slots.slice(from) }, play)) return;
    }
    throw new Error(`There is no room for "${name}": take another seed, or more days.`);
  }

  private placeAt(job: FleetJob, at: number): Place {
    return { job, slots: this.slotsOf.get(job)!.filter((slot) => slot >= at) };
  }

  private add(name: string, rule: ToldRule, place: Place, play: Play): boolean {
    const { job } = place;
    const fault: Fault = { name, rule, subject: job.name, ...play(place) };
    const times = [...fault.slots, ...fault.expected.map(({ from }) => from)];
    if (fault.until !== undefined) times.push(fault.until);
    // there were not as many slots left as it takes
    if (!times.every((time) => time !== undefined && !Number.isNaN(time))) return false;
    const guard = job.rhythm === 'pulse' ? 150 * MINUTE : 2 * HOUR;
    const from = Math.min(...times) - guard;
    const to = Math.max(...times) + guard;
    if (to > this.end || this.isTaken(fault.subject, from, to)) return false;
    const isOnly = ONLY_ONCE.has(job.role ?? '');
    this.take(fault.subject, isOnly ? { from: this.begin, to: this.end } : { from, to });
    this.keep(fault);
    return true;
  }

  private keep(fault: Fault): void {
    this.faults.push(fault);
  }

  private take(name: string, stretch: Outage): void {
    this.taken.set(name, [...(this.taken.get(name) ?? []), stretch]);
  }

  private isTaken(name: string, from: number, to: number): boolean {
    return (this.taken.get(name) ?? []).some((one) => one.from < to && from < one.to);
  }
}

/** What is learned from the runs before has to be learned. */
function leastBefore({ rhythm }: FleetJob): number {
  if (rhythm === 'pulse') return 24;
  return rhythm === 'hourly' ? 2 : 0;
}
