import type { CronDatabase } from '../database/cron-database.js';
import { plainArray } from '../database/plain-array.js';
import type { JobScope } from '../definition/job-scope.js';
import type { IdGenerator } from '../id-generator.js';
import type { Gap } from './missed-slots.js';
import type { PlannedRange } from './slot-plan.js';

/** Slots of one job that were not run and that nobody claimed. */
export interface UnclaimedSlots {
  readonly jobName: string;
  /** Missed slots with rows of their own. */
  readonly slots: readonly number[];
  /** Slots that are counted; one that goes on where an earlier one of its kind ended lengthens it. */
  readonly range: PlannedRange | null;
  /** Why the slots with rows are missed, in one word. */
  readonly reason: string;
  /** The last slot before these. */
  readonly after: number;
  /** Everything up to here is accounted for. */
  readonly until: number;
  /**
   * Whether other instances see the same slots. `unmoved`: written only where the watermark still stands at `after`;
   * `first`: only where it has not come to `until`. `no`: each instance counts its own.
   */
  readonly shared: 'unmoved' | 'first' | 'no';
  /** Who saw it. */
  readonly instanceId: string;
  readonly release: string | null;
}

/** Writes down slots that passed without a claim, and finds out who was alive. */
export class UnclaimedSlotsRepository {
  private readonly sql: string;

  constructor(
    private readonly database: CronDatabase,
    private readonly ids: IdGenerator,
    private readonly scope: JobScope,
  ) {
    const { jobs, executions, slotRanges } = database.tables;
    this.sql = `
      with moved as (
        update ${jobs} set last_slot_at = greatest(last_slot_at, to_timestamp($6::float8 / 1000))
        where application = $1 and environment = $2 and (name = $3 or previous_names @> array[$3::text])
          and case $4::text
            when 'unmoved' then last_slot_at = to_timestamp($5::float8 / 1000)::timestamptz(3)
            when 'first' then last_slot_at < to_timestamp($6::float8 / 1000)::timestamptz(3)
            else true end
        returning *),
      missed as (
        insert into ${executions} (id, job_id, application, environment, job_name, job_group, owner, status, kept,
          reason, trigger, scheduled_at, completed_at, instance_id, epoch, attempt, max_attempts, release,
          definition_version, created_at)
        select t.id, j.id, application, environment, name, job_group, owner, 'missed', 'long', $7, 'schedule',
          to_timestamp(t.slot_ms / 1000), now(), $8::uuid, 1, 0, 1, $9, definition_version, now()
        from moved j cross join unnest($10::uuid[], $11::float8[]) as t(id, slot_ms)),
      ranges as (
        select j.id as job_id, t.*
        from moved j cross join unnest($12::uuid[], $13::float8[], $14::float8[], $15::integer[], $16::text[],
          $17::text[]) as t(id, from_ms, to_ms, count, outcome, reason)),
      extended as (
        update ${slotRanges} r set to_slot = to_timestamp(t.to_ms / 1000), count = r.count + t.count
        from ranges t
        where r.job_id = t.job_id and r.outcome = t.outcome and r.reason = t.reason
          and r.to_slot = to_timestamp($5::float8 / 1000)::timestamptz(3)
        returning t.id),
      counted as (
        insert into ${slotRanges} (id, job_id, from_slot, to_slot, outcome, reason, count)
        select id, job_id, to_timestamp(from_ms / 1000), to_timestamp(to_ms / 1000), outcome, reason, count
        from ranges where id not in (select id from extended))
      select id from moved`;
  }

  /** @returns false where another instance accounts for these slots, or the job has no row */
  async write(unclaimed: UnclaimedSlots, now: number): Promise<boolean> {
    const ranges = unclaimed.range === null ? [] : [unclaimed.range];
    const { rowCount } = await this.database.writes.query({
      name: 'unclaimed-slots',
      text: this.sql,
      values: [
        this.scope.application,
        this.scope.environment,
        unclaimed.jobName,
        unclaimed.shared,
        unclaimed.after,
        unclaimed.until,
        unclaimed.reason,
        unclaimed.instanceId,
        unclaimed.release,
        plainArray(unclaimed.slots.map(() => this.ids.next(now))),
        plainArray(unclaimed.slots),
        plainArray(ranges.map(() => this.ids.next(now))),
        plainArray(ranges.map(({ from }) => from)),
        plainArray(ranges.map(({ to }) => to)),
        plainArray(ranges.map(({ count }) => count)),
        plainArray(ranges.map(({ outcome }) => outcome)),
        plainArray(ranges.map(({ reason }) => reason)),
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
