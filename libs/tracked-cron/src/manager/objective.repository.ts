import type { CronDatabase } from '../database/cron-database.js';
import type { JobScope } from '../definition/job-scope.js';
import { withinSql } from '../history/jobs-within-sql.js';
import { SqlParameters } from '../history/sql-parameters.js';
import type { ObjectivesQuery } from './job-objectives.interface.js';

/** A job that has an objective, as it is stored. */
export interface ObjectiveRow {
  readonly id: string;
  readonly jobName: string;
  readonly group: string | null;
  readonly owner: string | null;
  readonly objective: unknown;
}

/** Finds jobs with objectives. */
export class ObjectiveRepository {
  constructor(
    private readonly database: Pick<CronDatabase, 'tables' | 'dataSource'>,
    private readonly scope: JobScope,
  ) {}

  /** Of this application and environment, those that are in the code, by name. */
  rows({ jobName, group, owner, within = {} }: Omit<ObjectivesQuery, 'groupBy'>): Promise<ObjectiveRow[]> {
    const parameters = new SqlParameters();
    const objective = `options #> '{alertThresholds,objective}'`;
    const conditions = [
      `application = ${parameters.add(this.scope.application)}`,
      `environment = ${parameters.add(this.scope.environment)}`,
      'removed_at is null',
      `jsonb_typeof(${objective}) = 'object'`,
      ...withinSql(within, parameters),
    ];
    if (jobName !== undefined) {
      const name = parameters.add(jobName);
      conditions.push(`(name = ${name} or previous_names @> array[${name}])`);
    }
    if (group !== undefined) conditions.push(`job_group = ${parameters.add(group)}`);
    if (owner !== undefined) conditions.push(`owner = ${parameters.add(owner)}`);
    return this.database.dataSource.query(
      `select id, name as "jobName", job_group as "group", owner, ${objective} as objective
       from ${this.database.tables.jobs} where ${conditions.join(' and ')} order by name`,
      parameters.values,
    );
  }
}
