import type { CronDatabase } from '../../database/cron-database.js';
import { uuidV7Floor } from '../../id-generator.js';
import type { LedgerEntry } from './job-slots.interface.js';
import type { RecordedSlots } from './ledger.js';
import type { Window } from './slot-window.js';

/** Ids are made when a slot is decided, by a clock that may be behind the slot's by this much. */
const CLOCK_MARGIN_MS = 3_600_000;
/** Ranges that are read at once; a month has few. */
const MOST_RANGES = 1_000;

/** Reads what is on record about the slots of one job, each kind on an index. */
export class SlotLedgerRepository {
  private readonly rowsSql: string;
  private readonly rangesSql: string;

  constructor(private readonly database: CronDatabase) {
    const { allExecutions, slotRanges } = database.tables;
    const single = '1 as count';
    this.rowsSql = `
      select scheduled_at as slot, scheduled_at as "lastSlot", ${single}, status as outcome, reason,
        id as "executionId", trigger, started_at as "startedAt", duration_ms as "durationMs",
        instance_id as "instanceId"
      from ${allExecutions}
      where job_id = $1 and scheduled_at > $2 and scheduled_at <= $3 and id >= $4
      order by scheduled_at
      fetch first $5 rows with ties`;
    this.rangesSql = `
      select from_slot as slot, to_slot as "lastSlot", count, outcome, reason, null as "executionId",
        null as trigger, null as "startedAt", null as "durationMs", null as "instanceId"
      from ${slotRanges}
      where job_id = $1 and to_slot > $2 and from_slot <= $3
      order by from_slot
      fetch first ${MOST_RANGES} rows with ties`;
  }

  /** @param limit how many executions are read at least, if there are as many */
  async recorded(jobId: string, { from, to }: Window, limit: number): Promise<RecordedSlots> {
    const [begin, end] = [new Date(from), new Date(to)];
    const [rows, ranges]: [LedgerEntry[], LedgerEntry[]] = await Promise.all([
      this.database.dataSource.query(this.rowsSql, [
        jobId,
        begin,
        end,
        uuidV7Floor(from - CLOCK_MARGIN_MS),
        limit,
      ]),
      this.database.dataSource.query(this.rangesSql, [jobId, begin, end]),
    ]);
    const ends = [lastWhole(rows, limit), lastWhole(ranges, MOST_RANGES)];
    return { rows, ranges, completeUntil: Math.min(...ends) };
  }
}

/** The last slot of what was read, up to which it is complete; `Infinity` where there is no more. */
function lastWhole(read: readonly LedgerEntry[], limit: number): number {
  return read.length < limit ? Infinity : read.at(-1)!.slot.getTime();
}
