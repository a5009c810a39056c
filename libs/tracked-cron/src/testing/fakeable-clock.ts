import { Logger } from '@nestjs/common';
import { SystemClock, type ClockTimer } from '../clock.js';

/** The clock of the process as a test has faked it: `Date` and `setTimeout` of this moment, and nothing else. */
export class FakeableClock extends SystemClock {
  /** Follows `Date`, so that `setSystemTime` moves due times too; whether `performance` is faked doesn't matter. */
  override monotonic(): number {
    return this.now();
  }

  /** Never keeps a test process alive. */
  override after(delay: number, callback: () => void): ClockTimer {
    const timer = super.after(delay, callback);
    timer.unref();
    return timer;
  }
}

/**
 * What the schedule of a test wakes by: a number of times, then not any more. A schedule has no last timer, and
 * `runAllTimers` would never end.
 */
export class CountedClock extends FakeableClock {
  private readonly logger = new Logger('TrackedCron');
  private left: number;

  /** @param most how many times it wakes */
  constructor(private readonly most: number) {
    super();
    this.left = most;
  }

  override after(delay: number, callback: () => void): ClockTimer {
    if (this.left === 0) return SPENT;
    return super.after(delay, () => {
      this.left -= 1;
      if (this.left === 0) this.tell();
      callback();
    });
  }

  private tell(): void {
    this.logger.error(
      `Timers have woken the schedule ${this.most} times in this test: nothing comes due by itself any more, so that ` +
        `runAllTimers ends. Where more is meant, write { timers: { wakeUps: ${this.most * 10} } }.`,
    );
  }
}

const SPENT: ClockTimer = { cancel: () => {}, unref: () => {} };
