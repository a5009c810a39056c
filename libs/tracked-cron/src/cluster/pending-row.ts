import type { JobRegistry } from '../definition/job-registry.js';
import type { Assignment, ExecutionTrigger } from '../execution/assignment.js';

/** An execution that waited and was taken, as the statement that took it answers. */
export interface PendingRow {
  readonly id: string;
  readonly jobId: string;
  readonly epoch: number;
  readonly scheduledAt: number | null;
  readonly trigger: ExecutionTrigger;
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly parameters: unknown;
}

/** Its columns, of a live table called `l`. */
export const PENDING_COLUMNS = `l.id, l.job_id as "jobId", l.epoch,
        extract(epoch from l.scheduled_at)::float8 * 1000 as "scheduledAt", l.trigger, l.attempt,
        l.max_attempts as "maxAttempts", l.parameters`;

/** What it is handed on to the engine as. */
export function assignmentOf(
  { jobId, parameters, scheduledAt, ...row }: PendingRow,
  jobs: JobRegistry,
): Assignment {
  return {
    ...row,
    scheduledAt: scheduledAt === null ? null : Math.round(scheduledAt),
    job: jobs.find(jobId)!,
    parameters: parameters ?? undefined,
  };
}
