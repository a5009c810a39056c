import type { CronDatabase } from '../database/cron-database.js';
import type { Heartbeat } from './heartbeat.js';

/** Writes signs of life into the live table; no index holds what they change. */
export class HeartbeatRepository {
  private readonly sql: string;

  constructor(private readonly database: CronDatabase) {
    this.sql = `
      with beats as (
        select * from unnest($1::uuid[], $2::integer[], $3::float8[], $4::float4[], $5::text[])
        as t(id, epoch, at, progress, message)),
      locked as (
        select id from ${database.tables.live} where id = any($1::uuid[]) for update skip locked)
      update ${database.tables.live} l
      set heartbeat_at = to_timestamp(b.at / 1000), updated_at = to_timestamp(b.at / 1000),
        progress = coalesce(b.progress, l.progress), progress_message = coalesce(b.message, l.progress_message)
      from beats b join locked using (id)
      where l.id = any($1::uuid[]) and l.id = b.id and l.epoch = b.epoch`;
  }

  /** Beats of executions that ended or changed hands change nothing. */
  async write(beats: Heartbeat[]): Promise<void> {
    await this.database.writes.query(this.sql, [
      beats.map((beat) => beat.id),
      beats.map((beat) => beat.epoch),
      beats.map((beat) => beat.at),
      beats.map((beat) => beat.progress),
      beats.map((beat) => beat.message),
    ]);
  }
}
