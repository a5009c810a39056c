import { Logger } from '@nestjs/common';
import type { CronDatabase } from '../database/cron-database.js';
import type { JobScope } from '../definition/job-scope.js';
import { cancelledError } from '../execution/errors.js';
import type { ExecutionEngine } from '../execution/execution-engine.js';
import type { Cancellation } from '../execution/cancellation.js';
import { CancellationRepository, type Cancelled } from './cancellation.repository.js';
import type { InstanceIdentity } from './instance-identity.js';
import type { LaneQueue } from './lane-queue.js';

/** Cancels executions, wherever they are. */
export class CancelDesk {
  private readonly logger = new Logger('TrackedCron');
  private readonly repository: CancellationRepository;

  constructor(
    database: CronDatabase,
    private readonly scope: JobScope,
    private readonly identity: Pick<InstanceIdentity, 'id'>,
    private readonly engine: ExecutionEngine,
    private readonly queue: Pick<LaneQueue, 'wake'>,
  ) {
    this.repository = new CancellationRepository(database);
  }

  /**
   * What waits ends at once, what runs here is aborted at once, what runs elsewhere is aborted by its owner when it
   * renews its lease.
   * @returns where it stood; null where no such execution is in flight
   */
  async cancel(executionId: string, cancellation: Cancellation): Promise<Cancelled | null> {
    const found = await this.repository.cancel(executionId, cancellation, this.scope);
    if (found?.observed) return found;
    if (found?.stood === 'pending') this.queue.wake(found.jobId);
    if (found?.stood === 'running' && found.instanceId === this.identity.id)
      this.engine.abort(cancelledError(cancellation), ({ id }) => id === executionId);
    return found;
  }

  /** Aborts what others have asked this instance to cancel. Never throws: the next renewal asks again. */
  async runOnce(): Promise<void> {
    try {
      for (const { id, epoch, cancellation } of await this.repository.orders(this.identity.id))
        this.engine.abort(cancelledError(cancellation), (one) => one.id === id && one.epoch === epoch);
    } catch (error) {
      this.logger.warn(`Executions that are to be cancelled can't be read (${(error as Error).message}).`);
    }
  }
}
