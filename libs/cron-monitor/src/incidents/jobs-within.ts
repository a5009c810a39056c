import type { JobsWithin } from 'nestjs-tracked-cron';
import type { CronDatabase, SqlParameters } from 'nestjs-tracked-cron/internal';

/** Whether a job `j` is one of these, as it is defined now: a condition for a query. */
export function isOneOfJobs(
  { jobs, groups, owners, tags }: JobsWithin,
  parameters: Pick<SqlParameters, 'add'>,
): string {
  const list = (values: readonly string[]) => `${parameters.add(values)}::text[]`;
  const wanted = [
    ...(jobs === undefined ? [] : [`j.name = any(${list(jobs)})`]),
    ...(groups === undefined ? [] : [`j.job_group = any(${list(groups)})`]),
    ...(owners === undefined ? [] : [`j.owner = any(${list(owners)})`]),
    ...(tags === undefined ? [] : [`j.tags && ${list(tags)}`]),
  ];
  return wanted.length === 0 ? 'true' : wanted.join(' and ');
}

/**
 * Whether an incident `i` is about one of these jobs: a condition for a query. One that is about no job is shown to whoever may see
 * all of them.
 */
export function isAboutJobs(
  { jobs }: Pick<CronDatabase['tables'], 'jobs'>,
  within: JobsWithin | undefined,
  parameters: Pick<SqlParameters, 'add'>,
): string {
  const wanted = isOneOfJobs(within ?? {}, parameters);
  if (wanted === 'true') return wanted;
  return `exists (select from ${jobs} j where j.id = i.job_id and ${wanted})`;
}

/** The same of what belongs to an incident: a notification, an event. @param alias by which the query knows it */
export function isOfIncidentAboutJobs(
  alias: string,
  tables: Pick<CronDatabase['tables'], 'jobs' | 'incidents'>,
  within: JobsWithin | undefined,
  parameters: Pick<SqlParameters, 'add'>,
): string {
  const isAbout = isAboutJobs(tables, within, parameters);
  if (isAbout === 'true') return isAbout;
  return `exists (select from ${tables.incidents} i where i.id = ${alias}.incident_id and ${isAbout})`;
}
