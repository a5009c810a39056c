import type { JobsWithin } from '../definition/jobs-within.js';
import type { SqlParameters } from './sql-parameters.js';

/**
 * Conditions on rows of `cron_jobs`, one for each thing that is given: what `isWithin` says, as SQL.
 * @param row the rows' alias with a dot, where they have one
 */
export function withinSql(
  { jobs, groups, owners, tags }: JobsWithin,
  parameters: SqlParameters,
  row = '',
): string[] {
  const names = (values: readonly string[]) => `${parameters.add(values)}::text[]`;
  return [
    ...(jobs === undefined ? [] : [`${row}name = any(${names(jobs)})`]),
    ...(groups === undefined ? [] : [`${row}job_group = any(${names(groups)})`]),
    ...(owners === undefined ? [] : [`${row}owner = any(${names(owners)})`]),
    ...(tags === undefined ? [] : [`${row}tags && ${names(tags)}`]),
  ];
}
