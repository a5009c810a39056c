import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { Readiness } from 'nestjs-tracked-cron/internal';
import type { MonitorLoop } from './monitor-loop.js';

/** What the monitor does when the host starts and stops: its loops go on while the database is there. */
export class CronMonitorLifecycle implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loops: readonly MonitorLoop[];
  private forget: (() => void) | undefined;

  constructor(
    private readonly readiness: Pick<Readiness, 'onReady'>,
    ...loops: MonitorLoop[]
  ) {
    this.loops = loops;
  }

  onApplicationBootstrap(): void {
    this.forget = this.readiness.onReady(() => {
      for (const loop of this.loops) loop.start();
    });
  }

  /** Before the database is closed, which is done when every module is destroyed. */
  async onModuleDestroy(): Promise<void> {
    this.forget?.();
    await Promise.all(this.loops.map((loop) => loop.stop()));
  }
}
