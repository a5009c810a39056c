import type { CronDatabase } from '../../database/cron-database.js';
import type { DatabaseClock } from '../../database/database-clock.js';
import type { JobScope } from '../../definition/job-scope.js';
import type { JobsWithin } from '../../definition/jobs-within.js';
import { withinSql } from '../jobs-within-sql.js';
import { SqlParameters } from '../sql-parameters.js';
import { HISTOGRAM_SQL } from './histogram.js';
import { dayOf, executionsIn, hourOf, knownIdsOf, latenessOf, slotsBefore } from './roll-up-sql.js';
import type { Sums } from './statistics.js';
import { halvesOf, type StatisticsReach, type StatisticsWindow, type Stretch } from './statistics-window.js';

/** What is told apart: buckets of time, jobs, or nothing. */
export type StatisticsGrouping = 'hour' | 'day' | 'job' | 'none';

/** Sums of one job or bucket where these are told apart. */
export interface GroupedSums extends Sums {
  readonly jobId: string | null;
  /** Milliseconds since the epoch. */
  readonly bucket: number | null;
}

/** A job whose statistics are asked for. */
export interface CountedJob {
  readonly id: string;
  readonly jobName: string;
  readonly group: string | null;
  readonly owner: string | null;
}

/** Which jobs are counted. */
export interface CountedFilter {
  readonly jobName?: string;
  readonly group?: string;
  readonly owner?: string;
  readonly within?: JobsWithin;
}

/** What is counted, and since when. */
export interface CountedReach extends StatisticsReach {
  /** What was written before it is counted; null while all that there is is counted for the first time. */
  readonly countedUntil: Date | null;
}

/** Reads statistics from hours and days; executions only of the hours that a window cuts. */
export class StatisticsRepository {
  constructor(
    private readonly database: Pick<CronDatabase, 'tables' | 'dataSource'>,
    private readonly scope: JobScope,
    private readonly clock: Pick<DatabaseClock, 'now'>,
    /** Of so many jobs on, half of the work is done on a second connection. */
    private readonly many = 100,
  ) {}

  /** Jobs of this application and environment, removed ones too, by name: one, those of a group, or all. */
  async jobs(filter: CountedFilter): Promise<CountedJob[]> {
    const parameters = new SqlParameters();
    const conditions = [
      `application = ${parameters.add(this.scope.application)}`,
      `environment = ${parameters.add(this.scope.environment)}`,
    ];
    if (filter.jobName !== undefined) {
      const name = parameters.add(filter.jobName);
      conditions.push(`(name = ${name} or previous_names @> array[${name}])`);
    }
    // nobody asks how often jobs were watched, unless by name
    else conditions.push("options -> 'system' is null");
    if (filter.group !== undefined) conditions.push(`job_group = ${parameters.add(filter.group)}`);
    if (filter.owner !== undefined) conditions.push(`owner = ${parameters.add(filter.owner)}`);
    conditions.push(...withinSql(filter.within ?? {}, parameters));
    return this.database.dataSource.query(
      `select id, name as "jobName", job_group as "group", owner from ${this.database.tables.jobs}
       where ${conditions.join(' and ')} order by name`,
      parameters.values,
    );
  }

  async reach(): Promise<CountedReach> {
    const ms = (column: string) => `extract(epoch from ${column})::float8 * 1000`;
    const rows: Omit<CountedReach, 'now'>[] = await this.database.dataSource.query(
      `select ${ms('final_until')} as "rowsFrom", ${ms('hours_from')} as "hoursFrom",
         ${ms("coalesce(days_until, '-infinity')")} as "daysUntil", counted_until as "countedUntil"
       from ${this.database.tables.rollUps} where application = $1 and environment = $2`,
      [this.scope.application, this.scope.environment],
    );
    return { ...NOT_BEGUN, ...rows[0], now: this.clock.now() };
  }

  /** Sums of these jobs in a window; of many jobs in two parts, read side by side, so that a bucket can come twice. */
  async sums(
    jobIds: readonly string[],
    window: StatisticsWindow,
    grouping: StatisticsGrouping,
  ): Promise<GroupedSums[]> {
    if (jobIds.length < this.many) return this.read(jobIds, window, grouping);
    const middle = jobIds.length >> 1;
    const halves =
      grouping === 'job'
        ? [jobIds.slice(0, middle), jobIds.slice(middle)].map((ids) => this.read(ids, window, grouping))
        : halvesOf(window).map((half) => this.read(jobIds, half, grouping));
    return (await Promise.all(halves)).flat();
  }

