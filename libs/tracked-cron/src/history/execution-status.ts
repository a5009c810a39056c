/** Where an execution can stand while it is in flight: `cron_job_live`. */
export const LIVE_STATUSES = ['pending', 'running'] as const;

/**
 * How a slot or a manual execution can end: `cron_job_executions`. Written once, never changed.
 * `skipped` and `missed` end at birth, no handler was called for them.
 */
export const ENDED_STATUSES = [
  'completed',
  'failed',
  'timed_out',
  'cancelled',
  'lost',
  'skipped',
  'missed',
] as const;

/** Waiting for its turn or its retry (`pending`), or with its handler called (`running`). */
export type LiveStatus = (typeof LIVE_STATUSES)[number];

/** See {@link ENDED_STATUSES}. */
export type EndedStatus = (typeof ENDED_STATUSES)[number];

/** Every status an execution can have. */
export type ExecutionStatus = LiveStatus | EndedStatus;

/** Which part of the history an ended execution is stored in, and so how long it is kept. */
export type RetentionClass = 'short' | 'long';

/**
 * What went as planned is many rows and soon of no interest (`short`); what went wrong, or was stopped by
 * somebody, is kept `long`.
 */
export function retentionClassOf(status: EndedStatus): RetentionClass {
  return status === 'completed' || status === 'skipped' ? 'short' : 'long';
}
