import type { CronDatabase } from '../database/cron-database.js';
import type { JobsWithin } from '../definition/jobs-within.js';
import { uuidV7Floor } from '../id-generator.js';
import type { HistoryScope } from './execution-history.repository.js';
import type { FailureGroup, FailureSort, FailureState } from './failure-group.js';
import { withinSql } from './jobs-within-sql.js';
import { bornAt } from './roll-ups/roll-up-sql.js';
import { containing, SqlParameters } from './sql-parameters.js';

/** Which groups are counted how: everything decided. */
export interface CountedFailures {
  readonly now: number;
  readonly from: number;
  readonly to: number;
  readonly fingerprint?: string;
  readonly jobName?: string;
  readonly group?: string;
  readonly owner?: string;
  /** When it was first seen, at the earliest. */
  readonly newSince?: number;
  /** Only executions of these jobs. */
  readonly within?: JobsWithin;
  readonly states?: readonly FailureState[];
  readonly search?: string;
  readonly sort: FailureSort;
  readonly limit: number;
}

/** Whose executions a fault has ended. */
export interface FailureVictims {
  readonly own: boolean;
  readonly others: boolean;
}

/** What becomes of a group. */
export interface FailureVerdict {
  readonly state: 'resolved' | 'ignored';
  readonly at: Date;
  readonly by: string | null;
  readonly reason: string | null;
  readonly until: Date | null;
  readonly release: string | null;
}

const HOUR_MS = 3_600_000;
const WINDOWS = { hour: HOUR_MS, day: 24 * HOUR_MS, week: 7 * 24 * HOUR_MS, month: 30 * 24 * HOUR_MS };
const MOST_JOBS = 20;
/** Parts of a group's course. */
const PARTS = 24;
const ORDERS: Record<FailureSort, string> = {
  '-count': 'count desc, "lastSeenAt" desc',
  '-lastSeenAt': '"lastSeenAt" desc',
  '-firstSeenAt': '"firstSeenAt" desc',
};

/** What is said of a group, as expressions, and what has to be joined for it. */
interface Sightings {
  readonly columns: string;
  readonly firstSeenAt: string;
  readonly sample: string;
  readonly searched: string;
  readonly joined: string;
}

/** Of everybody's executions: as it was noted with each of them. */
const NOTED: Sightings = {
  firstSeenAt: 'k.first_seen_at',
  columns: `k.first_seen_at as "firstSeenAt", k.last_seen_at as "lastSeenAt", k.last_release as "lastRelease"`,
  sample: 'k.sample',
  searched: 'k.searched',
  joined: '',
};

/**
 * Groups failures by fingerprint. What is counted is read from the index by fingerprint alone, which knows job and birth:
 * never the rows, of which there may be many and large ones.
 */
export class FailureGroupRepository {
  constructor(
    private readonly database: CronDatabase,
    private readonly scope: HistoryScope,
  ) {}

  /** Groups with executions in the window, but the one that is asked for by its fingerprint whenever that was. */
  async list(asked: CountedFailures): Promise<FailureGroup[]> {
    const { errors } = this.database.tables;
    const parameters = new SqlParameters();
    const counted = this.counted(asked, parameters);
    const conditions = [
      `k.application = ${parameters.add(this.scope.application)}`,
      `k.environment = ${parameters.add(this.scope.environment)}`,
    ];
    const { fingerprint, states, search, newSince } = asked;
    if (fingerprint !== undefined) conditions.push(`k.fingerprint = ${parameters.add(fingerprint)}`);
    else conditions.push('c.count > 0');
    const state = `case when k.state = 'ignored' and k.ignored_until <= ${parameters.add(new Date(asked.now))} then 'open'
      when k.state = 'resolved' and k.regressed_at is not null then 'regressed' else k.state end`;
    if (states?.length) conditions.push(`${state} = any(${parameters.add(states)}::text[])`);
    const seen = asked.within === undefined ? NOTED : this.sightingsOf(asked.within, parameters);
    if (search !== undefined)
      conditions.push(`${seen.searched} like lower(${parameters.add(containing(search))})`);
    if (newSince !== undefined)
      conditions.push(`${seen.firstSeenAt} >= ${parameters.add(new Date(newSince))}`);
    const rows: GroupRow[] = await this.database.dataSource.query(
      `with counted as materialized (${counted})
       select k.fingerprint, k.error_class as "errorClass", coalesce(k.pattern, ${seen.sample}) as message,
         ${seen.sample} as sample, k.frame, ${state} as state, k.state_at as "at", k.state_by as "by", k.state_reason as reason, k.ignored_until as until,
         k.resolved_in as release, k.regressed_at as "regressedAt", ${seen.columns},
         coalesce(c.count, 0) as count, coalesce(c.hour, 0) as hour, coalesce(c.day, 0) as day, coalesce(c.week, 0) as week,
         coalesce(c.month, 0) as month
       from ${errors} k left join counted c using (fingerprint) ${seen.joined}
       where ${conditions.join(' and ')}
       order by ${ORDERS[asked.sort]}, fingerprint limit ${asked.limit}`,
      parameters.values,
    );
    const [jobs, courses] = await Promise.all([this.jobsOf(rows, asked), this.coursesOf(rows, asked)]);
    return rows.map((row) =>
      groupOf(row, jobs.get(row.fingerprint) ?? [], courses.get(row.fingerprint) ?? NO_COURSE),
    );
  }

