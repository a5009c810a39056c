import type pg from 'pg';
import type { CronDatabase } from '../database/cron-database.js';
import { plainArray } from '../database/plain-array.js';
import { inOneTrip } from '../database/transaction.js';
import { BORN_NAMES, bornValues, HELD, PLAIN, SKIPPED_NAMES, skippedValues } from './claim-rows.js';
import type { HoldReason, RowTiming } from './slot-plan.js';
import type { SlotCandidate } from './slot-claim.repository.js';

/** One slot to run, of a job whose watermark is expected to be the one that is known here. */
export interface QuickCandidate extends SlotCandidate {
  readonly watermark: number;
}

/** A job, and where its watermark is expected. */
type Expected = Pick<QuickCandidate, 'jobId' | 'watermark'>;

/**
 * A job that is not as expected: another instance moved its watermark, somebody paused it, its row is gone, or it says
 * more than this claim can decide, a breaker that is not closed included.
 */
export interface MovedOn extends RowTiming {
  readonly jobId: string;
  /** As it stands in the database, milliseconds since the epoch; null: its row is gone. */
  readonly watermark: number | null;
  readonly held: HoldReason | null;
}

/** First half of the key of a turn, an advisory lock; the second is the id of the chunk's first job. */
export const TURN_LOCK = 0x74726b74;

/** Whether this transaction has its chunk's turn. A setting hands that on from its first statement to its second. */
const HAS_TURN = "current_setting('tracked_cron.has_turn') = 'true'";

/**
 * The two statements of a claim whose plan is made ahead. The same order as in every claim: first the jobs' locks,
 * sorted, then a statement that begins after them and so sees what else is in flight.
 *
 * All instances cut their chunks alike, and one at a time claims a chunk: who comes while another one is at it learns that
 * at once, instead of waiting for five hundred locks to find each watermark moved. The turn only saves work. What keeps a
 * slot from being claimed twice are the jobs' locks and watermarks, also between instances that cut differently.
 */
export class QuickClaimRepository {
  private readonly lockSql: string;
  private readonly decideSql: string;
  private readonly lookSql: string;

  constructor(private readonly database: CronDatabase) {
    const { jobs, live, executions, instances } = database.tables;
    this.lockSql = `
      with turn as materialized (
        select set_config('tracked_cron.has_turn', pg_try_advisory_xact_lock(${TURN_LOCK}, hashtext($3))::text, true) = 'true' as mine),
      locked as materialized (
        select id, last_slot_at, ${HELD} as held, ${PLAIN} as plain, schedule_version, generation_id, override_key
        from ${jobs}
        where id = any($1::uuid[]) and (select mine from turn)
        order by id
        for update)
      select expected.id, extract(epoch from locked.last_slot_at)::float8 * 1000, locked.held,
        locked.schedule_version, locked.generation_id, locked.override_key
      from unnest($1::uuid[], $2::float8[]) as expected(id, watermark_ms) left join locked using (id)
      where (select mine from turn) and (locked.id is null or locked.held is not null or not locked.plain
        or locked.last_slot_at <> to_timestamp(expected.watermark_ms / 1000)::timestamptz(3))`;
    this.decideSql = `
      with moved as (
        update ${jobs} j set last_slot_at = to_timestamp(t.slot_ms / 1000)
        from unnest($1::uuid[], $2::uuid[], $3::float8[], $4::float8[], $5::float8[], $8::integer[])
          as t(id, job_id, watermark_ms, slot_ms, next_ms, version)
        where ${HAS_TURN} and j.id = any($2::uuid[]) and j.id = t.job_id and (${HELD}) is null and ${PLAIN}
          and j.last_slot_at = to_timestamp(t.watermark_ms / 1000)::timestamptz(3)
          and (select stopped_at is null and lease_until > now() from ${instances} where id = $6)
        returning t.id, j.id as job_id, j.last_slot_at as slot,
          to_timestamp(t.next_ms / 1000)::timestamptz(3) as next_slot, j.overlap, j.application, j.environment, j.name,
          j.job_group, j.owner, j.max_attempts, coalesce(t.version, j.definition_version) as definition_version),
      decided as materialized (
        select m.*, overlap = 'allow' or not exists (select 1 from ${live} l where l.job_id = m.job_id and l.holds_lane) as runs
        from moved m),
      born as (
        insert into ${live} (${BORN_NAMES}) select ${bornValues('$6', '$7')} from decided where runs),
      skipped as (
        insert into ${executions} (${SKIPPED_NAMES})
        select ${skippedValues({ status: "'skipped'", kept: "'short'", reason: "'overlap'" }, '$6', '$7')}
        from decided where not runs)
      select count(*)::integer, array_agg(id) filter (where not runs), ${HAS_TURN} from decided`;
    this.lookSql = `
      select j.id, extract(epoch from j.last_slot_at)::float8 * 1000, ${HELD}, j.schedule_version, j.generation_id, j.override_key
      from unnest($1::uuid[], $2::float8[]) as expected(id, watermark_ms) join ${jobs} j using (id)
      where j.id = any($1::uuid[])
        and j.last_slot_at <> to_timestamp(expected.watermark_ms / 1000)::timestamptz(3)`;
  }