  private async read(
    jobIds: readonly string[],
    window: StatisticsWindow,
    grouping: StatisticsGrouping,
  ): Promise<GroupedSums[]> {
    const parameters = new SqlParameters();
    const all = `${parameters.add(jobIds)}::uuid[]`;
    // each by itself where jobs are told apart: its rows lie together, those of all of them would have to be sorted
    const each = grouping === 'job';
    const ids = each ? 'array[job.id]' : all;
    const one = each ? 'job.id' : jobIds.length === 1 ? `(${all})[1]` : null;
    const ofJobs = one === null ? `job_id = any(${all})` : `job_id = ${one}`;
    const bucketOf = { hour: hourOf, day: dayOf, job: () => NO_BUCKET, none: () => NO_BUCKET }[grouping];
    // what was counted by these buckets comes from an index in their order
    const binned = (unit: 'hour' | 'day') => (grouping === unit ? 'began_at' : bucketOf('began_at'));
    const { days, hours } = this.database.tables;
    const parts = [
      ...window.days.map((part) => this.rolledUp(days, part, binned('day'), ofJobs, parameters)),
      ...window.hours.map((part) => this.rolledUp(hours, part, binned('hour'), ofJobs, parameters)),
      ...window.cuts.flatMap((cut) => this.counted(cut, bucketOf, ids, parameters)),
    ];
    if (parts.length === 0) return [];
    const bucket = grouping === 'hour' || grouping === 'day' ? 'bucket' : NO_BUCKET;
    const sums = summedUp(bucket, `(${parts.join(' union all ')}) part (bucket, ${COLUMNS})`);
    return this.database.dataSource.query(
      each
        ? `select job.id as "jobId", sums.* from unnest(${all}) job(id) cross join lateral (${sums}) sums`
        : `select null as "jobId", sums.* from (${sums}) sums`,
      parameters.values,
    );
  }

  private rolledUp(
    table: string,
    { from, to }: Stretch,
    bucket: string,
    ofJobs: string,
    parameters: SqlParameters,
  ): string {
    return `
      select ${bucket}, ${COLUMNS}
      from ${table}
      where ${ofJobs} and began_at >= ${at(from, parameters)} and began_at < ${at(to, parameters)}`;
  }

  /** Part of an hour: its executions, and the slots of ranges that lie in it. */
  private counted(
    { from, to }: Stretch,
    bucketOf: (instant: string) => string,
    ids: string,
    parameters: SqlParameters,
  ): string[] {
    const window = {
      jobId: 'j.id',
      from: at(from, parameters),
      to: at(to, parameters),
      ids: knownIdsOf(from, to, parameters),
    };
    const columns = 'e.status, e.trigger, e.scheduled_at, e.started_at, e.duration_ms';
    const one = (value: string) =>
      `case when ${value} is not null then ${HISTOGRAM_SQL.one(HISTOGRAM_SQL.bucket(value))} end`;
    const { executions, slotRanges } = this.database.tables;
    return [
      `
      select ${bucketOf(window.from)}, status, 1, 0, coalesce(duration_ms, 0), duration_ms, duration_ms,
        ${one('duration_ms')}, late_ms, ${one('late_ms')}
      from (
        select e.status, e.duration_ms, ${latenessOf('e')} as late_ms
        from unnest(${ids}) j(id) cross join lateral (${executionsIn(executions, columns, window)}) e) cut`,
      `
      select ${bucketOf(window.from)}, outcome, 0,
        ${slotsBefore(window.to, RANGE)} - ${slotsBefore(window.from, RANGE)}, 0, null, null, null, null, null
      from ${slotRanges}
      where job_id = any(${ids}) and to_slot >= ${window.from} and from_slot < ${window.to}`,
    ];
  }
}

/** What is there before anything has been counted. */
const NOT_BEGUN = { rowsFrom: -Infinity, hoursFrom: -Infinity, daysUntil: -Infinity, countedUntil: null };

const NO_BUCKET = 'null::timestamptz';
const COLUMNS = 'status, count, ranged, total_ms, shortest_ms, longest_ms, durations, latest_ms, lateness';
const MS = (column: string) => `extract(epoch from ${column})::float8 * 1000`;
const STEP = `(case when count > 1 then (${MS('to_slot')} - ${MS('from_slot')}) / (count - 1) else 1 end)`;
const RANGE = { count: 'count', base: `(${MS('from_slot')} - ${STEP})`, step: STEP };

/**
 * One row a bucket, told apart by status first: a condition on each row for each status would cost more than all the sums.
 * @param bucket the column, or the constant where there are none: by a column that is always null all rows would be sorted
 */
function summedUp(bucket: string, parts: string): string {
  const completed = "filter (where status = 'completed')";
  return `
    select ${MS('bucket')} as bucket, json_object_agg(status, count) as counts, sum(total_ms) as "totalMs",
      sum(total_ms) ${completed} as "completedMs", min(shortest_ms) ${completed} as "shortestMs",
      max(longest_ms) ${completed} as "longestMs", max(latest_ms) as "latestMs",
      string_agg(durations, ''::bytea) as durations, string_agg(lateness, ''::bytea) as lateness
    from (
      select ${bucket} as bucket, status, sum(count + ranged)::float8 as count, sum(total_ms) as total_ms,
        min(shortest_ms) as shortest_ms, max(longest_ms) as longest_ms, max(latest_ms) as latest_ms,
        string_agg(durations, ''::bytea) ${completed} as durations, string_agg(lateness, ''::bytea) as lateness
      from ${parts}
      group by 1, 2) of_status
    group by of_status.bucket`;
}

function at(ms: number, parameters: SqlParameters): string {
  return `${parameters.add(new Date(ms))}::timestamptz`;
}
