import type { CronDatabase } from '../../database/cron-database.js';
import type { JobScope } from '../../definition/job-scope.js';
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

/** The options that say whether, where and when a job is due: all of them, of ten thousand jobs, take long to read. */
const OPTIONS = ['enabled', 'scope', 'observed', 'calendar', 'jitter', 'runsOn'];

/** Reads what work there is: what is in flight, and whose slots are to come. */
export class WorkRepository {
  constructor(
    private readonly database: Pick<CronDatabase, 'dataSource' | 'tables'>,
    private readonly scope: JobScope,
  ) {}

  async inFlight(): Promise<WorkInFlight> {
    const { live, instances } = this.database.tables;
    const [counted] = await this.database.dataSource.query<WorkInFlight[]>(
      `select count(*) filter (where status in ('running', 'zombie'))::int as running,
         count(*) filter (where status = 'pending' and holds_lane and available_at <= now())::int as waiting,
         min(available_at) filter (where status = 'pending' and holds_lane and available_at <= now()) as "waitingSince",
         coalesce(array_agg(distinct job_id), '{}') as "busyJobs",
         (select count(*)::int from ${instances}
          where application = $1 and environment = $2 and executes and stopped_at is null and lease_until > now()) as workers
       from ${live} where application = $1 and environment = $2`,
      [this.scope.application, this.scope.environment],
    );
    return counted;
  }

  /** The jobs that a release knows. */
  jobs(): Promise<WorkJob[]> {
    const options = OPTIONS.map((name) => `'${name}', options -> '${name}'`).join(', ');
    return this.database.dataSource.query(
      `select id, name, schedule, time_zone as "timeZone", last_slot_at as "lastSlotAt", paused_at as "pausedAt",
         paused_until as "pausedUntil", frozen_at as "frozenAt", frozen_until as "frozenUntil",
         breaker_until as "breakerUntil", breaker_opened_at as "breakerOpenedAt", removed_at as "removedAt",
         jsonb_strip_nulls(jsonb_build_object(${options})) as options
       from ${this.database.tables.jobs}
       where application = $1 and environment = $2 and removed_at is null
       order by name`,
      [this.scope.application, this.scope.environment],
    );
  }
}