  /** Which jobs others have moved on by now; a look without locks. */
  async look(due: readonly Expected[]): Promise<MovedOn[]> {
    return this.movedOn(await this.database.writes.query<unknown[]>(this.looking(due)));
  }

  /** The same, once whoever claims this chunk has committed, or given up. */
  async lookAfter(due: readonly Expected[]): Promise<MovedOn[]> {
    const [, moved] = await inOneTrip(this.database.writes, [
      {
        name: 'quick-claim-wait',
        text: `select pg_advisory_xact_lock_shared(${TURN_LOCK}, hashtext($1))`,
        rowMode: 'array',
        values: [due[0].jobId],
      },
      this.looking(due),
    ]);
    return this.movedOn(moved);
  }

  private looking(due: readonly Expected[]): pg.QueryArrayConfig {
    return {
      name: 'quick-claim-look',
      text: this.lookSql,
      rowMode: 'array',
      values: [plainArray(due.map(({ jobId }) => jobId)), plainArray(due.map(({ watermark }) => watermark))],
    };
  }

  /**
   * To be sent in this order, in one transaction.
   * @param turn what the chunk's turn is called: the id of its first job
   */
  statements(
    candidates: readonly QuickCandidate[],
    turn: string,
    instanceId: string,
    release: string | null,
  ): pg.QueryArrayConfig[] {
    const jobIds = plainArray(candidates.map((candidate) => candidate.jobId));
    const watermarks = plainArray(candidates.map((candidate) => candidate.watermark));
    return [
      { name: 'quick-claim-lock', text: this.lockSql, rowMode: 'array', values: [jobIds, watermarks, turn] },
      {
        name: 'quick-claim-decide',
        text: this.decideSql,
        rowMode: 'array',
        values: [
          plainArray(candidates.map((candidate) => candidate.id)),
          jobIds,
          watermarks,
          plainArray(candidates.map((candidate) => candidate.slot)),
          plainArray(candidates.map((candidate) => candidate.next)),
          instanceId,
          release,
          plainArray(candidates.map((candidate) => candidate.version)),
        ],
      },
    ];
  }

  /** Reads the first answer: nearly always empty. */
  movedOn({ rows }: pg.QueryArrayResult): MovedOn[] {
    return (rows as [string, number | null, HoldReason | null, number, string | null, string | null][]).map(
      ([jobId, watermark, held, scheduleVersion, generationId, overrideKey]) => ({
        jobId,
        watermark: watermark === null ? null : Math.round(watermark),
        held,
        scheduleVersion,
        generationId,
        overrideKey,
      }),
    );
  }

  /**
   * Reads the second: whether it was this instance's turn, how many slots were decided, and the ids of those that were
   * skipped for overlap.
   */
  decisions({ rows }: pg.QueryArrayResult): { hadTurn: boolean; count: number; skipped: string[] } {
    const [[count, skipped, hadTurn]] = rows as [number, string[] | null, boolean][];
    return { hadTurn, count, skipped: skipped ?? [] };
  }
}
