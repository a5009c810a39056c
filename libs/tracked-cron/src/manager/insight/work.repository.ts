import type { CronDatabase } from '../../database/cron-database.js';
import type { JobScope } from '../../definition/job-scope.js';
import type { JobsWithin } from '../../definition/jobs-within.js';
import { withinSql } from '../../history/jobs-within-sql.js';
import { SqlParameters } from '../../history/sql-parameters.js';
import type { WorkJob } from './work-ahead.js';

/** What is in flight, counted. */
export interface WorkInFlight {
  readonly running: number;
  /** Executions that could run now if an instance took them. */
  readonly waiting: number;
  /** Since when the oldest of those could run. */
  readonly waitingSince: Date | null;
  /** Living instances that run jobs. */
  readonly workers: number;
  /** Jobs that have something in flight. */
  readonly busyJobs: readonly string[];
}

/** Some of the jobs of an application and environment. */
export interface SomeJobs {
  /** Default: all but the library's own. */
  readonly jobNames?: readonly string[];
  readonly group?: string;
  readonly owner?: string;
  readonly within?: JobsWithin;
  /** Those that were removed before are left out. */
  readonly removedAfter: Date;
  readonly limit: number;
}

/** The options that say whether, where and when a job is due: all of them, of ten thousand jobs, take long to read. */
const OPTIONS = ['enabled', 'scope', 'observed', 'calendar', 'jitter', 'runsOn'];

/** Reads what work there is: what is in flight, and whose slots are to come. */
export class WorkRepository {
  constructor(
    private readonly database: Pick<CronDatabase, 'dataSource' | 'tables'>,
    private readonly scope: JobScope,
  ) {}

  /** @param within only of these jobs; workers are everybody's */
  async inFlight(within?: JobsWithin): Promise<WorkInFlight> {
    const { live, instances, jobs } = this.database.tables;
    const parameters = this.ofScope();
    const those =
      within === undefined
        ? ''
        : `and job_id = any(array(select id from ${jobs} where ${this.whose(parameters, within)}))`;
    const [counted] = await this.database.dataSource.query<WorkInFlight[]>(
      `select count(*) filter (where status in ('running', 'zombie'))::int as running,
         count(*) filter (where status = 'pending' and holds_lane and available_at <= now())::int as waiting,
         min(available_at) filter (where status = 'pending' and holds_lane and available_at <= now()) as "waitingSince",
         coalesce(array_agg(distinct job_id), '{}') as "busyJobs",
         (select count(*)::int from ${instances}
          where application = $1 and environment = $2 and executes and stopped_at is null and lease_until > now()) as workers
       from ${live} where application = $1 and environment = $2 ${those}`,
      parameters.values,
    );
    return counted;
  }

  /** The jobs that a release knows. */
  jobs(within?: JobsWithin): Promise<WorkJob[]> {
    const parameters = this.ofScope();
    return this.read(`${this.whose(parameters, within)} and removed_at is null order by name`, parameters);
  }

  /** Jobs by name, those that were removed lately too. */
  some(query: SomeJobs): Promise<WorkJob[]> {
    const { jobNames, group, owner, within, removedAfter, limit } = query;
    const parameters = this.ofScope();
    const conditions = [
      this.whose(parameters, within),
      `(removed_at is null or removed_at > ${parameters.add(removedAfter)}::timestamptz)`,
      jobNames === undefined
        ? "options -> 'system' is null"
        : `name = any(${parameters.add(jobNames)}::text[])`,
      ...(group === undefined ? [] : [`job_group = ${parameters.add(group)}`]),
      ...(owner === undefined ? [] : [`owner = ${parameters.add(owner)}`]),
    ];
    return this.read(`${conditions.join(' and ')} order by name limit ${limit}`, parameters);
  }

  private read(which: string, { values }: SqlParameters): Promise<WorkJob[]> {
    const options = OPTIONS.map((name) => `'${name}', options -> '${name}'`).join(', ');
    return this.database.dataSource.query(
      `select id, name, schedule, time_zone as "timeZone", last_slot_at as "lastSlotAt", paused_at as "pausedAt",
         paused_until as "pausedUntil", frozen_at as "frozenAt", frozen_until as "frozenUntil",
         breaker_until as "breakerUntil", breaker_opened_at as "breakerOpenedAt", removed_at as "removedAt",
         jsonb_strip_nulls(jsonb_build_object(${options})) as options
       from ${this.database.tables.jobs}
       where ${which}`,
      values,
    );
  }

  private ofScope(): SqlParameters {
    const parameters = new SqlParameters();
    parameters.add(this.scope.application);
    parameters.add(this.scope.environment);
    return parameters;
  }

  private whose(parameters: SqlParameters, within: JobsWithin = {}): string {
    return ['application = $1', 'environment = $2', ...withinSql(within, parameters)].join(' and ');
  }
}
