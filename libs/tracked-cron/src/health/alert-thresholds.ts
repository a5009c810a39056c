import type { Duration } from '../duration.js';
import type { FindingRule, Severity } from './finding.js';
import type { ResolvedObjective } from './objective.js';

/**
 * When a job becomes a finding, as its developer writes it. Every threshold has a default, a job without
 * any is watched too. Durations are milliseconds or `'30m'`.
 *
 * @example { staleness: '30m', failureRate: 0.2, executionTime: 5000, consecutiveFailures: 3 }
 */
export interface AlertThresholds {
  /**
   * How long after its slot an execution may start before it is late (warning).
   * Default: half the period, at least 1 minute, at most 10 minutes, and never beyond `staleness`.
   */
  readonly startDeadline?: Duration;
  /**
   * How long after its slot a job that still did not start is an error; and how long after the slot that follows its last
   * good run it may be without another one, whatever the reason. At least one second. Default: `'30m'`.
   */
  readonly staleness?: Duration;
  /**
   * How long an execution may be in flight, retries included, before it is stuck (error).
   * Default: three times the longest of its last good runs, at least 10 minutes; 30 minutes while there are fewer than 10
   * of them.
   */
  readonly maxDuration?: Duration;
  /**
   * How long a running execution may be silent (no heartbeat, no progress) before it is stuck (error). Given here, it holds
   * from the start of the attempt on, also for a handler that never says anything; null: silence is not judged.
   * Default: `'10m'`, for executions that have given a sign of life before.
   */
  readonly stallAfter?: Duration | null;
  /** How many executions in a row have to fail to make an error. Default: 3; 1 for periods of an hour and more. */
  readonly consecutiveFailures?: number;
  /**
   * Which share of the executions, above 0 and at most 1, has to fail to make a warning: over the last 20
   * that are not older than 24 hours, from 10 on. Those that failed in a row, as many as `consecutiveFailures`, are told as
   * such and don't count here. Default: 0.2.
   */
  readonly failureRate?: number;
  /**
   * What an execution may take before it can be called slow; a value given here decides alone. A job that usually takes that
   * long can be called fast. Default: `'5s'`, and then only far beyond what the job usually takes, learned from 20 good runs.
   */
  readonly executionTime?: Duration;
  /** How many of its slots in a row are skipped because the one before still runs, before that is shown. Default: 3. */
  readonly skippedInARow?: number;
  /**
   * The time of day in the job's zone, `'06:00'`, by which the slots since that time on the day before must have had a good
   * run; days without a slot are left out. `null`: none, whatever its group says. Default: none.
   */
  readonly mustSucceedBy?: string | null;
  /** How well it is to do in the long run; `null`: no matter, whatever its group says. Default: none. */
  readonly objective?: Objective | null;
  /** How many good executions in a row end its incident. Default: 1. */
  readonly recoverAfter?: number;
  /**
   * Whether people are told of a finding, and how loudly: `false` for shown only, `true` for as loudly as usual, or a severity.
   * Groups, owners and the module are asked rule by rule. Default: told, except `skipped_again`, `slow`, `fast`,
   * `breaker_open` and `objective`, which are shown.
   */
  readonly tell?: Readonly<Partial<Record<FindingRule, boolean | Severity>>>;
}

/** How well a job is to do over a window. */
export interface Objective {
  /** Which share of its executions has to come to a good end, above 0 and below 1: 0.99. Default: no matter. */
  readonly successRate?: number;
  /** Which share of the slots that were to run has to be run by somebody, above 0 and below 1. Default: no matter. */
  readonly availability?: number;
  /** The stretch of time up to now, 1 day to 90 days. Default: `'30d'`. */
  readonly window?: Duration;
}

/** {@link AlertThresholds} with every default filled in; durations in milliseconds. */
export interface ResolvedThresholds {
  readonly startDeadlineMs: number;
  readonly stalenessMs: number;
  readonly maxDurationMs: number;
  /** `null`: silence is not judged. */
  readonly stallAfterMs: number | null;
  /** Whether silence is judged from the start on, not only once there was a sign of life. */
  readonly stallIsJudgedFromStart: boolean;
  readonly consecutiveFailures: number;
  readonly failureRate: number;
  readonly executionTimeMs: number;
  /** Whether `executionTimeMs` was asked for, and so is a limit of its own. */
  readonly executionTimeIsLimit: boolean;
  readonly skippedInARow: number;
  /** `06:00`; `null` for none. */
  readonly mustSucceedBy: string | null;
  /** `null` for none. */
  readonly objective: ResolvedObjective | null;
  readonly recoverAfter: number;
  readonly tell: Readonly<Partial<Record<FindingRule, boolean | Severity>>>;
}
