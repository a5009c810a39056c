import type { CronDatabase } from '../database/cron-database.js';
import { plainArray } from '../database/plain-array.js';
import type { JobScope } from '../definition/cron-job.repository.js';
import type { IdGenerator } from '../id-generator.js';
import type { Gap, MissedPart } from './missed-slots.js';

/** Slots of one job that nobody ran. */
export interface MissedSlots extends MissedPart {
  readonly jobName: string;
  /** Why, in one word. */
  readonly reason: string;
  /** Who saw it. */
  readonly instanceId: string;
  readonly release: string | null;
  /** Written only where the watermark still stands here, so that of several instances one accounts for the gap. */
  readonly onlyFrom: number | null;
}

/** Writes down slots that passed without a claim, and finds out who was alive. */
export class MissedSlotsRepository {
  private readonly sql: string;

  constructor(
    private readonly database: CronDatabase,
    private readonly ids: IdGenerator,
    private readonly scope: JobScope,
  ) {
    const { jobs, executions, slotRanges } = database.tables;
    this.sql = `
      with moved as (
        update ${jobs} set last_slot_at = greatest(last_slot_at, to_timestamp($5::float8 / 1000))
        where application = $1 and environment = $2 and name = $3
          and ($4::float8 is null or last_slot_at = to_timestamp($4::float8 / 1000)::timestamptz(3))
        returning *),
      rows as (
        insert into ${executions} (id, job_id, application, environment, job_name, job_group, owner, status, kept,
          reason, trigger, scheduled_at, completed_at, instance_id, epoch, attempt, max_attempts, release,
          definition_version, created_at)
        select t.id, j.id, application, environment, name, job_group, owner, 'missed', 'long', $6, 'schedule',
          to_timestamp(t.slot_ms / 1000), now(), $7::uuid, 1, 0, 1, $8, definition_version, now()
        from moved j cross join unnest($9::uuid[], $10::float8[]) as t(id, slot_ms)),
      counted as (
        insert into ${slotRanges} (id, job_id, from_slot, to_slot, outcome, reason, count)
        select t.id, j.id, to_timestamp(t.from_ms / 1000), to_timestamp(t.to_ms / 1000), 'missed', $6, t.count
        from moved j cross join unnest($11::uuid[], $12::float8[], $13::float8[], $14::integer[])
          as t(id, from_ms, to_ms, count))
      select id from moved`;
  }

  /** @returns false where somebody else has moved the watermark meanwhile */
  async write(missed: MissedSlots, now: number): Promise<boolean> {
    const ranges = missed.range === null ? [] : [missed.range];
    const { rowCount } = await this.database.writes.query({
      name: 'missed-slots',
      text: this.sql,
      values: [
        this.scope.application,
        this.scope.environment,
        missed.jobName,
        missed.onlyFrom,
        missed.until,
        missed.reason,
        missed.instanceId,
        missed.release,
        plainArray(missed.slots.map(() => this.ids.next(now))),
        plainArray(missed.slots),
        plainArray(ranges.map(() => this.ids.next(now))),
        plainArray(ranges.map(({ from }) => from)),
        plainArray(ranges.map(({ to }) => to)),
        plainArray(ranges.map(({ count }) => count)),
      ],
    });
    return rowCount !== 0;
  }

  /**
   * When instances of this application were alive, milliseconds since the epoch, the newest 10,000 of them.
   * @param except the instance that asks
   */
  async lives(since: number, except: string): Promise<Gap[]> {
    const { rows } = await this.database.writes.query<Gap>(
      `select extract(epoch from started_at)::float8 * 1000 as "from",
         extract(epoch from case when stopped_at is null and lease_until > now() then 'infinity'
           else coalesce(stopped_at, lease_until) end)::float8 * 1000 as "to"
       from ${this.database.tables.instances}
       where application = $1 and environment = $2 and id <> $4
         and (stopped_at is null or stopped_at > to_timestamp($3::float8 / 1000))
       order by started_at desc
       limit 10000`,
      [this.scope.application, this.scope.environment, since, except],
    );
    return rows;
  }
}
