import type { Duration } from '../duration.js';

/**
 * How long the record is kept. It is dropped a week at a time, so up to a week longer. Where several applications or
 * environments share the tables, the longest of their wishes holds for all.
 */
export interface RetentionOptions {
  /** What went as planned: completed and skipped executions. At least 7 days; false: for ever. Default: `'90d'`. */
  completed?: Duration | false;
  /** Everything else: failed, timed out, cancelled, lost and missed ones. At least 7 days; false: for ever. Default: `'180d'`. */
  failed?: Duration | false;
  /** Log lines of executions, whatever became of them. At least 7 days; false: for ever. Default: `'30d'`. */
  logs?: Duration | false;
  /** Statistics by hour. At least 7 days; false: for ever. Default: `'90d'`. */
  hourlyStatistics?: Duration | false;
  /** Statistics by day, which outlive the executions that they count. At least 7 days; false: for ever. Default: `'730d'`. */
  dailyStatistics?: Duration | false;
  /**
   * Who decided what. At least 90 days, the least that the database holds everybody to; false: for ever. Default: `'365d'`.
   */
  audit?: Duration | false;
}

/** What is kept for different lengths of time. */
export type RetentionKind = keyof RetentionOptions;

/** Milliseconds for each kind; null for ever. */
export type ResolvedRetention = Readonly<Record<RetentionKind, number | null>>;
