import { clockChangeOf } from '../../libs/tracked-cron/src/manager/slots/clock-change-of.js';
import { Schedule } from '../../libs/tracked-cron/src/schedule/schedule.js';
import type { SeededRandom } from '../simulation/seeded-random.js';
import { DAY, HOUR, MINUTE } from '../support/job-facts.js';
import { isMissedAtClockChange } from './absences.js';
import { failsOnce } from './failures.js';
import type { Fault, Place, Play } from './fault.js';
import { CHILDREN, CROWDED, PARENT, type FleetJob, type Rhythm } from './fleet.js';
import type { Moment } from './moment.js';
import { repertoire } from './repertoire.js';
import { afterOutage, failsWithChildren, OURSELVES, type Outage } from './together.js';

const STORM_JOBS = 60;

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
    for (let n = 0; n < Math.ceil(days / 10); n += 1) this.goAway(n);
    for (let n = 0; n < Math.ceil(days / 10); n += 1) this.storm(n);
    this.failTogether();
    this.missAtClockChanges();
    for (const [name, rhythm, perDay, play] of repertoire(days)) {
      const times = Math.max(1, Math.round(perDay * days));
      for (let n = 0; n < times; n += 1) this.place(name, rhythm, play);
    }
  }

  /** All instances are away for forty minutes. */
  private goAway(n: number): void {
    const from = this.begin + n * 10 * DAY + 20 * HOUR + 6 * MINUTE + 5_000;
    const outage = { from, to: from + 40 * MINUTE };
    this.outages.push(outage);
    const { moments, told } = afterOutage(outage, this.slotsOf);
    this.moments.push(...moments);
    this.faults.push({
      name: 'all instances away',
      subject: OURSELVES,
      slots: [],
      moments: [],
      expected: told,
    });
    const around = { from: outage.from - 2 * HOUR, to: outage.to + 2 * HOUR };
    for (const { name } of this.slotsOf.keys()) this.take(name, around);
  }

  /** Sixty jobs fail in the same minute. */
  private storm(n: number): void {
    const at = this.begin + n * 10 * DAY + 11 * HOUR;
    const jobs = [...this.slotsOf.keys()].filter(
      ({ name, schedule }) => schedule === '0 * * * *' && name !== PARENT && !CHILDREN.includes(name),
    );
    for (const job of jobs.slice(0, STORM_JOBS))
      if (!this.add('storm', this.placeAt(job, at), failsOnce()))
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
        this.add('missed at a clock change', this.placeAt(job, moved), isMissedAtClockChange);
    }
  }

  /** Somewhere where nothing else is wrong. */
  private place(name: string, rhythm: Rhythm, play: Play): void {
    const jobs = [...this.slotsOf.keys()].filter(
      (job) => job.rhythm === rhythm && !CROWDED.includes(job.name),
    );
    for (let tries = 0; tries < 500; tries += 1) {
      const job = this.random.pick(jobs);
      const slots = this.slotsOf.get(job)!;
      // what is learned from the runs before has to be learned
      const least = rhythm === 'pulse' ? 24 : rhythm === 'hourly' ? 2 : 0;
      if (slots.length < least + 2) continue;
      if (this.add(name, { job, slots: slots.slice(this.random.integer(least, slots.length - 2)) }, play))
        return;
    }
    throw new Error(`There is no room for "${name}": take another seed, or more days.`);
  }

  private placeAt(job: FleetJob, at: number): Place {
    return { job, slots: this.slotsOf.get(job)!.filter((slot) => slot >= at) };
  }

  private add(name: string, place: Place, play: Play): boolean {
    const fault = { name, subject: place.job.name, ...play(place) };
    if (fault.slots.some((slot) => slot === undefined)) return false;
    const guard = place.job.rhythm === 'pulse' ? 150 * MINUTE : 2 * HOUR;
    const times = [...fault.slots, ...fault.expected.map(({ from }) => from)];
    const from = Math.min(...times) - guard;
    const to = Math.max(...times) + guard;
    if (to > this.end || this.isTaken(fault.subject, from, to)) return false;
    this.take(fault.subject, { from, to });
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
