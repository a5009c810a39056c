import { Logger } from '@nestjs/common';
import type { Clock, ClockTimer } from '../clock.js';
import type { DatabaseClock } from '../database/database-clock.js';
import type { TrackedCronEvents } from '../events.js';
import type { Membership } from './membership.js';
import { MOST_TAKEN_AT_ONCE, type PendingClaimer } from './pending-claimer.js';

/** The longest that a timer of Node can wait. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Wakes this instance when a retry is due that it set itself, so that a wait of a second takes a second. One timer, for
 * the earliest; one statement at a time, which takes all that is due by then. It is a hint only: what it doesn't know of
 * (waits of an instance that died, of before a restart) is found with the next renewal of somebody's lease.
 */
export class RetryAlarm {
  private readonly logger = new Logger('TrackedCron');
  /** Instants, milliseconds since the Unix epoch, database time. */
  private readonly due = new Set<number>();
  private timer: ClockTimer | undefined;
  private armedFor = Infinity;
  private taking = false;
  private wanted = false;

  constructor(
    private readonly pending: Pick<PendingClaimer, 'runOnce'>,
    private readonly membership: Pick<Membership, 'mayTake'>,
    private readonly clock: Clock,
    private readonly databaseClock: DatabaseClock,
    events: TrackedCronEvents,
  ) {
    events.on('execution.retrying', ({ retryAt }) => {
      this.due.add(retryAt.getTime());
      if (retryAt.getTime() < this.armedFor) this.arm(retryAt.getTime());
    });
  }

  private arm(instant: number): void {
    this.timer?.cancel();
    this.armedFor = instant;
    if (instant === Infinity) return;
    const wait = Math.ceil(Math.max(0, instant - this.databaseClock.now()));
    this.timer = this.clock.after(Math.min(wait, LONGEST_TIMER_MS), () => this.ring());
    // what waits is in the database: it needs no process that stays for it
    this.timer.unref();
  }

  private ring(): void {
    const now = this.databaseClock.now();
    let rang = false; // a timer may fire a little early, or was too long to be set at once
    let next = Infinity;
    for (const instant of this.due) {
      if (instant > now) next = Math.min(next, instant);
      else rang = this.due.delete(instant);
    }
    this.arm(next);
    if (rang) void this.take();
  }

  private async take(): Promise<void> {
    this.wanted = true; // what comes due while a statement is under way is taken by the next one
    if (this.taking) return;
    this.taking = true;
    while (this.wanted && this.membership.mayTake()) {
      this.wanted = false;
      if ((await this.takeOnce()) === MOST_TAKEN_AT_ONCE) this.wanted = true;
    }
    this.taking = false;
  }

  private async takeOnce(): Promise<number> {
    try {
      return await this.pending.runOnce();
    } catch (error) {
      this.logger.warn(
        `A retry could not be taken in time (${(error as Error).message}); it is taken later.`,
      );
      return 0;
    }
  }
}