  /** Whose executions it has ended: those of these jobs, and of others. */
  async victims(fingerprint: string, within: JobsWithin): Promise<FailureVictims> {
    const parameters = new SqlParameters();
    const source = this.source({ fingerprint }, parameters);
    const those = ['true', ...withinSql(within, parameters, 'j.')].join(' and ');
    const [victims]: FailureVictims[] = await this.database.dataSource.query(
      `select exists (select from ${source} and ${those}) as own,
         exists (select from ${source} and (${those}) is not true) as others`,
      parameters.values,
    );
    return victims;
  }

  /** @returns false where there is no such group */
  async decide(
    fingerprint: string,
    { state, at, by, reason, until, release }: FailureVerdict,
  ): Promise<boolean> {
    const { rowCount } = await this.database.writes.query(
      `update ${this.database.tables.errors}
       set state = $4, state_at = $5, state_by = $6, state_reason = $7, ignored_until = $8, resolved_in = $9,
         -- while the release that mends it is rolled out, the one before may fail on
         resolved_from = case when $9::text is not null and last_release is distinct from $9 then last_release end,
         regressed_at = null
       where fingerprint = $1 and application = $2 and environment = $3`,
      [fingerprint, this.scope.application, this.scope.environment, state, at, by, reason, until, release],
    );
    return rowCount === 1;
  }

  /** Of the executions of some jobs: read off their first and last one, so that nothing of others' is told. */
  private sightingsOf(within: JobsWithin, parameters: SqlParameters): Sightings {
    const { executions, jobs } = this.database.tables;
    const conditions = [
      `application = ${parameters.add(this.scope.application)}`,
      `environment = ${parameters.add(this.scope.environment)}`,
      ...withinSql(within, parameters),
    ];
    const one = (direction: string) => `cross join lateral (
      select e.completed_at, e.release, left(coalesce(e.error_message, ''), 1000) as sample from ${executions} e
      where e.fingerprint = k.fingerprint
        and e.job_id = any(array(select id from ${jobs} where ${conditions.join(' and ')}))
      order by e.id ${direction} limit 1)`;
    return {
      firstSeenAt: 'earliest.completed_at',
      columns: `earliest.completed_at as "firstSeenAt", latest.completed_at as "lastSeenAt", latest.release as "lastRelease"`,
      sample: 'earliest.sample',
      searched: `lower(k.error_class || E'\\n' || coalesce(k.pattern, ''))`,
      joined: `${one('asc')} earliest ${one('desc')} latest`,
    };
  }

  private counted(asked: CountedFailures, parameters: SqlParameters): string {
    const { now, from, to } = asked;
    const born = (at: number) => `${parameters.add(uuidV7Floor(Math.max(0, at)))}::uuid`;
    const windows = Object.entries(WINDOWS).map(
      ([name, length]) => `count(*) filter (where e.id >= ${born(now - length)})::integer as ${name}`,
    );
    const earliest = Math.min(from, now - WINDOWS.month);
    return `
      select e.fingerprint, count(*) filter (where e.id >= ${born(from)} and e.id < ${born(to)})::integer as count,
        ${windows.join(', ')}
      from ${this.source(asked, parameters)} and e.id >= ${born(earliest)}
      group by e.fingerprint`;
  }

