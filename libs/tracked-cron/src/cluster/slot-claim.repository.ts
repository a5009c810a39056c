import type pg from 'pg';
import type { CronDatabase } from '../database/cron-database.js';
import { plainArray } from '../database/plain-array.js';
import {
  BORN_NAMES,
  bornValues,
  HELD,
  QUEUED_NAMES,
  queuedValues,
  SKIPPED_NAMES,
  skippedValues,
} from './claim-rows.js';
import { crowds } from './concurrency-groups.js';
import type { HoldReason, PlannedRange, RowTiming } from './slot-plan.js';

/** What the locks found. */
export interface LockedJobs {
  /** False when this instance was declared dead, or its lease has run out. */
  readonly alive: boolean;
  readonly jobs: LockedJob[];
}

/** A job under its lock. */
export interface LockedJob extends RowTiming {
  readonly id: string;
  /** Milliseconds since the Unix epoch. */
  readonly watermark: number;
  readonly held: HoldReason | null;
  readonly overlap: string;
  readonly concurrencyKey: string | null;
  /** Until when its breaker is open, milliseconds since the Unix epoch; null while that is closed. */
  readonly breakerUntil: number | null;
  /** The execution that its half-open breaker let through last. */
  readonly breakerTrial: string | null;
}

/** One slot to decide, with the id its execution will have. */
export interface SlotCandidate {
  readonly id: string;
  readonly jobId: string;
  readonly slot: number;
  readonly intent: 'run' | 'missed';
  readonly reason: string | null;
  readonly next: number;
  /** The version of the definition that it is claimed under; null for that of the row. */
  readonly version: number | null;
}

export type SlotDecision = 'running' | 'pending' | 'skipped' | 'missed';

const ENDED_AT_BIRTH = {
  status: 'status',
  kept: "case status when 'skipped' then 'short' else 'long' end",
  reason: 'ended_reason',
};

/** The statements of a claim. They must run in one transaction, in this order. */
export class SlotClaimRepository {
  private readonly lockSql: string;
  private readonly decideSql: string;
  private readonly ownSql: string;
  private readonly inFlightSql: string;
  private readonly trialsSql: string;

