import type pg from 'pg';
import type { CronDatabase } from '../../database/cron-database.js';
import type { JobScope } from '../../definition/job-scope.js';
import type { Recounted } from './recount.repository.js';
import { changedDays, hourOf, slotsBefore } from './roll-up-sql.js';

/** Ranges a statement. */
const MOST_RANGES = 1_000;

/**
 * Counts, by hour, the slots that ranges count. A range grows as long as a pause lasts; its own row says how much of it has
 * been counted, so that each slot is counted once. Its slots are taken to be evenly spread since then.
 */
export class CountedSlotsRepository {
  private readonly sql: string;

  constructor(
    database: Pick<CronDatabase, 'tables'>,
    private readonly scope: JobScope,
  ) {
    const { hours, jobs, slotRanges } = database.tables;
    const ms = (instant: string) => `extract(epoch from ${instant})::float8 * 1000`;
    const before = (instant: string) => slotsBefore(instant, { count: 'n', base: 'base', step: 'step' });
    this.sql = `
      with grown as materialized (
        select r.id, r.job_id, r.outcome, r.count, r.to_slot, r.count - r.rolled_count as n,
          ${ms('r.from_slot')} as first, ${ms('r.rolled_to')} as rolled, ${ms('r.to_slot')} as last
        from ${slotRanges} r join ${jobs} j on j.id = r.job_id
        where r.rolled_count <> r.count and j.application = $1 and j.environment = $2
        order by r.id limit ${MOST_RANGES}
        for update of r skip locked),
      paced as (
        select *, case when rolled is not null then (last - rolled) / n when n > 1 then (last - first) / (n - 1) else 1 end
          as step
        from grown),
      placed as (
        select *, coalesce(rolled, first - step) as base from paced),
      spread as (
        select job_id, outcome, hour as began_at, sum(${before("hour + interval '1 hour'")} - ${before('hour')}) as slots
        from placed cross join lateral generate_series(
          ${hourOf('to_timestamp((base + step) / 1000)')}, ${hourOf('to_slot')}, interval '1 hour') as hour
        where hour >= $3::timestamptz
        group by 1, 2, 3),
      noted as (
        update ${slotRanges} r set rolled_count = g.count, rolled_to = g.to_slot
        from grown g where r.id = any(array(select id from grown)) and r.id = g.id),
      written as (
        insert into ${hours} as h (job_id, began_at, status, ranged)
        select job_id, began_at, outcome, slots from spread where slots > 0
        on conflict (job_id, began_at, status) do update set ranged = h.ranged + excluded.ranged
        returning job_id, began_at)
      ${changedDays('written', '$4')}, (select count(*) from grown) = ${MOST_RANGES} as more`;
  }

  /** Counts what ranges have grown by, under the lock. The parameters are those of `RecountRepository.recount`. */
  async count(client: pg.PoolClient, finalUntil: Date, daysUntil: Date | null): Promise<Recounted> {
    const { application, environment } = this.scope;
    const { rows } = await client.query<Recounted['days'] & { more: boolean }>(this.sql, [
      application,
      environment,
      finalUntil,
      daysUntil,
    ]);
    const [{ more, ...days }] = rows;
    return { days, more };
  }
}