  private async jobsOf(groups: readonly GroupRow[], asked: CountedFailures): Promise<Map<string, JobRow[]>> {
    const found = new Map<string, JobRow[]>();
    if (groups.length === 0) return found;
    const parameters = new SqlParameters();
    const born = (at: number) => `${parameters.add(uuidV7Floor(Math.max(0, at)))}::uuid`;
    const rows: JobRow[] = await this.database.dataSource.query(
      `select fingerprint, name as "jobName", count, "jobCount"
       from (
         select e.fingerprint, j.name, count(*)::integer as count,
           count(*) over (partition by e.fingerprint)::integer as "jobCount",
           row_number() over (partition by e.fingerprint order by count(*) desc, j.name) as place
         from ${this.source(asked, parameters)}
           and e.fingerprint = any(${parameters.add(groups.map(({ fingerprint }) => fingerprint))}::text[])
           and e.id >= ${born(asked.from)} and e.id < ${born(asked.to)}
         group by e.fingerprint, j.id, j.name) placed
       where place <= ${MOST_JOBS} order by fingerprint, place`,
      parameters.values,
    );
    for (const row of rows) found.set(row.fingerprint, [...(found.get(row.fingerprint) ?? []), row]);
    return found;
  }

  /** How often each ended executions in each part of the window: by the time in their ids. */
  private async coursesOf(
    groups: readonly GroupRow[],
    asked: CountedFailures,
  ): Promise<Map<string, readonly number[]>> {
    const courses = new Map<string, number[]>();
    if (groups.length === 0) return courses;
    const parameters = new SqlParameters();
    const born = (at: number) => `${parameters.add(uuidV7Floor(Math.max(0, at)))}::uuid`;
    const ms = (at: number) => `${parameters.add(at)}::float8`;
    const rows: { fingerprint: string; part: number; count: number }[] = await this.database.dataSource.query(
      `select e.fingerprint, width_bucket(${bornAt('e')}, ${ms(asked.from)}, ${ms(asked.to)}, ${PARTS}) as part,
         count(*)::integer as count
       from ${this.source(asked, parameters)}
         and e.fingerprint = any(${parameters.add(groups.map(({ fingerprint }) => fingerprint))}::text[])
         and e.id >= ${born(asked.from)} and e.id < ${born(asked.to)}
       group by 1, 2`,
      parameters.values,
    );
    for (const { fingerprint, part, count } of rows) {
      const course = courses.get(fingerprint) ?? [...NO_COURSE];
      course[part - 1] += count;
      courses.set(fingerprint, course);
    }
    return courses;
  }

  /**
   * What failed of this application and environment, which its jobs say. Nothing is asked that the index doesn't know, not even
   * in which part of the history it is: that of what went well is empty.
   */
  private source(
    { fingerprint, jobName, group, owner, within = {} }: FailedWhere,
    parameters: SqlParameters,
  ): string {
    const { executions, jobs } = this.database.tables;
    const conditions = [
      `j.application = ${parameters.add(this.scope.application)}`,
      `j.environment = ${parameters.add(this.scope.environment)}`,
      fingerprint === undefined
        ? 'e.fingerprint is not null'
        : `e.fingerprint = ${parameters.add(fingerprint)}`,
      ...(jobName === undefined ? [] : [`j.name = ${parameters.add(jobName)}`]),
      ...(group === undefined ? [] : [`j.job_group = ${parameters.add(group)}`]),
      ...(owner === undefined ? [] : [`j.owner = ${parameters.add(owner)}`]),
      ...withinSql(within, parameters, 'j.'),
    ];
    return `${executions} e join ${jobs} j on j.id = e.job_id where ${conditions.join(' and ')}`;
  }
}

const NO_COURSE: readonly number[] = Array.from({ length: PARTS }, () => 0);

type FailedWhere = Pick<CountedFailures, 'fingerprint' | 'jobName' | 'group' | 'owner' | 'within'>;

interface JobRow {
  readonly fingerprint: string;
  readonly jobName: string;
  readonly count: number;
  readonly jobCount: number;
}

type GroupRow = Omit<FailureGroup, 'decision' | 'windows' | 'course' | 'jobs' | 'jobCount'> &
  FailureGroup['windows'] & {
    readonly at: Date | null;
    readonly by: string | null;
    readonly reason: string | null;
    readonly until: Date | null;
    readonly release: string | null;
  };

function groupOf(row: GroupRow, jobs: readonly JobRow[], course: readonly number[]): FailureGroup {
  const { at, by, reason, until, release, hour, day, week, month, ...group } = row;
  return {
    ...group,
    decision: at && { at, by, reason, until, release },
    course,
    windows: { hour, day, week, month },
    jobs: jobs.map(({ jobName, count }) => ({ jobName, count })),
    jobCount: jobs[0]?.jobCount ?? 0,
  };
}
