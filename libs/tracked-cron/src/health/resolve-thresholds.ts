import { parseDuration, type Duration } from '../duration.js';
import type { AlertThresholds, ResolvedThresholds } from './alert-thresholds.js';
import {
  checkedCount,
  checkedObjective,
  checkedRate,
  checkedStaleness,
  checkedTell,
  checkedTimeOfDay,
} from './threshold-checks.js';

/** What the defaults depend on. */
export interface ThresholdFacts {
  /** The distance between two slots, in milliseconds; of an irregular schedule, the usual one. */
  readonly periodMs: number;
  /** What 99 of 100 good executions stayed under, in milliseconds; absent while there is no history. */
  readonly p99Ms?: number | null;
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
  const count = (key: CountThreshold): number | undefined => checkedCount(written[key], key, where);

  const stalenessMs = checkedStaleness(written.staleness, inMs('staleness'), where) ?? 30 * MINUTE;
  return {
    stalenessMs,
    startDeadlineMs: inMs('startDeadline') ?? Math.min(defaultStartDeadline(facts.periodMs), stalenessMs),
    maxDurationMs: inMs('maxDuration') ?? defaultMaxDuration(facts.p99Ms),
    stallAfterMs: written.stallAfter === null ? null : (inMs('stallAfter') ?? 10 * MINUTE),
    stallIsJudgedFromStart: written.stallAfter !== undefined && written.stallAfter !== null,
    consecutiveFailures: count('consecutiveFailures') ?? (facts.periodMs >= HOUR ? 1 : 3),
    failureRate: checkedRate(written.failureRate, where) ?? 0.2,
    executionTimeMs: inMs('executionTime') ?? 5 * SECOND,
    executionTimeIsLimit: written.executionTime !== undefined,
    skippedInARow: count('skippedInARow') ?? 3,
    mustSucceedBy: checkedTimeOfDay(written.mustSucceedBy, where),
    objective: checkedObjective(written.objective, where),
    recoverAfter: count('recoverAfter') ?? 1,
    tell: checkedTell(written.tell, where),
  };
}

type DurationThreshold = 'startDeadline' | 'staleness' | 'maxDuration' | 'stallAfter' | 'executionTime';
type CountThreshold = 'consecutiveFailures' | 'skippedInARow' | 'recoverAfter';

function defaultStartDeadline(periodMs: number): number {
  return Math.max(MINUTE, Math.min(periodMs / 2, 10 * MINUTE));
}

function defaultMaxDuration(p99Ms: number | null | undefined): number {
  return p99Ms === undefined || p99Ms === null ? 30 * MINUTE : Math.max(3 * p99Ms, 10 * MINUTE);
}
