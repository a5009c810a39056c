import type { CancelDesk } from '../../cluster/cancel-desk.js';
import type { Cancelled } from '../../cluster/cancellation.repository.js';
import type { DatabaseClock } from '../../database/database-clock.js';
import { cancellationMessage, type Cancellation } from '../../execution/cancellation.js';
import { cancelledError } from '../../execution/errors.js';
import type { ExecutionEngine } from '../../execution/execution-engine.js';
import { dateOf, type LiveRow } from './execution-row.js';
import type { MemoryDatabase } from './memory-database.js';
import type { MemoryLanes } from './memory-lanes.js';

/** Cancellations, as {@link CancelDesk} has them; everything that runs, runs here. */
export class MemoryCancelDesk implements Pick<CancelDesk, 'cancel'> {
  constructor(
    private readonly database: MemoryDatabase,
    private readonly clock: DatabaseClock,
    private readonly engine: Pick<ExecutionEngine, 'abort'>,
    private readonly lanes: Pick<MemoryLanes, 'wake'>,
  ) {}

  async cancel(executionId: string, cancellation: Cancellation): Promise<Cancelled | null> {
    const row = this.database.live.get(executionId);
    if (!row) return null;
    const { jobId, jobName, instanceId } = row;
    const stood = row.status as Cancelled['stood'];
    this.carryOut(row, cancellation);
    if (stood === 'pending') this.lanes.wake(jobId);
    return { jobId, jobName, stood, instanceId, observed: false };
  }

  /** A new slot of a job takes the place of what is in flight. */
  replaceAll(jobId: string): void {
    for (const row of this.database.liveOf(jobId))
      if (row.holdsLane) this.carryOut(row, { kind: 'replaced', by: null, reason: null });
  }

  private carryOut(row: LiveRow, cancellation: Cancellation): void {
    if (row.status === 'running') {
      // whose owner is another instance, where several share this memory, hears of it when that looks
      row.cancellation ??= cancellation;
      this.engine.abort(cancelledError(cancellation), ({ id }) => id === row.id);
    }
    if (row.status !== 'pending') return;
    const { availableAt: _at, holdsLane: _lane, cancellation: _cancelled, ...kept } = row;
    this.database.live.delete(row.id);
    this.database.ended.set(row.id, {
      ...kept,
      status: 'cancelled',
      epoch: row.epoch + 1,
      kept: 'long',
      reason: cancellation.kind,
      completedAt: dateOf(this.clock.now()),
      errorClass: 'ExecutionCancelledError',
      errorMessage: cancellationMessage(cancellation),
    });
  }
}
