import { formatDuration, parseDuration, type Duration } from '../duration.js';
import { TrackedCronError } from '../tracked-cron.error.js';

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
  /** How long after its slot a job that still did not start is an error. At least one second. Default: `'30m'`. */
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
   * that are not older than 24 hours, from 10 on. Default: 0.2.
   */
  readonly failureRate?: number;
  /**
   * What an execution may take before it can be called slow; a value given here is a limit of its own. Checked and kept with
   * the job; the finding itself comes with the monitor. Default: `'5s'`, and then only if it is also beyond what the job
   * usually takes.
   */
  readonly executionTime?: Duration;
}

/** What the defaults depend on. */
export interface ThresholdFacts {
  /** The distance between two slots, in milliseconds; of an irregular schedule, the usual one. */
  readonly periodMs: number;
  /** What 99 of 100 good executions stayed under, in milliseconds; absent while there is no history. */
  readonly p99Ms?: number | null;
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
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * Fills in the defaults.
 *
 * @param where what the thresholds belong to, for messages: `job "billing.nightlyInvoices"`
 * @throws TrackedCronError `INVALID_DURATION` or `INVALID_THRESHOLD`; called at boot, so that a sweep never meets one
 */
export function resolveThresholds(
  thresholds: AlertThresholds | undefined,
  facts: ThresholdFacts,
  where = 'alertThresholds',
): ResolvedThresholds {
  const written = thresholds ?? {};
  const inMs = (key: DurationThreshold): number | undefined =>
    written[key] === undefined ? undefined : parseDuration(written[key] as Duration, `${where}: ${key}`);

  const stalenessMs = checkedStaleness(written.staleness, inMs('staleness'), where) ?? 30 * MINUTE;
  return {
    stalenessMs,
    startDeadlineMs: inMs('startDeadline') ?? Math.min(defaultStartDeadline(facts.periodMs), stalenessMs),
    maxDurationMs: inMs('maxDuration') ?? defaultMaxDuration(facts.p99Ms),
    stallAfterMs: written.stallAfter === null ? null : (inMs('stallAfter') ?? 10 * MINUTE),
    stallIsJudgedFromStart: written.stallAfter !== undefined && written.stallAfter !== null,
    consecutiveFailures: checkedCount(written.consecutiveFailures, where) ?? (facts.periodMs >= HOUR ? 1 : 3),
    failureRate: checkedRate(written.failureRate, where) ?? 0.2,
    executionTimeMs: inMs('executionTime') ?? 5 * SECOND,
    executionTimeIsLimit: written.executionTime !== undefined,
  };
}

type DurationThreshold = 'startDeadline' | 'staleness' | 'maxDuration' | 'stallAfter' | 'executionTime';

function defaultStartDeadline(periodMs: number): number {
  return Math.max(MINUTE, Math.min(periodMs / 2, 10 * MINUTE));
}

function defaultMaxDuration(p99Ms: number | null | undefined): number {
  return p99Ms === undefined || p99Ms === null ? 30 * MINUTE : Math.max(3 * p99Ms, 10 * MINUTE);
}

/** Under a second somebody wrote minutes: the original plan had `staleness: 30`. */
function checkedStaleness(written: unknown, ms: number | undefined, where: string): number | undefined {
  if (ms === undefined || ms >= SECOND) return ms;
  const meant = typeof written === 'number' && Number.isInteger(written) ? `'${written}m'` : "'30m'";
  throw invalid(
    `${where}: staleness of ${formatDuration(ms)} is too short to be meant: did you mean ${meant}? ` +
      'A number is milliseconds, one second is the least.',
    { threshold: 'staleness', value: written },
  );
}

function checkedCount(value: number | undefined, where: string): number | undefined {
  if (value === undefined || (Number.isSafeInteger(value) && value >= 1)) return value;
  throw invalid(
    `${where}: consecutiveFailures: ${String(value)} is not a number of executions: write a whole number from 1 on.`,
    { threshold: 'consecutiveFailures', value },
  );
}

function checkedRate(value: number | undefined, where: string): number | undefined {
  if (value === undefined || (typeof value === 'number' && value > 0 && value <= 1)) return value;
  const meant = typeof value === 'number' && value > 1 && value <= 100 ? ` Did you mean ${value / 100}?` : '';
  throw invalid(
    `${where}: failureRate: ${String(value)} is not a share: write a number above 0 and at most 1.${meant}`,
    { threshold: 'failureRate', value },
  );
}

function invalid(message: string, details: Record<string, unknown>): TrackedCronError {
  return new TrackedCronError('INVALID_THRESHOLD', message, details);
}
