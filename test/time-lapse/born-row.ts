import type { RowColumns } from '../support/execution-rows.js';
import type { Run } from './moment.js';

/** What a run has from its birth on. When a row is written the database says by itself: that is what sweeps go by. */
export function bornRow({ job, slot }: Run, id: string, jobId: string | undefined): RowColumns {
  return {
    id,
    job_id: jobId,
    application: 'test',
    environment: 'test',
    job_name: job.name,
    job_group: job.group ?? null,
    owner: job.owner ?? null,
    trigger: 'schedule',
    scheduled_at: new Date(slot),
    epoch: 1,
    attempt: 1,
    max_attempts: 3,
    definition_version: 1,
    created_at: new Date(slot),
  };
}
