import { Logger } from '@nestjs/common';
import type { DiscoveryService } from '@nestjs/core';
import type { DatabaseClock } from '../database/database-clock.js';
import type { JobDefinition } from '../definition/job-definition.js';
import { schedulerRegistries, type SchedulerRegistryLike } from '../observe/host-scheduling.js';
import type { Scheduler } from '../schedule/scheduler.js';
import { cronPackages, type CronPackages } from './cron-packages.js';
import { jobHandle, type HandleActs } from './job-handle.js';

/**
 * Shows each job in the host's `SchedulerRegistry`, for code that looks or steers there. Without `ScheduleModule` in the
 * host it does nothing.
 */
export class RegistryMirror {
  private readonly logger = new Logger('TrackedCron');
  private registry: SchedulerRegistryLike | undefined;
  private packages: CronPackages | undefined;
  private readonly shown = new Map<string, object>();

  /** @param acts what `fireOnTick()`, `stop()` and `start()` of a handle do */
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scheduler: Scheduler,
    private readonly clock: DatabaseClock,
    private readonly acts: HandleActs,
  ) {}

  /** Finds the host's registry and shows the jobs in it. */
  show(definitions: JobDefinition[]): void {
    this.registry = this.findRegistry();
    this.packages = this.registry && cronPackages();
    for (const definition of definitions) this.add(definition);
  }

  add(definition: JobDefinition): void {
    if (!this.registry || !this.packages) return;
    if (this.registry.doesExist('cron', definition.name)) {
      this.logger.warn(
        `SchedulerRegistry has another cron job "${definition.name}" already: the tracked one is not shown there.`,
      );
      return;
    }
    const handle = jobHandle(definition, this.packages, this.scheduler, this.clock, this.acts);
    this.registry.addCronJob(definition.name, handle);
    this.shown.set(definition.name, handle);
  }

  remove(jobName: string): void {
    const handle = this.shown.get(jobName);
    this.shown.delete(jobName);
    // what has the name now may be the host's own
    if (!handle || !this.registry?.doesExist('cron', jobName)) return;
    if (this.registry.getCronJob(jobName) === handle) this.registry.deleteCronJob(jobName);
  }

  private findRegistry(): SchedulerRegistryLike | undefined {
    const found = schedulerRegistries(this.discovery);
    if (found.length > 1) {
      this.logger.warn(
        'ScheduleModule.forRoot() is imported more than once, which runs every @Cron method as often: import it once.',
      );
    }
    return found[0];
  }
}
