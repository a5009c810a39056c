import type { EndListener } from './journal.js';
import type { WholeExecution } from './execution-birth.js';

/** A record and who wants to hear of it. */
export interface WaitingRecord extends WholeExecution {
  readonly listener: EndListener;
}

/** What a record takes beside its texts, bytes; measured, rounded up. */
const BARE_RECORD_BYTES = 1_024;
/** What JSON that is kept with a record takes at most. */
const JSON_BYTES = 8_192;

/**
 * Ended executions that wait to be written, bounded by what they take in memory. Beyond it the oldest that went well are
 * given up first, then the oldest of the others: what failed is what people look for.
 */
export class WaitingRecords {
  private readonly good = new Set<WaitingRecord>();
  private readonly other = new Set<WaitingRecord>();
  private bytes = 0;

  constructor(private readonly maxBytes: number) {}

  get size(): number {
    return this.good.size + this.other.size;
  }

  /** Takes one in. @returns those that had to go for it */
  add(record: WaitingRecord): WaitingRecord[] {
    this.setOf(record).add(record);
    this.bytes += bytesOf(record);
    const dropped: WaitingRecord[] = [];
    while (this.bytes > this.maxBytes && this.size > 1) {
      const [oldest] = this.good.size > 0 ? this.good : this.other;
      this.remove(oldest);
      dropped.push(oldest);
    }
    return dropped;
  }

  /** The oldest, what failed first; they stay until they are removed. */
  oldest(count: number): WaitingRecord[] {
    const found: WaitingRecord[] = [];
    for (const records of [this.other, this.good]) {
      for (const record of records) {
        if (found.length === count) return found;
        found.push(record);
      }
    }
    return found;
  }

  remove(record: WaitingRecord): void {
    if (this.setOf(record).delete(record)) this.bytes -= bytesOf(record);
  }

  private setOf({ end }: WaitingRecord): Set<WaitingRecord> {
    return end.status === 'completed' || end.status === 'skipped' ? this.good : this.other;
  }
}

function bytesOf({ birth, end: { error, result, metadata } }: WaitingRecord): number {
  const texts = error === null ? 0 : error.message.length + (error.stack?.length ?? 0);
  const causes = error?.causes.reduce((sum, cause) => sum + cause.message.length, 0) ?? 0;
  const json = (result == null ? 0 : JSON_BYTES) + (metadata === null ? 0 : JSON_BYTES);
  return BARE_RECORD_BYTES + birth.jobName.length + 2 * (texts + causes) + json;
}
