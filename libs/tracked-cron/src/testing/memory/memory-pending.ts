import type { InstanceIdentity } from '../../cluster/instance-identity.js';
import type { PendingClaimer } from '../../cluster/pending-claimer.js';
import type { DatabaseClock } from '../../database/database-clock.js';
import type { JobRegistry } from '../../definition/job-registry.js';
import type { Assignment, ExecutionTrigger } from '../../execution/assignment.js';
import type { ExecutionEngine } from '../../execution/execution-engine.js';
import { dateOf, type LiveRow } from './execution-row.js';
import type { MemoryDatabase } from './memory-database.js';

/** Takes retries that are due, as {@link PendingClaimer} does; they start before it returns. */
export class MemoryPending implements Pick<PendingClaimer, 'runOnce'> {
  constructor(
    private readonly database: MemoryDatabase,
    private readonly identity: Pick<InstanceIdentity, 'id'>,
    private readonly jobs: JobRegistry,
    private readonly engine: Pick<ExecutionEngine, 'start'>,
    private readonly clock: DatabaseClock,
  ) {}

  async runOnce(): Promise<number> {
    const taken = this.take();
    this.engine.start(taken);
    return taken.length;
  }

  /** The part of it that is the database's. */
  take(): Assignment[] {
    const now = dateOf(this.clock.now());
    const taken = [...this.database.live.values()].filter(
      ({ status, availableAt, jobId, holdsLane }) =>
        status === 'pending' &&
        holdsLane &&
        availableAt <= now &&
        this.jobs.find(jobId) &&
        !this.isFrozen(jobId),
    );
    for (const row of taken) this.takeRow(row, now);
    return taken.map((row) => this.assignment(row));
  }

  private isFrozen(jobId: string): boolean {
    return this.database.holdOf(this.database.jobs.get(jobId)!, this.clock.now()) === 'frozen';
  }

  private takeRow(row: LiveRow, now: Date): void {
    row.status = 'running';
    row.instanceId = this.identity.id;
    row.epoch += 1;
    row.startedAt ??= now;
    row.heartbeatAt = now;
    row.progress = row.progressMessage = null;
    row.updatedAt = now;
  }

  private assignment(row: LiveRow): Assignment {
    const { id, epoch, jobId, scheduledAt, trigger, attempt, maxAttempts, parameters } = row;
    return {
      id,
      epoch,
      job: this.jobs.find(jobId)!,
      scheduledAt: scheduledAt?.getTime() ?? null,
      trigger: trigger as ExecutionTrigger,
      attempt,
      maxAttempts,
      parameters: parameters ?? undefined,
    };
  }
}
