import type { Finding } from './finding.js';
import type { JobFacts } from './job-facts.js';
import { isFailure, isVerdict, newestFirst, placeOf, type SlotRecord } from './slot-record.js';

const RATE_WINDOW_EXECUTIONS = 20;
const RATE_WINDOW_MS = 24 * 3_600_000;
const RATE_LEAST_EXECUTIONS = 10;

/**
 * The last executions, by their slots, all failed (as many as `consecutiveFailures`: an error), or too large a
 * share of those within the window did (`failureRate`: a warning). What was skipped, missed or cancelled neither
 * counts nor interrupts.
 */
export function findFailing(facts: JobFacts): Finding | undefined {
  const verdicts = newestFirst(facts.recent).filter(isVerdict);
  return failingInARow(verdicts, facts) ?? failingTooOften(verdicts, facts);
}

function failingInARow(verdicts: readonly SlotRecord[], { thresholds }: JobFacts): Finding | undefined {
  const good = verdicts.findIndex((record) => !isFailure(record));
  const streak = good === -1 ? verdicts : verdicts.slice(0, good);
  if (streak.length < thresholds.consecutiveFailures) return undefined;
  const message =
    streak.length === 1
      ? `the last execution ${wordFor(streak[0])}`
      : `the last ${streak.length} executions failed`;
  return finding('error', message, streak);
}

function failingTooOften(
  verdicts: readonly SlotRecord[],
  { now, thresholds }: JobFacts,
): Finding | undefined {
  const oldest = now.getTime() - RATE_WINDOW_MS;
  const window = verdicts.slice(0, RATE_WINDOW_EXECUTIONS).filter((record) => placeOf(record) >= oldest);
  const failures = window.filter(isFailure);
  if (failures.length === 0 || window.length < RATE_LEAST_EXECUTIONS) return undefined;
  if (failures.length / window.length < thresholds.failureRate) return undefined;
  return finding('warning', `${failures.length} of the last ${window.length} executions failed`, failures);
}

function finding(severity: 'warning' | 'error', message: string, failures: readonly SlotRecord[]): Finding {
  const first = failures[failures.length - 1];
  return {
    rule: 'failing',
    severity,
    told: true,
    since: first.completedAt,
    message,
    count: failures.length,
    slot: first.scheduledAt,
    executionId: null,
  };
}

function wordFor({ status }: SlotRecord): string {
  if (status === 'timed_out') return 'timed out';
  return status === 'lost' ? 'was lost with its instance' : 'failed';
}
