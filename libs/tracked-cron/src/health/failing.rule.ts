import { failureStreak } from './failure-streak.js';
import type { Finding } from './finding.js';
import type { JobFacts } from './job-facts.js';
import { isAssertion, type SlotRecord } from './slot-record.js';

/**
 * The last executions, by their slots, all failed, as many as `consecutiveFailures`: one, where the period is an hour or
 * more. An error. Where every one of them "ran, but did nothing", it is `assertion`.
 */
export function findFailing(facts: JobFacts): Finding | undefined {
  const streak = failureStreak(facts);
  // of none too: there is no streak
  if (streak.every(isAssertion)) return undefined;
  const first = streak[streak.length - 1];
  return {
    rule: 'failing',
    severity: 'error',
    told: true,
    since: first.completedAt,
    message:
      streak.length === 1
        ? `the last execution ${wordFor(streak[0])}`
        : `the last ${streak.length} executions failed`,
    count: streak.length,
    slot: first.scheduledAt,
    executionId: null,
  };
}

function wordFor({ status }: SlotRecord): string {
  if (status === 'timed_out') return 'timed out';
  return status === 'lost' ? 'was lost with its instance' : 'failed';
}
