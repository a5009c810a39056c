import type { ExecutionEnd } from '../../history/execution-end.js';
import { retentionClassOf } from '../../history/execution-status.js';
import type { RetryWait } from '../../history/failed-attempt.js';
import type { Heartbeat } from '../../history/heartbeat.js';
import type { EndListener, Journal } from '../../history/journal.js';
import { dateOf, type LiveRow } from './execution-row.js';
import type { MemoryDatabase } from './memory-database.js';

/** Ends and heartbeats, fenced by their epoch as the {@link Journal}'s statements are; nothing waits to be written. */
export class MemoryJournal implements Pick<Journal, 'take' | 'beat' | 'freeLane'> {
  constructor(private readonly database: MemoryDatabase) {}

  take(end: ExecutionEnd, listener: EndListener): void {
    listener.written(end, this.write(end));
  }

  /** The part of it that is the database's. Doing the same again is harmless, and answers the same. */
  write(end: ExecutionEnd): boolean {
    const row = this.database.live.get(end.id);
    if (end.retry && this.hasWaited(end)) return true;
    const isOver = row?.epoch !== end.epoch || row.status === 'zombie';
    if (isOver) return this.database.ended.get(end.id)?.epoch === end.epoch;
    if (end.retry) return this.wait(row, end, end.retry);
    const { error } = end;
    if (end.keepsLane) this.database.live.set(end.id, { ...row, status: 'zombie' });
    else this.database.live.delete(end.id);
    const { availableAt: _at, holdsLane: _lane, cancellation: _cancelled, ...kept } = row;
    this.database.ended.set(end.id, {
      ...kept,
      status: end.status,
      kept: retentionClassOf(end.status),
      reason: end.reason,
      attempt: end.attempt,
      startedAt: end.startedAt === null || end.attempt > 1 ? row.startedAt : dateOf(end.startedAt),
      completedAt: dateOf(end.completedAt),
      durationMs: end.durationMs,
      errorClass: error?.errorClass ?? null,
      errorMessage: error?.message ?? null,
      errorDetail: error && { stack: error.stack, causes: error.causes, code: error.code },
      fingerprint: error?.fingerprint ?? null,
      result: end.result ?? null,
      metadata: end.metadata ? { ...end.metadata } : row.metadata,
    });
    return true;
  }

  async freeLane({ id, epoch }: { id: string; epoch: number }): Promise<void> {
    const row = this.database.live.get(id);
    if (row?.epoch === epoch && row.status === 'zombie') this.database.live.delete(id);
  }

  private hasWaited({ id, attempt, epoch }: ExecutionEnd): boolean {
    return this.database.attempts.some(
      (one) => one.executionId === id && one.attempt === attempt && one.epoch === epoch,
    );
  }

  /** Another attempt follows: nobody owns what waits, and the job's lane is kept. */
  private wait(row: LiveRow, end: ExecutionEnd, { at, failure }: RetryWait): boolean {
    const { error } = end;
    this.database.attempts.push({
      executionId: end.id,
      attempt: end.attempt,
      failure,
      instanceId: row.instanceId,
      epoch: end.epoch,
      startedAt: end.startedAt === null ? null : dateOf(end.startedAt),
      endedAt: dateOf(end.completedAt),
      durationMs: end.durationMs,
      errorClass: error?.errorClass ?? null,
      errorMessage: error?.message ?? null,
      errorDetail: error && { stack: error.stack, causes: error.causes, code: error.code },
      fingerprint: error?.fingerprint ?? null,
      retryAt: dateOf(at),
    });
    if (end.attempt === 1 && end.startedAt !== null) row.startedAt = dateOf(end.startedAt);
    row.status = 'pending';
    row.instanceId = null;
    row.attempt += 1;
    row.availableAt = dateOf(at);
    row.updatedAt = dateOf(end.completedAt);
    row.metadata = end.metadata ? { ...end.metadata } : row.metadata;
    return true;
  }

  beat({ id, epoch, at, progress, message }: Heartbeat): void {
    const row = this.database.live.get(id);
    if (row?.epoch !== epoch) return;
    row.heartbeatAt = row.updatedAt = dateOf(at);
    row.progress = progress ?? row.progress;
    row.progressMessage = message ?? row.progressMessage;
  }
}
