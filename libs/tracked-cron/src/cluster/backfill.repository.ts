import type { CronDatabase } from '../database/cron-database.js';
import { inTransaction } from '../database/transaction.js';

/** Slots that are to be made up for. */
export interface BackfillOrder {
  readonly jobId: string;
  /** In the order in which they are to run, with the ids of their executions. */
  readonly slots: readonly { readonly id: string; readonly slot: number }[];
  readonly by: string | null;
  readonly reason: string | null;
  readonly release: string | null;
  /** How many may wait at once, those that wait already included. */
  readonly most: number;
}

/** Births of executions that make up for past slots: each waits for a lane, and counts as in flight only once it has one. */
export class BackfillRepository {
  constructor(private readonly database: CronDatabase) {}

  /** @returns false where too many would wait: then nothing is born */
  birth({ jobId, slots, by, reason, release, most }: BackfillOrder): Promise<boolean> {
    const { jobs, live } = this.database.tables;
    return inTransaction(this.database.writes, async (client) => {
      await client.query(`select 1 from ${jobs} where id = $1 for update`, [jobId]);
      const { rows } = await client.query<{ waiting: number }>(
        `select count(*)::integer as waiting from ${live} where job_id = $1 and trigger = 'backfill' and not holds_lane`,
        [jobId],
      );
      if (rows[0].waiting + slots.length > most) return false;
      await client.query(
        `insert into ${live} (id, job_id, application, environment, job_name, job_group, owner, status, trigger,
           triggered_by, trigger_reason, scheduled_at, available_at, epoch, attempt, max_attempts, release,
           definition_version, holds_lane)
         select t.id, j.id, j.application, j.environment, j.name, j.job_group, j.owner, 'pending', 'backfill', $4, $5,
           to_timestamp(t.slot_ms / 1000), now(), 1, 1, j.max_attempts, $6, j.definition_version, false
         from unnest($2::uuid[], $3::float8[]) as t(id, slot_ms) join ${jobs} j on j.id = $1`,
        [jobId, slots.map(({ id }) => id), slots.map(({ slot }) => slot), by, reason, release],
      );
      return true;
    });
  }
}
