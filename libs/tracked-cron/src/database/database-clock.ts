import type { Clock } from '../clock.js';

/**
 * Database time: what due times and leases are judged by, so that instances whose own clocks differ still agree.
 * It is the local clock plus the offset that was measured last.
 */
export class DatabaseClock {
  private offset = 0;

  constructor(private readonly clock: Clock) {}

  /** Milliseconds since the Unix epoch, as the database would say. */
  now(): number {
    return this.clock.now() + this.offset;
  }

  /** How far the local clock is ahead of the database's (negative: behind), milliseconds. */
  get localOffset(): number {
    return -this.offset;
  }

  /**
   * Takes in one answer of the database. Half the round trip is taken off, as in Cristian's algorithm: the answer is
   * assumed to have been made in its middle.
   *
   * @param asked local wall clock when the question left
   * @param answered local wall clock when the answer came
   * @param databaseTime milliseconds since the epoch in the answer
   */
  observe(asked: number, databaseTime: number, answered: number): void {
    if (answered < asked) return; // the local clock was stepped back meanwhile: the next answer tells
    const offset = databaseTime - (asked + answered) / 2;
    const uncertainty = (answered - asked) / 2 + 1;
    if (Math.abs(offset - this.offset) > uncertainty) this.offset = offset;
  }
}
