import type { CronDatabase } from '../../database/cron-database.js';
import type { JobScope } from '../../definition/job-scope.js';

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

/** Counts what is in flight: one statement over a small table. */
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
}
