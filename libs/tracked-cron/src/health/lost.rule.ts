import type { Finding } from './finding.js';
import type { InFlightExecution, JobFacts } from './job-facts.js';
import { isGood, newestFirst, placeOf, type SlotRecord } from './slot-record.js';

/**
 * Its instance died over an execution. A warning while it is tried again; an error where it is not, until a good run of a
 * later slot.
 */
export function findLost({ recent, inFlight }: JobFacts): Finding | undefined {
  const lastGood = Math.max(...recent.filter(isGood).map(placeOf), -Infinity);
  const lost = newestFirst(recent).filter((one) => one.status === 'lost' && placeOf(one) > lastGood);
  if (lost.length > 0) return notRetried(lost);
  const retried = inFlight.filter(isLost).sort((a, b) => a.lostAt.getTime() - b.lostAt.getTime());
  return retried.length > 0 ? retriedOnes(retried) : undefined;
}

function notRetried(lost: readonly SlotRecord[]): Finding {
  const first = lost[lost.length - 1];
  const what = lost.length === 1 ? 'an execution' : `${lost.length} executions`;
  return {
    rule: 'lost',
    severity: 'error',
    told: true,
    since: first.completedAt,
    message: `the instance died that ran ${what}, and nobody tries again`,
    count: lost.length,
    slot: first.scheduledAt,
    executionId: null,
  };
}

type LostExecution = InFlightExecution & { readonly lostAt: Date };

function isLost(execution: InFlightExecution): execution is LostExecution {
  return execution.lostAt !== null;
}

function retriedOnes(lost: readonly LostExecution[]): Finding {
  const [first] = lost;
  const what =
    lost.length === 1
      ? `an execution, which is at attempt ${first.attempt}`
      : `${lost.length} executions, which are tried again`;
  return {
    rule: 'lost',
    severity: 'warning',
    told: true,
    since: first.lostAt,
    message: `the instance died that ran ${what}`,
    count: lost.length,
    slot: first.scheduledAt,
    executionId: first.id,
  };
}
