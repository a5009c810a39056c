import type pg from 'pg';
import type { CronDatabase } from '../../database/cron-database.js';
import type { JobScope } from '../../definition/job-scope.js';
import { HISTOGRAM_SQL } from './histogram.js';
import { dayOf } from './roll-up-sql.js';

/** Days whose hours have changed. */
export interface ChangedDays {
  readonly jobIds: readonly string[];
  /** Their beginnings, seconds since the epoch, one for each job's id. */
  readonly seconds: readonly number[];
}

/** Adds up hours to days. A day is always added up as a whole. */
export class JobDayRepository {
  private readonly changedSql: string;
  private readonly wholeSql: string;
  private readonly oldestSql: string;

  constructor(
    database: Pick<CronDatabase, 'tables'>,
    private readonly scope: JobScope,
  ) {
    const { days, hours, jobs } = database.tables;
    const histogram = (name: string) => `
      select job_id, day, status, ${HISTOGRAM_SQL.encode('bucket', 'n')} as encoded
      from (
        select job_id, day, status, bucket, sum(p.count) as n
        from hour cross join lateral ${HISTOGRAM_SQL.decode(name)} p group by 1, 2, 3, 4) b
      group by 1, 2, 3`;
    const addUp = (hoursOfDays: string) => `
      with hour as materialized (${hoursOfDays}),
      added as (
        select job_id, day, status, sum(count)::integer as count, sum(ranged)::integer as ranged, sum(total_ms) as total_ms,
          min(shortest_ms) as shortest_ms, max(longest_ms) as longest_ms, max(latest_ms) as latest_ms
        from hour group by 1, 2, 3)
      insert into ${days} (job_id, began_at, status, count, ranged, total_ms, shortest_ms, longest_ms, durations,
        latest_ms, lateness)
      select job_id, day, status, count, ranged, total_ms, shortest_ms, longest_ms, d.encoded, latest_ms, l.encoded
      from added
        left join (${histogram('durations')}) d using (job_id, day, status)
        left join (${histogram('lateness')}) l using (job_id, day, status)
      on conflict (job_id, began_at, status) do update set count = excluded.count, ranged = excluded.ranged,
        total_ms = excluded.total_ms, shortest_ms = excluded.shortest_ms, longest_ms = excluded.longest_ms,
        durations = excluded.durations, latest_ms = excluded.latest_ms, lateness = excluded.lateness`;
    this.changedSql = addUp(`
        select d.day, h.*
        from (select job_id, to_timestamp(seconds) as day from unnest($1::uuid[], $2::float8[]) as t(job_id, seconds)) d
          join ${hours} h on h.job_id = d.job_id and h.began_at >= d.day and h.began_at < d.day + interval '1 day'
        where h.job_id = any($1::uuid[])`);
    this.wholeSql = addUp(`
        select $3::timestamptz as day, h.* from ${hours} h join ${jobs} j on j.id = h.job_id
        where h.began_at >= $3 and h.began_at < $3::timestamptz + interval '1 day'
          and j.application = $1 and j.environment = $2`);
    this.oldestSql = `
      select ${dayOf('min(h.began_at)')} as day from ${hours} h join ${jobs} j on j.id = h.job_id
      where j.application = $1 and j.environment = $2`;
  }

  /** Adds up days again. */
  async addUpAgain(client: pg.PoolClient, { jobIds, seconds }: ChangedDays): Promise<void> {
    if (jobIds.length > 0) await client.query(this.changedSql, [jobIds, seconds]);
  }

  /** Adds up a day of all jobs. */
  async addUp(client: pg.PoolClient, day: Date): Promise<void> {
    await client.query(this.wholeSql, [this.scope.application, this.scope.environment, day]);
  }

  /** The first day of which there are hours; null where there are none. */
  async oldest(client: pg.PoolClient): Promise<Date | null> {
    const { application, environment } = this.scope;
    const { rows } = await client.query<{ day: Date | null }>(this.oldestSql, [application, environment]);
    return rows[0].day;
  }
}
