import type { CronDatabase } from '../database/cron-database.js';
import type { DatabaseClock } from '../database/database-clock.js';
import type { IdGenerator } from '../id-generator.js';
import type { PauseOptions } from './cron-job-manager.interface.js';

/** Pauses, as the claim reads them, and the evidence that stays of them: who, why, from when to when. */
export class PauseRepository {
  private readonly endedSql: string;

  constructor(
    private readonly database: CronDatabase,
    private readonly ids: IdGenerator,
    private readonly clock: DatabaseClock,
  ) {
    this.endedSql = `
      update ${database.tables.evidence} e set ended_at = now()
      from changed
      where e.application = changed.application and e.environment = changed.environment and e.job_id = changed.id
        and e.kind = 'paused' and (e.ended_at is null or e.ended_at > now())`;
  }

  async pause(jobId: string, { reason, until, by }: PauseOptions): Promise<void> {
    await this.database.writes.query(
      `with changed as (
         update ${this.database.tables.jobs}
         set paused_at = coalesce(paused_at, now()), paused_until = $2, paused_by = $3, pause_reason = $4, updated_at = now()
         where id = $1
         returning id, application, environment),
       ended as (${this.endedSql})
       insert into ${this.database.tables.evidence} (id, application, environment, job_id, kind, began_at, ended_at, detail)
       select $5, application, environment, id, 'paused', now(), $2,
         jsonb_build_object('by', $3::text, 'reason', $4::text)
       from changed`,
      [jobId, until ?? null, by ?? null, reason ?? null, this.ids.next(this.clock.now())],
    );
  }

  async resume(jobId: string): Promise<void> {
    await this.database.writes.query(
      `with changed as (
         update ${this.database.tables.jobs}
         set paused_at = null, paused_until = null, paused_by = null, pause_reason = null, updated_at = now()
         where id = $1
         returning id, application, environment)
       ${this.endedSql}`,
      [jobId],
    );
  }
}
