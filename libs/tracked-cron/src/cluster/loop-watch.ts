import type { Clock, ClockTimer } from '../clock.js';
import { EventLoopDelay } from './event-loop-delay.js';
import { BLOCKED_AFTER_MS } from './loop-stall.js';
import type { SharedPulse } from './shared-pulse.js';

const STAMP_INTERVAL_MS = 500;

/** Stamps into shared memory that the event loop of the main thread turns, and tells afterwards when it did not. */
export class LoopWatch {
  private readonly delay = new EventLoopDelay();
  private timer: ClockTimer | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly pulse: SharedPulse,
    private readonly keepsAlive: boolean,
    /** Is told for how many milliseconds the event loop was blocked, once it no longer is. */
    private readonly onBlocked: (milliseconds: number) => void,
  ) {
    this.pulse.turnedAt = clock.monotonic();
    this.stampLater();
  }

  stop(): void {
    this.timer?.cancel();
    this.delay.stop();
  }

  private stampLater(): void {
    this.timer = this.clock.after(STAMP_INTERVAL_MS, () => {
      const silence = this.clock.monotonic() - this.pulse.turnedAt;
      this.pulse.turnedAt = this.clock.monotonic();
      this.pulse.noteDelay(this.delay.longestSinceAsked());
      this.stampLater();
      if (silence >= BLOCKED_AFTER_MS) this.onBlocked(Math.round(silence));
    });
    if (!this.keepsAlive) this.timer.unref();
  }
}
