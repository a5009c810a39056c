import { verdictsOf, withoutStreaks } from './failure-streak.js';
import type { Finding } from './finding.js';
import type { JobFacts } from './job-facts.js';
import { isFailure, placeOf } from './slot-record.js';

const WINDOW_EXECUTIONS = 20;
const WINDOW_MS = 24 * 3_600_000;
const LEAST_EXECUTIONS = 10;

/**
 * Too large a share of the last executions failed (`failureRate`), one here, one there. A row of failures that was long
 * enough to be `failing` is left out: it has been told, and is over with the first good run. A warning.
 */
export function findFailureRate(facts: JobFacts): Finding | undefined {
  const { failureRate, consecutiveFailures } = facts.thresholds;
  const verdicts = verdictsOf(facts);
  // of all of them: the end of a row that began before the window belongs to the row
  const counted = new Set(withoutStreaks(verdicts, consecutiveFailures));
  const oldest = facts.now.getTime() - WINDOW_MS;
  const window = verdicts
    .slice(0, WINDOW_EXECUTIONS)
    .filter((record) => counted.has(record) && placeOf(record) >= oldest);
  const failures = window.filter(isFailure);
  if (failures.length === 0 || window.length < LEAST_EXECUTIONS) return undefined;
  if (failures.length / window.length < failureRate) return undefined;
  const first = failures[failures.length - 1];
  return {
    rule: 'failure_rate',
    severity: 'warning',
    told: true,
    since: first.completedAt,
    message: `${failures.length} of the last ${window.length} executions failed`,
    count: failures.length,
    slot: first.scheduledAt,
    executionId: null,
  };
}
