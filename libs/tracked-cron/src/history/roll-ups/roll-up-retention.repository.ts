import type { CronDatabase } from '../../database/cron-database.js';

/** Rows a statement deletes: few enough that nobody waits behind it. */
const BATCH = 5_000;
/** Statements a table and run, for ten thousand jobs that ran in every hour; what is left is deleted the next time. */
const MOST_BATCHES = 100;

/** Keeps statistics for as long as they shall be kept, of all applications that share the tables. */
export class RollUpRetentionRepository {
  constructor(private readonly database: Pick<CronDatabase, 'tables' | 'writes'>) {}

  /** From now on, hours before this instant are not counted again: their executions are about to be dropped. */
  async closeBefore(at: Date): Promise<void> {
    await this.database.writes.query(
      `update ${this.database.tables.rollUps} set final_until = $1 where final_until < $1`,
      [at],
    );
  }

  /** Deletes hours that have become part of a day. @param before the beginning of a day @returns how many rows */
  async deleteHours(before: Date): Promise<number> {
    const { hours, jobs, rollUps } = this.database.tables;
    await this.database.writes.query(
      `update ${rollUps} set hours_from = least($1, days_until), final_until = greatest(final_until, least($1, days_until))
       where hours_from < least($1, days_until) and days_until is not null`,
      [before],
    );
    return this.deleteInBatches(
      hours,
      `t.began_at < $1 and t.began_at < (
         select r.hours_from from ${rollUps} r join ${jobs} j on j.application = r.application and j.environment = r.environment
         where j.id = t.job_id)`,
      before,
    );
  }

  /** @returns how many rows */
  deleteDays(before: Date): Promise<number> {
    return this.deleteInBatches(this.database.tables.days, 't.began_at < $1', before);
  }

  private async deleteInBatches(table: string, condition: string, bound: Date): Promise<number> {
    let deleted = 0;
    for (let batch = 0; batch < MOST_BATCHES; batch++) {
      const { rowCount } = await this.database.writes.query(
        `delete from ${table} where ctid = any(array(
           select t.ctid from ${table} t where ${condition} limit ${BATCH} for update skip locked))`,
        [bound],
      );
      deleted += rowCount ?? 0;
      if ((rowCount ?? 0) < BATCH) break;
    }
    return deleted;
  }
}
