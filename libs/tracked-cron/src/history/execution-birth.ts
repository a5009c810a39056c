import type { ExecutionEnd } from './execution-end.js';

/**
 * An execution that nobody claimed: it started whether or not it could be recorded. Times are milliseconds since the
 * epoch, database time.
 */
export interface ExecutionBirth {
  readonly id: string;
  /** Its job; the row of that name is looked up when it is written. */
  readonly jobName: string;
  readonly trigger: 'schedule' | 'manual';
  /** Who triggered it, where somebody did. */
  readonly triggeredBy: string | null;
  /** The slot it stands for; null where it stands for none. */
  readonly scheduledAt: number | null;
  /** Null for a slot whose handler is not called. */
  readonly startedAt: number | null;
  /** The job's next slot as seen then. */
  readonly nextSlotAt: number | null;
  /** Up to where this decides the job's slots: the watermark moves there, unless it is further already. */
  readonly decidedUntil: number | null;
  readonly instanceId: string;
  readonly release: string | null;
  readonly metadata: Readonly<Record<string, unknown>> | null;
}

/** An execution that is written as a whole: its end was known before its birth could be written. */
export interface WholeExecution {
  readonly birth: ExecutionBirth;
  readonly end: ExecutionEnd;
}
