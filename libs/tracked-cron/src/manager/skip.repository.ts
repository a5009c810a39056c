import type { CronDatabase } from '../database/cron-database.js';
import { inTransaction } from '../database/transaction.js';

/** A slot that somebody wants to be skipped. */
export interface SkipOrder {
  readonly jobId: string;
  readonly by: string | null;
  readonly reason: string | null;
  /** The slot after the last one that was decided, milliseconds since the epoch. */
  next(watermark: number): number;
}

/** Slots that are not wanted, as the claim reads them. */
export class SkipRepository {
  constructor(private readonly database: CronDatabase) {}

  /**
   * Marks the next slot of a job. One that is marked already stays the one: asking twice skips once.
   * @returns the slot, milliseconds since the epoch
   */
  skip({ jobId, by, reason, next }: SkipOrder): Promise<number> {
    const { jobs } = this.database.tables;
    return inTransaction(this.database.writes, async (client) => {
      const { rows } = await client.query<{ watermark: number; marked: number | null }>(
        `select extract(epoch from last_slot_at)::float8 * 1000 as watermark,
           extract(epoch from skip_slot)::float8 * 1000 as marked
         from ${jobs} where id = $1 for update`,
        [jobId],
      );
      const { watermark, marked } = rows[0];
      const slot = next(Math.round(watermark));
      if (marked !== null && Math.round(marked) === slot) return slot;
      await client.query(
        `update ${jobs} set skip_slot = to_timestamp($2::float8 / 1000), skip_by = $3, skip_reason = $4, updated_at = now()
         where id = $1`,
        [jobId, slot, by, reason],
      );
      return slot;
    });
  }
}