  constructor(database: CronDatabase) {
    const { jobs, live, executions, slotRanges, instances } = database.tables;
    // Two statements, because READ COMMITTED reads only the row it waited for anew: what else is in flight must be read
    // by a statement that begins after the lock is held. Sorted, because only that keeps instances from deadlocking.
    this.lockSql = `
      select id, extract(epoch from last_slot_at)::float8 * 1000 as watermark,
        ${HELD} as held,
        (select stopped_at is null and lease_until > now() from ${instances} where id = $2) as alive,
        overlap, concurrency_key,
        extract(epoch from breaker_until)::float8 * 1000 as breaker_until, breaker_trial,
        schedule_version, generation_id, override_key
      from ${jobs}
      where id = any($1::uuid[])
      order by id
      for update`;
    // A slot is admitted where its own job lets it run; it fits where its concurrency group has room for it too.
    this.decideSql = `
      with candidates as (
        select * from unnest($1::uuid[], $2::uuid[], $3::float8[], $4::text[], $5::text[], $6::float8[], $16::integer[])
        as t(id, job_id, slot_ms, intent, reason, next_ms, version)),
      due as materialized (
        select t.id, t.job_id, to_timestamp(t.slot_ms / 1000)::timestamptz(3) as slot, t.reason,
          to_timestamp(t.next_ms / 1000)::timestamptz(3) as next_slot, j.overlap, j.max_queued, j.concurrency_key,
          j.concurrency_limit, j.skip_by, j.skip_reason, j.application, j.environment, j.name, j.job_group, j.owner,
          j.max_attempts, coalesce(t.version, j.definition_version) as definition_version,
          case when t.intent = 'missed' then 'missed'
            when j.skip_slot = to_timestamp(t.slot_ms / 1000)::timestamptz(3) then 'skip_next'
            else 'run' end as wish
        from candidates t join ${jobs} j on j.id = t.job_id
        where j.id = any($2::uuid[]) and to_timestamp(t.slot_ms / 1000)::timestamptz(3) > j.last_slot_at),
      wished as materialized (
        select d.*, row_number() over (partition by job_id, wish order by slot) as nth,
          row_number() over (partition by job_id, wish order by slot desc) as nth_last
        from due d),
      lanes as materialized (
        select job_id, count(*) filter (where holds_lane) as held,
          count(*) filter (where not holds_lane and trigger <> 'backfill') as queued
        from ${live} where job_id = any($2::uuid[])
        group by job_id),
      admitted as materialized (
        select w.*, coalesce(l.queued, 0) as queued,
          wish = 'run' and case overlap
            when 'allow' then true
            when 'cancelPrevious' then nth_last = 1
            when 'queue' then nth = 1 and coalesce(l.held, 0) = 0 and coalesce(l.queued, 0) = 0
            else nth = 1 and coalesce(l.held, 0) = 0 end as admitted
        from wished w left join lanes l using (job_id)),
      crowds as materialized (
        ${crowds(database.tables, 'select concurrency_key from admitted where admitted')}),
      fitting as materialized (
        select a.*, admitted and (a.concurrency_key is null
          or coalesce(c.lanes, 0) + row_number() over (partition by a.concurrency_key, admitted order by slot, a.id)
            <= concurrency_limit) as fits
        from admitted a left join crowds c on c.application = a.application and c.environment = a.environment
          and c.concurrency_key = a.concurrency_key),
      decided as materialized (
        select f.*, case
            when wish = 'missed' then 'missed'
            when fits then 'running'
            when wish = 'run' and overlap = 'queue' and queued
              + count(*) filter (where not fits) over (partition by job_id, wish order by slot) <= max_queued
              then 'pending'
            else 'skipped' end as status,
          case
            when wish = 'missed' then reason
            when wish = 'skip_next' then 'skip_next'
            when overlap = 'queue' then 'queue_full'
            when admitted then 'concurrency'
            else 'overlap' end as ended_reason
        from fitting f),
      ranges as (
        select * from unnest($7::uuid[], $8::uuid[], $9::float8[], $10::float8[], $11::text[], $12::text[],
          $13::integer[])
        as t(id, job_id, from_ms, to_ms, outcome, reason, count)),
      moved as (
        update ${jobs} j set last_slot_at = greatest(j.last_slot_at, m.slot),
          skip_slot = case when j.skip_slot > m.slot then j.skip_slot end,
          skip_by = case when j.skip_slot > m.slot then j.skip_by end,
          skip_reason = case when j.skip_slot > m.slot then j.skip_reason end
        from (
          select job_id, max(slot) as slot
          from (select job_id, slot from due
            union all select job_id, to_timestamp(to_ms / 1000)::timestamptz(3) from ranges) decided_slots
          group by job_id) m
        where j.id = any($2::uuid[] || $8::uuid[]) and j.id = m.job_id),
      born as (
        insert into ${live} (${BORN_NAMES}) select ${bornValues('$14', '$15')} from decided where status = 'running'),
      queued as (
        insert into ${live} (${QUEUED_NAMES}) select ${queuedValues('$15')} from decided where status = 'pending'),
      ended as (
        insert into ${executions} (${SKIPPED_NAMES}, triggered_by, trigger_reason)
        select ${skippedValues(ENDED_AT_BIRTH, '$14', '$15')},
          case wish when 'skip_next' then skip_by end, case wish when 'skip_next' then skip_reason end
        from decided where status in ('skipped', 'missed')),
      -- a pause of a week is one row that grows, not one a slot
      extended as (
        update ${slotRanges} r
        set to_slot = to_timestamp(t.to_ms / 1000), count = r.count + t.count
        from ranges t join ${jobs} j on j.id = t.job_id
        where r.job_id = any($8::uuid[]) and j.id = any($8::uuid[])
          and r.job_id = t.job_id and r.outcome = t.outcome and r.reason = t.reason and r.to_slot = j.last_slot_at
          -- unless other slots lie between them
          and not exists (select 1 from candidates c where c.job_id = t.job_id and c.slot_ms < t.from_ms)
          and not exists (select 1 from ranges o where o.job_id = t.job_id and o.from_ms < t.from_ms)
        returning t.id),
      counted as (
        insert into ${slotRanges} (id, job_id, from_slot, to_slot, outcome, reason, count)
        select id, job_id, to_timestamp(from_ms / 1000), to_timestamp(to_ms / 1000), outcome, reason, count
        from ranges where id not in (select id from extended))
      select id, status from decided`;
    this.ownSql = `
      select id from ${live} where id = any($1::uuid[]) and instance_id = $2`;
    this.inFlightSql = `select id from ${live} where id = any($1::uuid[])`;
    this.trialsSql = `
      update ${jobs} j set breaker_trial = t.id
      from unnest($1::uuid[], $2::uuid[]) as t(job_id, id)
      where j.id = any($1::uuid[]) and j.id = t.job_id`;
  }

