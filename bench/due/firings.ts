import { setTimeout as pause } from 'node:timers/promises';
import { distributionOf, type Distribution } from '../measure.js';
import { WallClock } from '../support/wall-clock.js';

/** What a variant of the workload `due-at-once` is run with. */
export interface DueParameters {
  readonly url: string;
  /** How many jobs are due together. */
  readonly jobs: number;
  /** When, milliseconds since the epoch, whole seconds of one minute's time; the first one only warms up. */
  readonly instants: readonly number[];
  /** How jobs are written that are due then. Default: a list of these seconds. */
  readonly expression?: string;
  /** How long a handler takes; 0: it returns at once. */
  readonly handlerMs: number;
  /** Whether to say which jobs ran here, too. */
  readonly whichJobs: boolean;
}

/** What one instant came to. */
export interface Firing extends Distribution {
  readonly started: number;
  /** How late this instance knew that everything was claimed, milliseconds; 0 where nothing is claimed. */
  readonly claimed: number;
  /** Indexes of the jobs that ran here; empty unless asked for. */
  readonly jobs: readonly number[];
}

/** Said when everything is set up and the first instant is still to come. */
export const SET_UP = 'set up';

/** Takes starts as a handler that comes before its time by a fraction of a millisecond. */
const EARLY_MS = 50;

/** Notes when each handler starts, and how late that is. */
export class Firings {
  private readonly clock = new WallClock();
  private readonly starts: { lateness: number; job: number }[][];
  private readonly claims: number[];
  /** How long after the last instant everything is due once more, unmeasured. */
  private readonly spare: number;
  readonly expression: string;

  constructor(private readonly parameters: DueParameters) {
    this.starts = parameters.instants.map(() => []);
    this.claims = parameters.instants.map(() => 0);
    this.spare = parameters.instants.at(-1)! - parameters.instants.at(-2)!;
    // `cron` walks to the next minute after the last second it is given, which would burden whatever is measured there
    const instants = [...parameters.instants, parameters.instants.at(-1)! + this.spare];
    const seconds = instants.map((instant) => new Date(instant).getUTCSeconds());
    this.expression = parameters.expression ?? `${[...seconds].sort((a, b) => a - b).join(',')} * * * * *`;
  }

  /** Which instant it is that has just come. */
  current(): number {
    const now = this.clock.now();
    const { instants } = this.parameters;
    if (now + EARLY_MS >= instants.at(-1)! + this.spare) return -1;
    return instants.findLastIndex((instant) => instant <= now + EARLY_MS);
  }

  /** Notes that a round of claims is through. */
  noteClaims(firing = this.current()): void {
    if (firing >= 0) this.claims[firing] = this.clock.now() - this.parameters.instants[firing];
  }

  /** The handler of a job. */
  handle(job: number, firing = this.current()): Promise<void> | void {
    const instant = this.parameters.instants[firing];
    this.starts[firing]?.push({ lateness: this.clock.now() - instant, job });
    if (this.parameters.handlerMs > 0) return pause(this.parameters.handlerMs);
  }

  /** Waits until all instants are through; the last one has as much time as the others. */
  async results(reached: (point: string) => void): Promise<Firing[]> {
    const { instants, jobs, whichJobs } = this.parameters;
    if (this.clock.now() > instants[0] - 300) throw new TooLate();
    reached(SET_UP);
    const end = 2 * instants.at(-1)! - instants.at(-2)!;
    const complete = () => this.starts.every((starts) => starts.length === jobs);
    while (!complete() && this.clock.now() < end) await pause(100);
    if (!complete() && !whichJobs) {
      throw new Error(`${this.starts.map((starts) => starts.length).join(', ')} of ${jobs} jobs started.`);
    }
    return this.starts.slice(1).map((starts, firing) => ({
      ...(starts.length > 0
        ? distributionOf(starts.map(({ lateness }) => lateness))
        : { p50: 0, p99: 0, max: 0 }),
      started: starts.length,
      claimed: this.claims[firing + 1],
      jobs: whichJobs ? starts.map(({ job }) => job) : [],
    }));
  }
}

/** The machine was busier than foreseen: the first instant passed before the jobs were set up. */
export class TooLate extends Error {
  override readonly name = 'TooLate';

  constructor() {
    super('TooLate: the jobs were not set up in time.');
  }
}
