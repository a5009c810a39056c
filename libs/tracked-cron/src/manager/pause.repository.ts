import type { CronDatabase } from '../database/cron-database.js';
import type { PauseOptions } from './cron-job-manager.interface.js';

/** Pauses, as the claim reads them. */
export class PauseRepository {
  constructor(private readonly database: CronDatabase) {}

  async pause(jobId: string, { reason, until, by }: PauseOptions): Promise<void> {
    await this.database.writes.query(
      `update ${this.database.tables.jobs}
       set paused_at = coalesce(paused_at, now()), paused_until = $2, paused_by = $3, pause_reason = $4, updated_at = now()
       where id = $1`,
      [jobId, until ?? null, by ?? null, reason ?? null],
    );
  }

  async resume(jobId: string): Promise<void> {
    await this.database.writes.query(
      `update ${this.database.tables.jobs}
       set paused_at = null, paused_until = null, paused_by = null, pause_reason = null, updated_at = now()
       where id = $1`,
      [jobId],
    );
  }
}
