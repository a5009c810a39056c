import type { AnyExecutionView } from '../../history/any-execution.view.js';
import type { ExecutionStatus } from '../../history/execution-status.js';
import type { LedgerEntry } from '../../manager/slots/job-slots.interface.js';
import type { RecordedSlots } from '../../manager/slots/ledger.js';
import type { SlotLedgerRepository } from '../../manager/slots/slot-ledger.repository.js';
import type { Window } from '../../manager/slots/slot-window.js';
import type { MemoryDatabase } from './memory-database.js';

/** What is on record about the slots of a job, read from memory. */
export class MemoryLedger implements Pick<SlotLedgerRepository, 'recorded'> {
  constructor(private readonly database: MemoryDatabase) {}

  async recorded(jobId: string, { from, to }: Window): Promise<RecordedSlots> {
    const rows = this.database
      .executions()
      .filter((row) => row.jobId === jobId && row.scheduledAt !== null)
      .map(entryOf)
      .filter(({ slot }) => +slot > from && +slot <= to)
      .sort((a, b) => +a.slot - +b.slot);
    const ranges = this.database.ranges
      .filter((range) => range.jobId === jobId && +range.toSlot > from && +range.fromSlot <= to)
      .map(({ fromSlot, toSlot, count, outcome, reason }) => ({
        slot: fromSlot,
        lastSlot: toSlot,
        count,
        outcome: outcome as 'skipped' | 'missed',
        reason,
        executionId: null,
        trigger: null,
        startedAt: null,
        durationMs: null,
        instanceId: null,
      }));
    return { rows, ranges, completeUntil: Infinity };
  }
}

function entryOf(row: AnyExecutionView): LedgerEntry {
  const { id, scheduledAt, status, reason, trigger, startedAt, durationMs, instanceId } = row;
  const slot = scheduledAt!;
  return {
    slot,
    lastSlot: slot,
    count: 1,
    outcome: status as ExecutionStatus,
    reason,
    executionId: id,
    trigger,
    startedAt,
    durationMs,
    instanceId,
  };
}
