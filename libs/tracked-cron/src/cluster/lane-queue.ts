import { Logger } from '@nestjs/common';
import type { CronDatabase } from '../database/cron-database.js';
import type { JobDefinition } from '../definition/job-definition.js';
import type { JobRegistry } from '../definition/job-registry.js';
import type { Assignment } from '../execution/assignment.js';
import type { ExecutionEngine } from '../execution/execution-engine.js';
import type { InstanceIdentity } from './instance-identity.js';
import type { InstanceLease } from './instance-lease.js';
import { LaneQueueRepository } from './lane-queue.repository.js';
import { assignmentOf } from './pending-row.js';

/**
 * Starts what waits for a lane: slots with `overlap: 'queue'`, those that a concurrency group had no room for, backfills.
 * At once where the lane becomes free on this instance, otherwise when the lease is renewed.
 */
export class LaneQueue {
  private readonly logger = new Logger('TrackedCron');
  private readonly repository: LaneQueueRepository;
  private readonly wanted = new Set<string>();
  private taking: Promise<void> | undefined;
  private closed = false;

  constructor(
    database: CronDatabase,
    private readonly identity: InstanceIdentity,
    private readonly jobs: JobRegistry,
    private readonly engine: ExecutionEngine,
    private readonly lease: Pick<InstanceLease, 'isTrusted' | 'covers'>,
    private readonly settings: { readonly execution: { executes(job: JobDefinition): boolean } },
  ) {
    this.repository = new LaneQueueRepository(database);
    engine.onLaneFreed((assignment) => this.freed(assignment));
  }

  /** Gives every free lane of these jobs to whoever waits for it. @returns how many were started here */
  async runOnce(jobIds: readonly string[]): Promise<number> {
    if (this.closed || !this.lease.isTrusted()) return 0;
    const mine = jobIds.filter((id) => this.isMine(id));
    const free = mine.length === 0 ? [] : await this.repository.look(mine);
    if (free.length === 0 || this.closed) return 0;
    const { id: instanceId } = this.identity;
    const rows = await this.repository.take(free, instanceId);
    if (this.lease.covers(instanceId)) this.engine.start(rows.map((row) => assignmentOf(row, this.jobs)));
    return rows.length;
  }

  /** Looks soon who waits for a lane of this job, or of its concurrency group. */
  wake(jobId: string): void {
    const key = this.jobs.find(jobId)?.definition.concurrency?.key;
    this.wanted.add(jobId);
    for (const { id, definition } of key === undefined ? [] : this.jobs.registered())
      if (definition.concurrency?.key === key) this.wanted.add(id);
    this.taking ??= this.takeWanted().finally(() => (this.taking = undefined));
  }

  /** Starts nothing any more; resolves when what was under way is through. */
  async close(): Promise<void> {
    this.closed = true;
    await this.taking;
  }

  private freed({ job, trigger }: Assignment): void {
    const { overlap, concurrency } = job.definition;
    // free for everybody whom nobody waits for
    if (overlap === 'queue' || concurrency !== null || trigger === 'backfill') this.wake(job.id);
  }

  private async takeWanted(): Promise<void> {
    // in the next turn: what ends together is looked after together
    await Promise.resolve();
    while (this.wanted.size > 0 && !this.closed) {
      const jobIds = [...this.wanted];
      this.wanted.clear();
      try {
        await this.runOnce(jobIds);
      } catch (error) {
        this.logger.debug(
          `What waits can't be started now (${(error as Error).message}): the next renewal tries again.`,
        );
      }
    }
  }

  private isMine(jobId: string): boolean {
    const job = this.jobs.find(jobId);
    return job !== undefined && this.settings.execution.executes(job.definition);
  }
}
