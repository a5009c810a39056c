import type { Presence } from '../../cluster/evidence.js';
import type { CronJobEntity } from '../../definition/cron-job.entity.js';
import type { ExecutionStatus } from '../../history/execution-status.js';

/** An execution, as much of it as an answer needs. */
export interface WhyExecution {
  readonly id: string;
  readonly jobName: string;
  readonly status: ExecutionStatus;
  readonly reason: string | null;
  readonly trigger: string;
  readonly triggeredBy: string | null;
  readonly triggerReason: string | null;
  readonly scheduledAt: Date | null;
  readonly startedAt: Date | null;
  readonly completedAt: Date | null;
  readonly instanceId: string | null;
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly errorMessage: string | null;
  readonly definitionVersion: number;
  readonly createdAt: Date;
}

/** Slots that are counted, the one in question among them. */
export interface WhyRange {
  readonly from: Date;
  readonly to: Date;
  readonly outcome: 'skipped' | 'missed';
  readonly reason: string;
  readonly count: number;
}

/** What is on record about an instant of a job. */
export interface WhyRecord {
  /** Executions of the slot: several where every instance runs it, or where it was made up for. */
  readonly recorded: readonly WhyExecution[];
  /** The job's own executions that were born last before the slot was decided, newest first. */
  readonly before: readonly WhyExecution[];
  /** Executions of the job's concurrency group that were running then; only read where the slot was skipped for it. */
  readonly inGroup: readonly WhyExecution[];
  readonly ranges: readonly WhyRange[];
  readonly presence: Presence;
}

/** All that a decision looks at. */
export interface WhyFacts extends WhyRecord {
  readonly job: CronJobEntity;
  readonly at: Date;
  /** Database time. */
  readonly now: Date;
}
