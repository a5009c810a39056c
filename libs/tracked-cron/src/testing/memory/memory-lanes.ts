import type { InstanceIdentity } from '../../cluster/instance-identity.js';
import type { LaneQueue } from '../../cluster/lane-queue.js';
import type { DatabaseClock } from '../../database/database-clock.js';
import type { CronJobEntity } from '../../definition/cron-job.entity.js';
import type { JobRegistry } from '../../definition/job-registry.js';
import type { Assignment, ExecutionTrigger } from '../../execution/assignment.js';
import type { ExecutionEngine } from '../../execution/execution-engine.js';
import { dateOf, type LiveRow } from './execution-row.js';
import type { MemoryDatabase } from './memory-database.js';

/** Who holds lanes and who waits for one, as {@link LaneQueue} sees it. */
export class MemoryLanes implements Pick<LaneQueue, 'runOnce' | 'wake'> {
  constructor(
    private readonly database: MemoryDatabase,
    private readonly clock: DatabaseClock,
    private readonly identity: Pick<InstanceIdentity, 'id'>,
    private readonly jobs: JobRegistry,
    private readonly engine: Pick<ExecutionEngine, 'start' | 'onLaneFreed'>,
  ) {
    engine.onLaneFreed(({ job }) => this.wake(job.id));
  }

  /** At once: under faked timers nothing comes later by itself. */
  wake(jobId: string): void {
    const key = this.database.jobs.get(jobId)?.concurrencyKey ?? null;
    const sharing = [...this.database.jobs.values()].filter(
      (job) => job.id === jobId || (key !== null && job.concurrencyKey === key),
    );
    this.start(sharing);
  }

  async runOnce(jobIds: readonly string[]): Promise<number> {
    return this.start(jobIds.flatMap((id) => this.database.jobs.get(id) ?? []));
  }

  /** The part of it that is the database's: gives free lanes to whoever waits for them. */
  take(jobs: readonly CronJobEntity[]): Assignment[] {
    const heads = jobs.flatMap((job) => this.head(job) ?? []).sort((a, b) => (a.id < b.id ? -1 : 1));
    return heads.flatMap((row) => this.started(row) ?? []);
  }

  private start(jobs: readonly CronJobEntity[]): number {
    const taken = this.take(jobs);
    this.engine.start(taken);
    return taken.length;
  }

  /** Who waits longest for a lane that is free. What is caught up comes after what is due. */
  private head(job: CronJobEntity): LiveRow | undefined {
    const now = this.clock.now();
    const rests = job.breakerUntil !== null && job.breakerUntil.getTime() > now;
    if (rests || this.database.holdOf(job, now) !== null) return undefined;
    const rows = this.database.liveOf(job.id);
    const waiting = rows.filter(({ status, holdsLane }) => status === 'pending' && !holdsLane);
    const next = waiting.find(({ trigger }) => trigger !== 'backfill') ?? waiting.at(0);
    const blocked = rows.some(
      ({ holdsLane, trigger }) => holdsLane && (job.overlap !== 'allow' || trigger === next?.trigger),
    );
    return blocked ? undefined : next;
  }

  private started(row: LiveRow): Assignment | undefined {
    const job = this.jobs.find(row.jobId);
    const entity = this.database.jobs.get(row.jobId)!;
    const { concurrencyKey: key, concurrencyLimit: limit } = entity;
    if (!job || (key !== null && this.database.groupLanes(key) >= limit!)) return undefined;
    const at = dateOf(this.clock.now());
    Object.assign(row, {
      status: 'running',
      holdsLane: true,
      epoch: row.epoch + 1,
      startedAt: at,
      updatedAt: at,
    });
    row.instanceId = this.identity.id;
    return {
      id: row.id,
      epoch: row.epoch,
      job,
      scheduledAt: row.scheduledAt?.getTime() ?? null,
      trigger: row.trigger as ExecutionTrigger,
      attempt: row.attempt,
      maxAttempts: row.maxAttempts,
      parameters: row.parameters ?? undefined,
    };
  }
}
