import type pg from 'pg';
import type { CronDatabase } from '../../database/cron-database.js';
import type { JobScope } from '../../definition/job-scope.js';
import { HISTOGRAM_SQL } from './histogram.js';
import type { ChangedDays } from './job-day.repository.js';
import { changedDays, executionsIn, hourOf, idsOf, instantOf, latenessOf } from './roll-up-sql.js';

/** What one statement has counted. */
export interface Recounted {
  readonly days: ChangedDays;
  /** Whether there is more to count. */
  readonly more: boolean;
}

/** Counts executions by hour. An hour is always counted as a whole, so it does no harm to count it again. */
export class RecountRepository {
  private readonly sql: string;

  constructor(
    database: Pick<CronDatabase, 'tables'>,
    private readonly scope: JobScope,
  ) {
    const { executions, hours, jobs, recounts } = database.tables;
    const window = {
      jobId: 's.job_id',
      from: 's.from_at',
      to: 's.to_at',
      ids: idsOf('s.from_at', 's.to_at'),
    };
    const columns = 'e.id, e.status, e.trigger, e.scheduled_at, e.started_at, e.duration_ms';
    const histogram = (value: string) => `
      select job_id, hour, status, ${HISTOGRAM_SQL.encode('bucket', 'n')} as encoded
      from (
        select job_id, hour, status, ${HISTOGRAM_SQL.bucket(value)} as bucket, count(*) as n
        from ended where ${value} is not null group by 1, 2, 3, 4) b
      group by 1, 2, 3`;
    // at most one stretch of a job, so that no hour comes twice; the newest first, because those are looked at. Of one that
    // is too long the end is counted, and the rest noted.
    this.sql = `
      with newest as materialized (
        select r.*
        from ${jobs} j cross join lateral (
          select * from ${recounts} where job_id = j.id order by job_id desc, from_at desc, to_at desc limit 1) r
        where j.application = $1 and j.environment = $2),
      cut as (
        select *, greatest(from_at, to_at - $3 * interval '1 hour') as cut_at from newest),
      picked as materialized (
        select job_id, from_at, to_at, cut_at from (
          select *, sum(to_at - cut_at) over (order by from_at desc, job_id) - (to_at - cut_at) as before from cut) n
        where before < $3 * interval '1 hour'),
      rest as (
        insert into ${recounts} (job_id, from_at, to_at)
        select job_id, from_at, cut_at from picked where cut_at > from_at
        on conflict do nothing),
      gone as (
        delete from ${recounts} r using picked p
        where r.job_id = p.job_id and r.from_at = p.from_at and r.to_at = p.to_at),
      stretch as materialized (
        select job_id, greatest(cut_at, $4::timestamptz) as from_at, to_at from picked where to_at > $4::timestamptz),
      ended as materialized (
        select s.job_id, ${hourOf(instantOf('e'))} as hour, e.status, e.duration_ms, ${latenessOf('e')} as late_ms
        from stretch s cross join lateral (${executionsIn(executions, columns, window)}) e),
      counted as (
        select job_id, hour, status, count(*)::integer as count, coalesce(sum(duration_ms), 0) as total_ms,
          min(duration_ms) as shortest_ms, max(duration_ms) as longest_ms, max(late_ms) as latest_ms
        from ended group by 1, 2, 3),
      written as (
        insert into ${hours} as h (job_id, began_at, status, count, total_ms, shortest_ms, longest_ms, durations,
          latest_ms, lateness)
        select job_id, hour, status, count, total_ms, shortest_ms, longest_ms, d.encoded, latest_ms, l.encoded
        from counted
          left join (${histogram('duration_ms')}) d using (job_id, hour, status)
          left join (${histogram('late_ms')}) l using (job_id, hour, status)
        on conflict (job_id, began_at, status) do update set count = excluded.count, total_ms = excluded.total_ms,
          shortest_ms = excluded.shortest_ms, longest_ms = excluded.longest_ms, durations = excluded.durations,
          latest_ms = excluded.latest_ms, lateness = excluded.lateness
          -- executions are never changed: as many as before are the same ones
          where h.count <> excluded.count
        returning job_id, began_at)
      ${changedDays('written', '$5')},
        (select count(*) from newest) > (select count(*) from picked)
          or exists (select from picked where cut_at > from_at)
          or exists (
            select from ${recounts} r join picked p on r.job_id = p.job_id
            where (r.from_at, r.to_at) <> (p.from_at, p.to_at)) as more`;
  }

  /**
   * Counts some of what is noted, newest first, under the lock.
   * @param hours about how many at a time, all jobs together, and at most how many of a job
   * @param client where the lock is held
   * @param finalUntil hours before it are left as they are
   * @param daysUntil whose changed days are answered
   */
  async recount(
    hours: number,
    client: pg.PoolClient,
    finalUntil: Date,
    daysUntil: Date | null,
  ): Promise<Recounted> {
    const { application, environment } = this.scope;
    const { rows } = await client.query<ChangedDays & { more: boolean }>({
      name: 'recount',
      text: this.sql,
      values: [application, environment, hours, finalUntil, daysUntil],
    });
    const [{ more, ...days }] = rows;
    return { days, more };
  }
}
