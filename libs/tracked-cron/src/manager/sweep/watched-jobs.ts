import type { Glance, JobGlance } from './glance.js';
import type { SweepRepository } from './sweep.repository.js';
import { WatchedJob } from './watched-job.js';

/** How many jobs are read at most in one sweep: what is left has its turn in the next one. */
const MOST_READ = 500;
/** Whatever a glance doesn't show is found within so many sweeps: then each job has been read once. */
const SWEEPS_FOR_ALL = 64;
const LEAST_IN_TURN = 20;

/** The jobs that this process remembers, and which of them are to be read next. */
export class WatchedJobs {
  private byId = new Map<string, WatchedJob>();
  private sweeps = 0;
  /** Those that were read last before this sweep have to be read in any case: nobody knows what happened to them. */
  private wholeSince = 0;

  constructor(private readonly repository: Pick<SweepRepository, 'definitions'>) {}

  forget(): void {
    this.byId = new Map();
  }

  /** Takes in a look at all jobs. @returns those that are judged */
  async sweep(glance: Glance, interesting: ReadonlySet<string>): Promise<WatchedJob[]> {
    this.sweeps += 1;
    if (!glance.seamless) this.wholeSince = this.sweeps;
    const known = await this.known(glance.jobs);
    for (const one of glance.jobs) {
      const job = known.get(one.id);
      if (job?.sweep(one, job.rows !== null || job.found || interesting.has(one.id))) this.wait(job);
    }
    this.byId = known;
    return [...known.values()];
  }

  /** Takes in a look at some jobs. @returns those that are judged */
  async look(glance: Glance): Promise<WatchedJob[]> {
    const known = await this.known(glance.jobs);
    for (const one of glance.jobs) {
      const job = known.get(one.id);
      if (job) job.glance = one;
    }
    for (const [id, job] of known) this.byId.set(id, job);
    return [...known.values()];
  }

  /** Has a job read as soon as there is room: what it was judged by is not true any more. */
  wait(job: WatchedJob): void {
    job.rows = null;
    job.waitingSince ??= this.sweeps;
  }

  isRead(job: WatchedJob): void {
    job.waitingSince = null;
    job.judgedAt = this.sweeps;
  }

  /** How many wait. */
  get waiting(): number {
    let count = 0;
    for (const { waitingSince } of this.byId.values()) if (waitingSince !== null) count += 1;
    return count;
  }

  /** What is to be read now: who waits, the longest first, and some whose turn it is. */
  next(): WatchedJob[] {
    const all = [...this.byId.values()];
    const waiting = all
      .filter(({ waitingSince }) => waitingSince !== null)
      .sort((a, b) => a.waitingSince! - b.waitingSince!);
    const others = all
      .filter(({ waitingSince, rows }) => waitingSince === null && rows === null)
      .sort((a, b) => a.judgedAt - b.judgedAt);
    const unknown = others.filter(({ judgedAt }) => judgedAt < this.wholeSince).length;
    const inTurn = Math.max(unknown, LEAST_IN_TURN, Math.ceil(all.length / SWEEPS_FOR_ALL));
    return [...waiting, ...others.slice(0, inTurn)].slice(0, MOST_READ);
  }

  /** Remembers what is new of them, or defined otherwise than before, by one more statement. */
  private async known(glances: readonly JobGlance[]): Promise<Map<string, WatchedJob>> {
    const known = new Map<string, WatchedJob>();
    const unknown = new Map<string, JobGlance>();
    for (const glance of glances) {
      const job = this.byId.get(glance.id);
      if (job?.definition.definitionVersion === glance.version) known.set(glance.id, job);
      else unknown.set(glance.id, glance);
    }
    if (unknown.size === 0) return known;
    for (const definition of await this.repository.definitions([...unknown.keys()])) {
      const job = new WatchedJob(definition, unknown.get(definition.id)!);
      // one that has just changed may have become something else
      if (this.byId.has(definition.id)) this.wait(job);
      known.set(definition.id, job);
    }
    return known;
  }
}