  /** First statement: waits for the jobs' rows and answers their watermarks. */
  async lock(client: pg.PoolClient, jobIds: string[], instanceId: string): Promise<LockedJobs> {
    const { rows } = await client.query<
      [
        string,
        number,
        HoldReason | null,
        boolean | null,
        string,
        string | null,
        number | null,
        string | null,
        number,
        string | null,
        string | null,
      ]
    >({
      name: 'claim-lock',
      text: this.lockSql,
      values: [plainArray(jobIds), instanceId],
      rowMode: 'array',
    });
    return {
      alive: rows.every(([, , , alive]) => alive === true),
      jobs: rows.map(
        ([
          id,
          watermark,
          held,
          ,
          overlap,
          concurrencyKey,
          until,
          breakerTrial,
          scheduleVersion,
          generationId,
          overrideKey,
        ]) => ({
          id,
          watermark: Math.round(watermark),
          held,
          overlap,
          concurrencyKey,
          breakerUntil: until === null ? null : Math.round(until),
          breakerTrial,
          scheduleVersion,
          generationId,
          overrideKey,
        }),
      ),
    };
  }

  /**
   * Which of these executions are in flight. A statement of its own, after the locks: the one that waited for them can't
   * see what was born meanwhile.
   */
  async findInFlight(client: pg.PoolClient, ids: string[]): Promise<Set<string>> {
    const { rows } = await client.query<{ id: string }>(this.inFlightSql, [ids]);
    return new Set(rows.map(({ id }) => id));
  }

  /** Notes which executions are the trials of half-open breakers. */
  async noteTrials(client: pg.PoolClient, trials: readonly SlotCandidate[]): Promise<void> {
    await client.query(this.trialsSql, [trials.map(({ jobId }) => jobId), trials.map(({ id }) => id)]);
  }

  /** Last statement: decides each slot, moves the watermarks, writes down births, skipped and missed slots. */
  async decide(
    client: pg.PoolClient,
    candidates: SlotCandidate[],
    ranges: (PlannedRange & { id: string; jobId: string })[],
    instanceId: string,
    release: string | null,
  ): Promise<Map<string, SlotDecision>> {
    const { rows } = await client.query<[string, SlotDecision]>({
      name: 'claim-decide',
      text: this.decideSql,
      rowMode: 'array',
      values: [
        plainArray(candidates.map((candidate) => candidate.id)),
        plainArray(candidates.map((candidate) => candidate.jobId)),
        plainArray(candidates.map((candidate) => candidate.slot)),
        plainArray(candidates.map((candidate) => candidate.intent)),
        plainArray(candidates.map((candidate) => candidate.reason)),
        plainArray(candidates.map((candidate) => candidate.next)),
        plainArray(ranges.map((range) => range.id)),
        plainArray(ranges.map((range) => range.jobId)),
        plainArray(ranges.map((range) => range.from)),
        plainArray(ranges.map((range) => range.to)),
        plainArray(ranges.map((range) => range.outcome)),
        plainArray(ranges.map((range) => range.reason)),
        plainArray(ranges.map((range) => range.count)),
        instanceId,
        release,
        plainArray(candidates.map((candidate) => candidate.version)),
      ],
    });
    return new Map(rows);
  }

  /** Which of these executions were born after all, where the answer to a claim's commit was lost. */
  async findOwn(client: pg.PoolClient, ids: string[], instanceId: string): Promise<Set<string>> {
    const { rows } = await client.query<{ id: string }>(this.ownSql, [ids, instanceId]);
    return new Set(rows.map((row) => row.id));
  }
}
