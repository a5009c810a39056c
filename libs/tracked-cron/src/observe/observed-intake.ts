import type { Clock } from '../clock.js';
import type { SlotAccounts } from '../cluster/slot-accounts.js';
import type { DatabaseClock } from '../database/database-clock.js';
import type { CronJobRepository } from '../definition/cron-job.repository.js';
import type { AlertThresholds } from '../health/alert-thresholds.js';
import { observedRow } from './observed-job.js';
import type { ObservedJobs } from './observed-jobs.js';

/** Brings observed jobs into the database. */
export class ObservedIntake {
  /** When this process began to watch: downtime ends here. */
  private readonly watchedSince: number;

  constructor(
    private readonly jobs: ObservedJobs,
    private readonly repository: CronJobRepository,
    private readonly accounts: Pick<SlotAccounts, 'downtime'>,
    private readonly databaseClock: DatabaseClock,
    clock: Clock,
    /** What the module says of all jobs: who has no options has no other. */
    private readonly settings: { readonly alertThresholds: AlertThresholds },
  ) {
    this.watchedSince = clock.now();
  }

  /** Registers what is new. Throws where the database is away, and does it next time. */
  async runOnce(): Promise<void> {
    const jobs = this.jobs.takeUnregistered();
    if (jobs.length === 0) return;
    try {
      const stored = await this.repository.registerRows(
        jobs.map((job) => observedRow(job, this.settings.alertThresholds)),
        this.databaseClock.now(),
      );
      const scheduled = jobs.flatMap(({ name, times: { schedule }, enabled }, index) =>
        schedule && enabled ? [{ name, schedule, watermark: stored[index].lastSlotAt }] : [],
      );
      await this.accounts.downtime(scheduled, this.watchedSince);
    } catch (error) {
      this.jobs.putBack(jobs);
      throw error;
    }
  }
}
