import type { OnApplicationBootstrap, OnApplicationShutdown, OnModuleDestroy } from '@nestjs/common';
import type { JobExplorer } from '../definition/job.explorer.js';
import { ExecutionCancelledError } from '../execution/errors.js';
import type { ExecutionEngine } from '../execution/execution-engine.js';
import type { LogCapture } from '../execution/log-capture.js';
import type { EventEmitterBridge } from '../manager/event-emitter-bridge.js';
import type { JobIntake } from '../manager/job-intake.js';
import type { OverrideWatch } from '../manager/override-watch.js';
import type { Readiness } from '../manager/readiness.js';
import type { Scheduler } from '../schedule/scheduler.js';
import type { TrackedCronTester } from './tracked-cron-tester.js';

/** What the library does when an application under test starts and stops: the same, less database and lease. */
export class TestingLifecycle implements OnApplicationBootstrap, OnModuleDestroy, OnApplicationShutdown {
  constructor(
    private readonly explorer: JobExplorer,
    private readonly intake: JobIntake,
    private readonly scheduler: Scheduler,
    private readonly engine: ExecutionEngine,
    private readonly readiness: Readiness,
    private readonly bridge: EventEmitterBridge,
    readonly tester: TrackedCronTester,
    private readonly capture: Pick<LogCapture, 'detach'>,
    private readonly overrides: Pick<OverrideWatch, 'start' | 'stop'>,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.bridge.connect();
    // what watches over jobs has nobody to tell in a test
    await this.intake.define(this.explorer.explore().filter(({ system }) => !system));
    this.intake.show();
    await this.intake.registerAll();
    this.readiness.ready();
    this.overrides.start();
    this.scheduler.start();
  }

  /** What still runs is aborted at once: no time passes in which it could end by itself. */
  async onModuleDestroy(): Promise<void> {
    this.readiness.drain();
    await this.overrides.stop();
    await this.scheduler.stop();
    this.engine.abort(new ExecutionCancelledError('shutdown', 'The application under test was closed.'));
  }

  onApplicationShutdown(): void {
    this.capture.detach();
    this.readiness.close();
  }
}
