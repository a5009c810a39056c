import type { CronDatabase } from '../database/cron-database.js';
import type { ExecutionStatus } from './execution-status.js';
import { SqlParameters } from './sql-parameters.js';
import { BEGAN, ENDED, meetsSql, msOf, type TimelineStretch } from './timeline-sql.js';

/** An execution as a lane shows it; instants are milliseconds since the epoch. */
export interface TimelineRow {
  readonly jobId: string;
  readonly id: string;
  readonly status: ExecutionStatus;
  readonly began: number;
  /** Null while it is in flight. */
  readonly ended: number | null;
  readonly instanceId: string | null;
}

/** Executions or slots of a lane that are counted together; instants are milliseconds since the epoch. */
export interface TimelineTally {
  readonly jobId: string;
  readonly status: ExecutionStatus;
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Ranges of counted slots that are read of a job. */
const MOST_RANGES = 100;

const ROW = `e.id, e.status, e.instance_id as "instanceId", ${msOf(BEGAN)} as began, ${msOf(ENDED)} as ended`;

/** Reads what jobs did in a stretch of time, each kind on an index and bounded. */
export class TimelineRepository {
  constructor(private readonly database: Pick<CronDatabase, 'dataSource' | 'tables'>) {}

  /**
   * What ended of each job in a stretch, or was in flight in it.
   * @param most of a job with more only the newest ones, and one more
   */
  ended(jobIds: readonly string[], stretch: TimelineStretch, most: number): Promise<TimelineRow[]> {
    if (jobIds.length === 0) return Promise.resolve([]);
    const parameters = new SqlParameters();
    const newest = `order by e.id desc limit ${most + 1}`;
    const ids = parameters.add(jobIds);
    const parts = meetsSql(stretch, parameters).map(
      (meets) =>
        `(select e.* from ${this.database.tables.executions} e where e.job_id = j.id and ${meets} ${newest})`,
    );
    return this.ask(
      `select j.id as "jobId", ${ROW}
       from unnest(${ids}::uuid[]) j(id) cross join lateral (
         select * from (${parts.join(' union all ')}) e ${newest}) e`,
      parameters,
    );
  }

  /** What is in flight; of an execution that was given up the end is written already. */
  inFlight(jobIds: readonly string[]): Promise<TimelineRow[]> {
    if (jobIds.length === 0) return Promise.resolve([]);
    const parameters = new SqlParameters();
    return this.ask(
      `select e.job_id as "jobId", e.id, e.status, e.instance_id as "instanceId", ${msOf(BEGAN)} as began, null as ended
       from ${this.database.tables.live} e
       where e.job_id = any(${parameters.add(jobIds)}::uuid[]) and e.status <> 'zombie'`,
      parameters,
    );
  }

  /** Executions of these jobs in a stretch, counted by where they began. */
  tallies(jobIds: readonly string[], stretch: TimelineStretch, bucketMs: number): Promise<TimelineTally[]> {
    if (jobIds.length === 0) return Promise.resolve([]);
    const parameters = new SqlParameters();
    const ids = parameters.add(jobIds);
    const bucket = `floor(${msOf(BEGAN)} / ${bucketMs}) * ${bucketMs}`;
    const parts = meetsSql(stretch, parameters).map(
      (meets) =>
        `select e.job_id, e.status, ${bucket} as bucket from ${this.database.tables.executions} e
         where e.job_id = j.id and ${meets}`,
    );
    return this.ask(
      `select j.id as "jobId", e.status, e.bucket as "from", e.bucket + ${bucketMs} as "to", count(*)::int as count
       from unnest(${ids}::uuid[]) j(id) cross join lateral (${parts.join(' union all ')}) e
       group by 1, 2, 3 order by 3`,
      parameters,
    );
  }

  /** The same from the statistics by hour, which count an execution at its slot. */
  hours(
    jobIds: readonly string[],
    { from, to }: TimelineStretch,
    bucketMs: number,
  ): Promise<TimelineTally[]> {
    if (jobIds.length === 0) return Promise.resolve([]);
    const parameters = new SqlParameters();
    const bucket = `floor(${msOf('began_at')} / ${bucketMs}) * ${bucketMs}`;
    return this.ask(
      `select job_id as "jobId", status, ${bucket} as "from", ${bucket} + ${bucketMs} as "to", sum(count)::int as count
       from ${this.database.tables.hours}
       where job_id = any(${parameters.add(jobIds)}::uuid[]) and began_at >= ${at(from - bucketMs, parameters)}
         and began_at < ${at(to, parameters)} and count > 0
       group by 1, 2, 3 order by 3`,
      parameters,
    );
  }

  /** Slots that are counted and not written one by one: those of a pause, of a long outage. */
  ranges(jobIds: readonly string[], { from, to }: TimelineStretch): Promise<TimelineTally[]> {
    if (jobIds.length === 0) return Promise.resolve([]);
    const parameters = new SqlParameters();
    const ids = parameters.add(jobIds);
    return this.ask(
      `select j.id as "jobId", r.outcome as status, ${msOf('r.from_slot')} as "from", ${msOf('r.to_slot')} as "to", r.count
       from unnest(${ids}::uuid[]) j(id) cross join lateral (
         select * from ${this.database.tables.slotRanges} r
         where r.job_id = j.id and r.to_slot >= ${at(from, parameters)} and r.from_slot < ${at(to, parameters)}
         order by r.to_slot desc limit ${MOST_RANGES}) r`,
      parameters,
    );
  }

  private ask<Row>(sql: string, { values }: SqlParameters): Promise<Row[]> {
    return this.database.dataSource.query(sql, values);
  }
}

function at(instant: number, parameters: SqlParameters): string {
  return `${parameters.add(new Date(Math.max(0, instant)))}::timestamptz`;
}
