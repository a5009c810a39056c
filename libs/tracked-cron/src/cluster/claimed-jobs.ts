import type { JobRegistry } from '../definition/job-registry.js';
import type { Assignment } from '../execution/assignment.js';
import type { SlotCandidate } from './slot-claim.repository.js';

/** What a claim decided for one job: everything up to `watermark` is done, the next slot is `next`. */
export interface ClaimedJob {
  readonly jobId: string;
  readonly watermark: number;
  readonly next: number;
}

/** What one transaction of claims came to. */
export interface ClaimedJobs {
  readonly claimed: ClaimedJob[];
  /** What was born, and is ours to run. */
  readonly assignments: Assignment[];
  /** Executions whose place was taken by what was born: they are to be cancelled, wherever they run. */
  readonly replaced?: readonly string[];
  /** Jobs that newer code says other times of: theirs to claim. */
  readonly superseded?: readonly string[];
}

/** What a slot that was decided to run is handed on as. */
export function assignmentsOf(born: readonly SlotCandidate[], jobs: JobRegistry): Assignment[] {
  const assignments: Assignment[] = [];
  for (const { id, jobId, slot } of born) {
    const job = jobs.find(jobId);
    if (!job) continue;
    assignments.push({
      id,
      epoch: 1,
      job,
      scheduledAt: slot,
      trigger: 'schedule',
      attempt: 1,
      maxAttempts: job.definition.retryPolicy.maxAttempts,
      parameters: undefined,
    });
  }
  return assignments;
}
