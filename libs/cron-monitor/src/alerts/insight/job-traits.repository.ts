import type { JobsWithin, JobTraits } from 'nestjs-tracked-cron';
import { SqlParameters, withinSql, type CronDatabase } from 'nestjs-tracked-cron/internal';
import type { Scope } from '../scope.js';

/** By what of them jobs are routed. */
export class JobTraitsRepository {
  constructor(
    private readonly database: Pick<CronDatabase, 'tables' | 'dataSource'>,
    private readonly scope: Scope,
  ) {}

  /** Of these jobs, whichever instance knows them. */
  within(within: JobsWithin): Promise<JobTraits[]> {
    const parameters = new SqlParameters();
    const { application, environment } = this.scope;
    const mine = `j.application = ${parameters.add(application)} and j.environment = ${parameters.add(environment)}`;
    const conditions = [mine, 'j.removed_at is null', ...withinSql(within, parameters, 'j.')];
    return this.database.dataSource.query(
      `select j.name, j.job_group as "group", j.owner, j.tags from ${this.database.tables.jobs} j
       where ${conditions.join(' and ')}`,
      parameters.values,
    );
  }
}
