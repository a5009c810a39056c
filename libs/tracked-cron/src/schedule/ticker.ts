import type { Clock, ClockTimer } from '../clock.js';
import type { DatabaseClock } from '../database/database-clock.js';

const LONGEST_SLEEP_MS = 30_000;

/** The only timer behind all schedules. It wakes at the earliest due instant, by database time. */
export class Ticker {
  private timer: ClockTimer | undefined;
  private wakesAt = Infinity;
  private stopped = true;
  /** When it last woke, milliseconds since the epoch, database time; undefined before the first time. */
  lastTickAt: number | undefined;

  /**
   * @param earliest the earliest instant that something is due at
   * @param onDue called when that instant has come; must plan the next one before it returns or soon after
   */
  constructor(
    private readonly clock: Clock,
    private readonly databaseClock: DatabaseClock,
    private readonly earliest: () => number | undefined,
    private readonly onDue: (now: number) => void,
    /** Never sleeps longer, milliseconds: a stepped clock, or database time measured anew, is noticed within this time. */
    private readonly longestSleep = LONGEST_SLEEP_MS,
  ) {}

  start(): void {
    this.stopped = false;
    this.rearm();
  }

  /** Whether it has not been started, or was stopped. */
  get isStopped(): boolean {
    return this.stopped;
  }

  stop(): void {
    this.stopped = true;
    this.timer?.cancel();
    this.timer = undefined;
    this.wakesAt = Infinity;
  }

  /** Sets the timer anew, if something may be due earlier than it would wake. */
  rearm(): void {
    if (this.stopped) return;
    const due = this.earliest();
    if (due === undefined || this.wakesAt <= due) return;
    this.timer?.cancel();
    const delay = due - this.databaseClock.now();
    this.wakesAt = due;
    // a timer that fires a fraction of a millisecond early finds nothing due and is set again
    this.timer = this.clock.after(Math.min(Math.max(0, Math.ceil(delay)), this.longestSleep), () =>
      this.wake(),
    );
  }

  private wake(): void {
    this.timer = undefined;
    this.wakesAt = Infinity;
    const now = this.databaseClock.now();
    this.lastTickAt = now;
    const due = this.earliest();
    if (due !== undefined && due <= now) this.onDue(now);
    this.rearm();
  }
}
