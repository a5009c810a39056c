import { failureStreak } from './failure-streak.js';
import type { Finding } from './finding.js';
import type { JobFacts } from './job-facts.js';
import { isAssertion } from './slot-record.js';

/** The last executions, as many as `consecutiveFailures`, all ran, and their results said that they did nothing. An error. */
export function findAssertion(facts: JobFacts): Finding | undefined {
  const streak = failureStreak(facts);
  if (streak.length === 0 || !streak.every(isAssertion)) return undefined;
  const first = streak[streak.length - 1];
  const which = streak.length === 1 ? 'execution' : `${streak.length} executions`;
  return {
    rule: 'assertion',
    severity: 'error',
    told: true,
    since: first.completedAt,
    message: `the last ${which} ran, but did nothing`,
    count: streak.length,
    slot: first.scheduledAt,
    executionId: null,
  };
}
