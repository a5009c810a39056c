import type { RegisteredJob } from '../definition/job-registry.js';

/** What brought an execution about. */
export type ExecutionTrigger = 'schedule' | 'manual' | 'backfill';

/** An execution that this instance has to run: it is in the live table as running, under this epoch. */
export interface Assignment {
  readonly id: string;
  readonly epoch: number;
  readonly job: RegisteredJob;
  /** The slot, milliseconds since the epoch; null for a manual run. A backfill has the slot it makes up for. */
  readonly scheduledAt: number | null;
  readonly trigger: ExecutionTrigger;
  /** 1 for the first. */
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly parameters: unknown;
}
