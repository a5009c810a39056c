import type { LostExecution } from '../../libs/tracked-cron/src/cluster/instance.repository.js';
import type { LeaseRenewal } from '../../libs/tracked-cron/src/cluster/lease.repository.js';
import { dateOf, type LiveRow } from '../../libs/tracked-cron/src/testing/memory/execution-row.js';
import type { MemoryDatabase } from '../../libs/tracked-cron/src/testing/memory/memory-database.js';

interface InstanceRow {
  leaseUntil: number;
  stoppedAt: number | null;
}

/** A row of this instance that it doesn't know of is left alone for so long: its claim may just have committed. */
const UNKNOWN_AFTER_MS = 60_000;

/**
 * Leases of several instances on one memory, and the sweep of what dead ones left behind: what the statements of
 * `LeaseRepository` and `InstanceRepository` decide, each at one instant.
 */
export class MemoryInstances {
  private readonly rows = new Map<string, InstanceRow>();

  constructor(
    private readonly database: MemoryDatabase,
    private readonly now: () => number,
  ) {}

  register(id: string, ttl: number): boolean {
    const row = this.rows.get(id);
    if (row && row.stoppedAt !== null) return false;
    this.rows.set(id, { leaseUntil: this.now() + ttl, stoppedAt: null });
    return true;
  }

  renew(id: string, ttl: number): LeaseRenewal {
    const now = this.now();
    const row = this.rows.get(id);
    // what the statement asks for besides it sees as it stood before
    const deadInstances = this.dead().length > 0;
    const renewed = row !== undefined && row.stoppedAt === null;
    if (renewed) row.leaseUntil = now + ttl;
    const live = [...this.database.live.values()];
    return {
      renewed,
      deadInstances,
      pendingExecutions: live.some(
        ({ status, availableAt }) => status === 'pending' && availableAt.getTime() <= now,
      ),
      cancellations: live.some(({ instanceId, cancellation }) => instanceId === id && cancellation !== null),
      overrideRevision: null,
      databaseTime: now,
    };
  }

  stop(id: string): void {
    for (const row of this.database.live.values())
      if (row.instanceId === id && row.status === 'zombie') this.database.live.delete(row.id);
    const row = this.rows.get(id);
    if (row && row.stoppedAt === null) row.stoppedAt = row.leaseUntil = this.now();
  }

  /** Whether an instance may be given anything: nobody has declared it dead, and its lease has not run out. */
  holdsLease(id: string): boolean {
    const row = this.rows.get(id);
    return row !== undefined && row.stoppedAt === null && row.leaseUntil > this.now();
  }

  sweep(): LostExecution[] {
    for (const row of this.dead()) row.stoppedAt = row.leaseUntil;
    return this.endOrRetry(
      ({ instanceId }) => instanceId !== null && this.rows.get(instanceId)?.stoppedAt !== null,
      'instance_died',
    );
  }

  sweepUnknown(id: string, known: readonly string[]): LostExecution[] {
    const before = this.now() - UNKNOWN_AFTER_MS;
    return this.endOrRetry(
      (row) => row.instanceId === id && row.updatedAt!.getTime() < before && !known.includes(row.id),
      'never_started',
    );
  }

  private dead(): InstanceRow[] {
    const now = this.now();
    return [...this.rows.values()].filter(
      ({ stoppedAt, leaseUntil }) => stoppedAt === null && leaseUntil < now,
    );
  }

  private endOrRetry(isOrphaned: (row: LiveRow) => boolean, reason: string): LostExecution[] {
    const lost: LostExecution[] = [];
    for (const row of [...this.database.live.values()].filter(isOrphaned)) {
      const { id, jobName, attempt, maxAttempts, status } = row;
      const retried = this.isTriedAgain(row);
      if (status !== 'zombie')
        lost.push({ id, jobName, instanceId: row.instanceId!, attempt, maxAttempts, retried });
      if (retried) this.wait(row);
      else this.end(row, reason);
    }
    return lost;
  }

  private isTriedAgain({ status, cancellation, attempt, maxAttempts, jobId }: LiveRow): boolean {
    const wanted = status !== 'zombie' && cancellation === null && attempt < maxAttempts;
    return wanted && this.database.jobs.get(jobId)?.onLost === 'retry';
  }

  private wait(row: LiveRow): void {
    const now = dateOf(this.now());
    const { id: executionId, attempt, instanceId, epoch, startedAt } = row;
    const nothing = {
      durationMs: null,
      errorClass: null,
      errorMessage: null,
      errorDetail: null,
      fingerprint: null,
    };
    const times = { startedAt, endedAt: now, retryAt: now };
    this.database.attempts.push({
      executionId,
      attempt,
      instanceId,
      epoch,
      failure: 'lost',
      ...nothing,
      ...times,
    });
    const next = { status: 'pending', epoch: epoch + 1, attempt: attempt + 1, instanceId: null } as const;
    Object.assign(row, next, { availableAt: now, updatedAt: now });
  }

  private end(row: LiveRow, reason: string): void {
    this.database.live.delete(row.id);
    if (row.status === 'zombie') return;
    const { availableAt: _at, holdsLane: _lane, cancellation: _cancelled, ...kept } = row;
    this.database.ended.set(row.id, {
      ...kept,
      status: 'lost',
      epoch: row.epoch + 1,
      kept: 'long',
      reason,
      completedAt: dateOf(this.now()),
    });
  }
}
