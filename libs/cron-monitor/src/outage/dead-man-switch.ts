import { Logger } from '@nestjs/common';
import type { Clock } from 'nestjs-tracked-cron';
import type { MonitorLoop } from '../monitor-loop.js';
import type { SweepNews } from '../sweep/sweep-news.js';

/** At most one line about a switch that can't be reached in this time. */
const TROUBLE_LOG_INTERVAL_MS = 60_000;

/**
 * Calls a heartbeat service after each sweep that succeeded, on whichever instance swept. When every instance is dead, or
 * nobody sweeps, nothing here can tell: the service does, because the calls stay away.
 */
export class DeadManSwitch implements MonitorLoop {
  private readonly logger = new Logger('CronMonitor');
  private stopListening: (() => void) | undefined;
  private calling: Promise<void> | undefined;
  private lastTrouble = -Infinity;

  constructor(
    private readonly settings: { readonly url: string; readonly timeoutMs: number } | null,
    private readonly sweeps: Pick<SweepNews, 'onSweep'>,
    private readonly clock: Clock,
  ) {}

  start(): void {
    if (this.settings) this.stopListening = this.sweeps.onSweep(() => void this.runOnce());
  }

  async stop(): Promise<void> {
    this.stopListening?.();
    await this.calling;
  }

  /** One call; a sweep that ends while it is under way needs none of its own. Never rejects. */
  runOnce(): Promise<void> {
    return (this.calling ??= this.call().finally(() => (this.calling = undefined)));
  }

  private async call(): Promise<void> {
    const { url, timeoutMs } = this.settings!;
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
      await answer.body?.cancel();
      if (!answer.ok) throw new Error(`it answered ${answer.status}`);
    } catch (error) {
      const now = this.clock.monotonic();
      if (now - this.lastTrouble < TROUBLE_LOG_INTERVAL_MS) return;
      this.lastTrouble = now;
      this.logger.warn(
        `The dead man's switch at ${new URL(url).host} could not be called (${(error as Error).message}): it will tell that ` +
          'nobody watches, although somebody does.',
      );
    }
  }
}
