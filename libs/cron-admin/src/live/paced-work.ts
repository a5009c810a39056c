import type { Clock, ClockTimer } from 'nestjs-tracked-cron';

/** What is asked for within this time is done in one go. Milliseconds. */
const INTERVAL_MS = 100;
/** Work takes at most one part in so many of the time: what is read often must not keep others from reading. */
const SHARE = 2;
const PAUSE_AFTER_FAILURE_MS = 1_000;

/**
 * Does something when asked to: at once, but never twice at a time, not more often than every 100 ms, and less often where
 * it takes long. Asked again meanwhile, it is done once more.
 */
export class PacedWork {
  private timer: ClockTimer | undefined;
  private running: Promise<void> | undefined;
  private wanted = false;
  private notBefore = -Infinity;
  private stopped = false;

  /** @param work never called twice at a time; where it fails, it is tried again a second later */
  constructor(
    private readonly clock: Clock,
    private readonly work: () => Promise<void>,
    private readonly failed: (error: unknown) => void,
  ) {}

  request(): void {
    this.wanted = true;
    if (this.running || this.timer || this.stopped) return;
    const wait = this.notBefore - this.clock.monotonic();
    if (wait > 0) {
      this.timer = this.clock.after(wait, () => {
        this.timer = undefined;
        this.start();
      });
      this.timer.unref();
    } else {
      this.start();
    }
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    await this.running;
  }

  stop(): void {
    this.stopped = true;
    this.timer?.cancel();
  }

  private start(): void {
    if (this.stopped) return;
    this.running = this.runOnce().finally(() => {
      this.running = undefined;
      if (this.wanted) this.request();
    });
  }

  private async runOnce(): Promise<void> {
    await Promise.resolve(); // what else is asked for in this turn goes along
    this.wanted = false;
    const begin = this.clock.monotonic();
    try {
      await this.work();
      const took = this.clock.monotonic() - begin;
      this.notBefore = begin + Math.max(INTERVAL_MS, took * SHARE);
    } catch (error) {
      this.wanted = true;
      this.notBefore = begin + PAUSE_AFTER_FAILURE_MS;
      this.failed(error);
    }
  }
}
