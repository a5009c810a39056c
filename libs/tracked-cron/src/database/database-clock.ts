import type { Clock } from '../clock.js';

/**
 * Database time: what due times and leases are judged by, so that instances whose own clocks differ still agree. It
 * follows the monotonic clock from the last measurement on: a local wall clock that is set two hours ahead must not
 * start what is due in two hours.
 */
export class DatabaseClock {
  /** Database time minus the monotonic clock; before the first answer, the local wall clock is believed. */
  private start: number;
  private firstCorrection: number | undefined;

  constructor(private readonly clock: Clock) {
    this.start = clock.now() - clock.monotonic();
  }

  /** Milliseconds since the Unix epoch, as the database would say. */
  now(): number {
    return this.start + this.clock.monotonic();
  }

  /** Whether the database has answered; before, the local wall clock is believed. */
  get isMeasured(): boolean {
    return this.firstCorrection !== undefined;
  }

  /** By how much the first answer corrected what the local wall clock had said, milliseconds; 0 before it. */
  get correction(): number {
    return this.firstCorrection ?? 0;
  }

  /** How far the local wall clock is ahead of the database's (negative: behind), milliseconds. */
  get localOffset(): number {
    return this.clock.now() - this.now();
  }

  /**
   * Takes in one answer of the database. Half the round trip is taken off, as in Cristian's algorithm: the answer is
   * assumed to have been made in its middle.
   *
   * @param asked monotonic clock when the question left
   * @param databaseTime milliseconds since the epoch in the answer
   * @param answered monotonic clock when the answer came
   */
  observe(asked: number, databaseTime: number, answered: number): void {
    const start = databaseTime - (asked + answered) / 2;
    const uncertainty = (answered - asked) / 2 + 1;
    this.firstCorrection ??= start - this.start;
    if (Math.abs(start - this.start) > uncertainty) this.start = start;
  }
}
