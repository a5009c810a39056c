import { monitorEventLoopDelay, type IntervalHistogram } from 'node:perf_hooks';

/** How long the event loop was held up. */
export class EventLoopDelay {
  private readonly histogram: IntervalHistogram = monitorEventLoopDelay({ resolution: 50 });

  constructor() {
    this.histogram.enable();
  }

  /** Longest delay since the last call, milliseconds. */
  longestSinceAsked(): number {
    const longest = this.histogram.max / 1e6;
    this.histogram.reset();
    return Number.isFinite(longest) && longest < 1e12 ? Math.round(longest) : 0;
  }

  stop(): void {
    this.histogram.disable();
  }
}
