import type { JobsWithin } from 'nestjs-tracked-cron';
import { withinSql, type CronDatabase, type SqlParameters } from 'nestjs-tracked-cron/internal';

/**
 * Whether an incident `i` is about one of these jobs: a condition for a query. One that is about no job is shown to whoever may see
 * all of them.
 */
export function isAboutJobs(
  { jobs }: Pick<CronDatabase['tables'], 'jobs'>,
  within: JobsWithin | undefined,
  parameters: SqlParameters,
): string {
  const wanted = withinSql(within ?? {}, parameters, 'j.');
  if (wanted.length === 0) return 'true';
  return `exists (select from ${jobs} j where j.id = i.job_id and ${wanted.join(' and ')})`;
}

/** The same of what belongs to an incident: a notification, an event. @param alias by which the query knows it */
export function isOfIncidentAboutJobs(
  alias: string,
  tables: Pick<CronDatabase['tables'], 'jobs' | 'incidents'>,
  within: JobsWithin | undefined,
  parameters: SqlParameters,
): string {
  const isAbout = isAboutJobs(tables, within, parameters);
  if (isAbout === 'true') return isAbout;
  return `exists (select from ${tables.incidents} i where i.id = ${alias}.incident_id and ${isAbout})`;
}
