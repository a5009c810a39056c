import { Logger } from '@nestjs/common';
import type { Clock } from '../clock.js';
import type { InstanceIdentity } from '../cluster/instance-identity.js';
import { gapsBetween, missedSlots, type Gap } from '../cluster/missed-slots.js';
import type { MissedSlotsRepository } from '../cluster/missed-slots.repository.js';
import type { DatabaseClock } from '../database/database-clock.js';
import type { CronJobRepository, StoredJob } from '../definition/cron-job.repository.js';
import { observedRow, type ObservedJob } from './observed-job.js';
import type { ObservedJobs } from './observed-jobs.js';

/** Gaps that wait to be accounted for; beyond it the oldest are forgotten, and that is told. */
const MOST_WAITING = 10_000;

/** Slots of a job that nobody ran, to be accounted for. */
interface Unaccounted {
  readonly job: ObservedJob;
  readonly reason: string;
  readonly gaps: readonly Gap[];
  /** How far the account has come. */
  after: number;
  /** Whether other instances see the same slots: one of them accounts for them. */
  readonly shared: boolean;
}

/** Brings observed jobs into the database, and accounts for the slots that nobody ran. */
export class ObservedIntake {
  private readonly logger = new Logger('TrackedCron');
  /** When this process began to watch: downtime ends here. */
  private readonly watchedSince: number;
  private readonly unaccounted: Unaccounted[] = [];

  constructor(
    private readonly jobs: ObservedJobs,
    private readonly repository: CronJobRepository,
    private readonly missed: MissedSlotsRepository,
    private readonly identity: InstanceIdentity,
    private readonly databaseClock: DatabaseClock,
    clock: Clock,
  ) {
    this.watchedSince = clock.now();
  }

  /** Notes slots within a gap that were not fired; they are counted later. */
  drop(job: ObservedJob, gap: Gap, reason: string): void {
    this.unaccounted.push({ job, reason, gaps: [gap], after: gap.from, shared: false });
    if (this.unaccounted.length <= MOST_WAITING) return;
    const [forgotten] = this.unaccounted.splice(0, 1);
    this.logger.error(
      `Missed slots of "${forgotten.job.name}" are not recorded: the database has been away for too long.`,
    );
  }

  /** Registers what is new, and writes down what was missed. Throws where the database is away, and goes on next time. */
  async runOnce(): Promise<void> {
    await this.register();
    while (this.unaccounted.length > 0) {
      const [first] = this.unaccounted;
      const done = await this.account(first);
      // the list may have been cut meanwhile
      if (done && this.unaccounted[0] === first) this.unaccounted.shift();
    }
  }

  private async register(): Promise<void> {
    const jobs = this.jobs.takeUnregistered();
    if (jobs.length === 0) return;
    try {
      const stored = await this.repository.registerRows(jobs.map(observedRow), this.databaseClock.now());
      await this.findDowntime(jobs, stored);
    } catch (error) {
      this.jobs.putBack(jobs);
      throw error;
    }
  }

  /** Between a job's watermark and the start of this process, while no other instance lived. */
  private async findDowntime(jobs: readonly ObservedJob[], stored: readonly StoredJob[]): Promise<void> {
    const behind = jobs.flatMap((job, index) => {
      const { schedule } = job.times;
      const { lastSlotAt } = stored[index];
      return schedule && job.enabled && schedule.nextAfter(lastSlotAt) < this.watchedSince
        ? [{ job, lastSlotAt }]
        : [];
    });
    if (behind.length === 0) return;
    const earliest = Math.min(...behind.map(({ lastSlotAt }) => lastSlotAt));
    const lives = await this.missed.lives(earliest, this.identity.id);
    for (const { job, lastSlotAt } of behind) {
      const gaps = gapsBetween(lastSlotAt, this.watchedSince, lives);
      this.unaccounted.push({ job, reason: 'no_instance', gaps, after: lastSlotAt, shared: true });
    }
  }

  /** One part. @returns whether nothing is left of it */
  private async account(one: Unaccounted): Promise<boolean> {
    const { schedule } = one.job.times;
    if (schedule === null) return true;
    const part = missedSlots(schedule, one.after, one.gaps);
    if (part.slots.length === 0 && part.range === null) return true;
    const written = await this.missed.write(
      {
        ...part,
        jobName: one.job.name,
        reason: one.reason,
        instanceId: this.identity.id,
        release: this.identity.release,
        onlyFrom: one.shared ? one.after : null,
      },
      this.databaseClock.now(),
    );
    one.after = part.until;
    return !part.more || !written;
  }
}
