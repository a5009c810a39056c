import type pg from 'pg';
import type { CronDatabase } from '../../database/cron-database.js';
import type { JobScope } from '../../definition/job-scope.js';
import { dayOf, hourOf, instantOf, weekOf } from './roll-up-sql.js';

/** What somebody whose turn it is finds to do. */
export interface RollUpTurn {
  /** Nothing has been looked for yet: all that there is has to be counted. */
  readonly first: boolean;
  readonly recounts: boolean;
  readonly ranges: boolean;
  /** Whether there are days to add up. */
  readonly days: boolean;
  /** Those before this one are over. */
  readonly today: Date;
  /** What was written before it has been found. */
  readonly lookedAt: Date;
}

/** How far the account has come, read under its lock. */
export interface RollUpProgress {
  readonly finalUntil: Date;
  readonly daysUntil: Date | null;
}

/** How long nobody looks again: a little less than a minute, so that who looks each minute has a turn each time. */
const TURN_MS = 50_000;
/**
 * The longest that a transaction of ours can take: six statements of 30 s, with 15 s between them, is what the limits of
 * its connection allow. An execution carries when the transaction began that wrote it; what was not to be seen at the
 * last look carries an instant that is at most so much older than that look.
 */
const LONGEST_TRANSACTION_MS = 5 * 60_000;
/** How long after midnight a day is added up: its last executions have been counted by then. */
const DAY_SETTLES_MS = 10 * 60_000;
/** The years that PostgreSQL's infinity stands for can't be read. */
const EPOCH = new Date(0);

/** Finds what was written since somebody last looked, and notes the hours in which it counts. */
export class RollUpProgressRepository {
  private readonly turnSql: string;
  private readonly everythingSql: string;

  constructor(
    private readonly database: Pick<CronDatabase, 'tables' | 'writes'>,
    private readonly scope: JobScope,
  ) {
    const { executions, jobs, recounts, rollUps, slotRanges } = database.tables;
    const mine = 'application = $1 and environment = $2';
    const ofMine = `join ${jobs} j on j.id = r.job_id and j.application = $1 and j.environment = $2`;
    // one statement, and on an idle instance the only one; who finds the row locked has no turn
    this.turnSql = `
      with before as materialized (
        select looked_at, final_until, days_until from ${rollUps} where ${mine} and turn_at <= now()
        for update skip locked),
      found as materialized (
        select distinct e.job_id, ${hourOf(instantOf('e'))} as hour
        from ${executions} e
        where e.updated_at >= (
            select least(looked_at, now()) - interval '${LONGEST_TRANSACTION_MS} ms' from before
            where looked_at is not null)
          and e.application = $1 and e.environment = $2),
      -- hours that follow one another are one stretch
      stretch as (
        select job_id, hour, hour - row_number() over (partition by job_id order by hour) * interval '1 hour' as island
        from found where hour >= (select final_until from before)),
      noted as (
        insert into ${recounts} (job_id, from_at, to_at)
        select job_id, min(hour), max(hour) + interval '1 hour' from stretch
        group by job_id, island, ${weekOf('hour')}
        on conflict do nothing),
      todo as materialized (
        select exists (select from found) or exists (select from ${recounts} r ${ofMine}) as recounts,
          exists (select from ${slotRanges} r ${ofMine} where r.rolled_count <> r.count) as ranges
        from before),
      turn as (
        update ${rollUps} set turn_at = now() + interval '${TURN_MS} ms',
          looked_at = case when looked_at is not null then now() end,
          counted_until = case when looked_at is null or todo.recounts or todo.ranges then counted_until else now() end
        from todo where ${mine})
      select looked_at is null as first, recounts, ranges,
        coalesce(days_until, '-infinity') < today as days, today, now() as "lookedAt"
      from before, todo, ${dayOf(`now() - interval '${DAY_SETTLES_MS} ms'`)} as today`;
    this.everythingSql = `
      insert into ${recounts} (job_id, from_at, to_at)
      select j.id, week, week + interval '7 days'
      from ${jobs} j
        left join lateral (
          select min(e.scheduled_at) as at from ${executions} e
          where e.job_id = j.id and e.scheduled_at is not null) slot on true
        left join lateral (
          select ${instantOf('e')} as at from ${executions} e
          where e.job_id = j.id and e.scheduled_at is null order by e.id limit 1) other on true
        cross join lateral generate_series(
          ${weekOf('greatest(least(slot.at, other.at), $3::timestamptz)')},
          now(), interval '7 days') as week
      where j.application = $1 and j.environment = $2
      on conflict do nothing`;
  }

  /** Opens the account of an application and environment, once. */
  async open(): Promise<void> {
    const { rollUps } = this.database.tables;
    await this.database.writes.query(
      `insert into ${rollUps} (application, environment) values ($1, $2) on conflict do nothing`,
      this.own,
    );
  }

  /** Looks for what was written since the last look. @returns null where it is somebody else's turn, or nobody's yet */
  async turn(): Promise<RollUpTurn | null> {
    const { rows } = await this.database.writes.query<RollUpTurn>({
      name: 'roll-up-turn',
      text: this.turnSql,
      values: this.own,
    });
    return rows[0] ?? null;
  }

  /** First statement of a transaction that counts. @returns null where somebody else counts */
  async lock(client: pg.PoolClient): Promise<RollUpProgress | null> {
    const { rows } = await client.query<RollUpProgress>(
      `select greatest(final_until, $3) as "finalUntil", days_until as "daysUntil" from ${this.database.tables.rollUps}
       where application = $1 and environment = $2 for update skip locked`,
      [...this.own, EPOCH],
    );
    return rows[0] ?? null;
  }

  /**
   * Notes all that there is, from an instant on, as to be counted, under the lock.
   * @param foundUntil what is written later is found by the next look
   */
  async noteEverything(client: pg.PoolClient, from: Date, foundUntil: Date): Promise<void> {
    await client.query(this.everythingSql, [...this.own, from]);
    await client.query(
      `update ${this.database.tables.rollUps} set final_until = greatest(final_until, $3), looked_at = $4
       where application = $1 and environment = $2`,
      [...this.own, from, foundUntil],
    );
  }

  /** What was written before this instant has been counted. */
  async countedUntil(at: Date): Promise<void> {
    await this.database.writes.query(
      `update ${this.database.tables.rollUps} set counted_until = $3 where application = $1 and environment = $2`,
      [...this.own, at],
    );
  }

  /** Days before this one have been added up. */
  async daysUntil(client: pg.PoolClient, day: Date): Promise<void> {
    await client.query(
      `update ${this.database.tables.rollUps} set days_until = $3 where application = $1 and environment = $2`,
      [...this.own, day],
    );
  }

  /** Lets the next turn be the first one again, and now: an instant that is rounded up would be a moment ahead. */
  async startOver(): Promise<void> {
    await this.database.writes.query(
      `update ${this.database.tables.rollUps} set looked_at = null, turn_at = '-infinity'
       where application = $1 and environment = $2`,
      this.own,
    );
  }

  private get own(): string[] {
    return [this.scope.application, this.scope.environment];
  }
}
