import type { Execution } from '../../api/executions.js';
import type { JobStatus } from '../../api/queries.js';

/** What the channel of a job holds: under `status` its status, under their ids its newest executions. */
export type JobItems = ReadonlyMap<string, unknown>;

/** The statuses of all jobs with this one's as it is now. */
export function withStatus(jobs: readonly JobStatus[], items: JobItems): readonly JobStatus[] {
  const status = items.get('status') as JobStatus | undefined;
  return status ? jobs.map((job) => (job.jobName === status.jobName ? status : job)) : jobs;
}

/** Rows as they are now, each where it was; the same rows where none has changed. */
export function withFresh(rows: readonly Execution[], items: JobItems): readonly Execution[] {
  const fresh = rows.map((row) => {
    const now = items.get(row.id) as Execution | undefined;
    return now && Date.parse(now.updatedAt) > Date.parse(row.updatedAt) ? now : row;
  });
  return fresh.some((row, at) => row !== rows[at]) ? fresh : rows;
}
