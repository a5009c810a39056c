import type { Clock, ClockTimer } from 'nestjs-tracked-cron';

/** What is asked for within this time is done in one go. Milliseconds. */
const INTERVAL_MS = 100;
/**
 * Asked for in the last part of it, it is done at once. What other instances say comes in batches, two in this time: so it
 * begins with the second, which otherwise might come right after it has begun, and wait for as long again.
 */
const LAST_PART_MS = 10;
/**
 * Reading takes at most one part in so many of the time: what is read often must not keep others from reading. What took long only
 * once is no reason to wait.
 */
const SHARE = 2;
const PAUSE_AFTER_FAILURE_MS = 1_000;

/**
 * Reads something when asked to, and tells it: at once, but never twice at a time, not more often than about every 100 ms, and less
 * often where reading takes long. Asked again meanwhile, it is done once more.
 */
export class PacedWork {
  private timer: ClockTimer | undefined;
  private running: Promise<void> | undefined;
  private wanted = false;
  private notBefore = -Infinity;
  /** How long the last read took, milliseconds. */
  private lastTook = 0;
  private stopped = false;

  /**
   * @param read never called twice at a time; where it fails, it is tried again a second later. What it resolves with tells what was
   *   read, and is not taken for reading.
   */
  constructor(
    private readonly clock: Clock,
    private readonly read: () => Promise<void | (() => void)>,
    private readonly failed: (error: unknown) => void,
  ) {}

  request(): void {
    this.wanted = true;
    if (this.running || this.stopped) return;
    const wait = this.notBefore - this.clock.monotonic();
    if (wait <= LAST_PART_MS) this.start();
    else this.timer ??= this.startLater(wait);
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    await this.running;
  }

  stop(): void {
    this.stopped = true;
    this.timer?.cancel();
  }

  private startLater(wait: number): ClockTimer {
    const timer = this.clock.after(wait, () => this.start());
    timer.unref();
    return timer;
  }

  private start(): void {
    this.timer?.cancel();
    this.timer = undefined;
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
      const tell = await this.read();
      const took = this.clock.monotonic() - begin;
      this.notBefore = begin + Math.max(INTERVAL_MS, Math.min(took, this.lastTook) * SHARE);
      this.lastTook = took;
      tell?.();
    } catch (error) {
      this.wanted = true;
      this.notBefore = begin + PAUSE_AFTER_FAILURE_MS;
      this.failed(error);
    }
  }
}
