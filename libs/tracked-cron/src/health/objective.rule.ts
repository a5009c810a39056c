import { formatDuration } from '../duration.js';
import type { Finding } from './finding.js';
import type { JobFacts } from './job-facts.js';
import { objectiveState, ofSlots, ofWork, type OutcomeCounts, type ShareState } from './objective.js';
import { isFailure, newestFirst, placeOf } from './slot-record.js';

// The pairs of windows and burn rates of The Site Reliability Workbook, chapter 5, table 5-8, that hours can tell, scaled to
// the objective's own window: 5 % of the budget within 6 hours of 30 days, 10 % within 3 days while it goes on.
const FAST_BURN = 6;
const SLOW_BURN = 1;
/** Of fewer executions one failure is too large a share. */
const LEAST_EXECUTIONS = 10;

/** It has used up the error budget of its objective (an error), or uses it up too fast (a warning). Both are shown. */
export function findObjective(facts: JobFacts): Finding | undefined {
  const { objective } = facts.thresholds;
  if (objective === null || facts.objective === null) return undefined;
  const { successRate, availability, windowMs } = objectiveState(objective, facts.objective);
  const { latest, window } = facts.objective;
  const shares = [
    { share: successRate, what: 'executions were good', of: ofWork },
    { share: availability, what: 'slots were run', of: ofSlots },
  ];
  const burning = shares
    .flatMap(({ share, what, of }) =>
      share === null || of(window).bad === 0
        ? []
        : [{ share, what, problem: problemOf(share, of(latest).total) }],
    )
    .filter(({ problem }) => problem !== undefined)
    .sort((a, b) => a.share.budgetLeft - b.share.budgetLeft);
  if (burning.length === 0) return undefined;

  const [{ share, what, problem }] = burning;
  const came = `${percent(share.actual ?? 1)} of its ${what} in ${formatDuration(windowMs)}, ${percent(share.target)} are meant to be`;
  return {
    rule: 'objective',
    severity: share.budgetLeft <= 0 ? 'error' : 'warning',
    told: false,
    since: firstOf(facts, windowMs),
    message: `${problem}: ${came}`,
    count: badOf(window),
    slot: null,
    executionId: null,
  };
}

function problemOf({ budgetLeft, burn }: ShareState, latestTotal: number): string | undefined {
  if (budgetLeft <= 0) return 'has used up its error budget';
  const fast = burn.latest >= FAST_BURN && latestTotal >= LEAST_EXECUTIONS;
  const slow = burn.tenth >= SLOW_BURN && burn.latest >= SLOW_BURN;
  if (!fast && !slow) return undefined;
  const times = Number((fast ? burn.latest : burn.tenth).toPrecision(2));
  return `uses its error budget ${times} times as fast as it may, ${percent(budgetLeft)} are left`;
}

/** As far as the record that was read reaches. */
function firstOf({ recent, now }: JobFacts, windowMs: number): Date {
  const begin = now.getTime() - windowMs;
  const bad = newestFirst(recent).filter(
    (one) => (isFailure(one) || one.status === 'missed') && placeOf(one) >= begin,
  );
  return bad.at(-1)?.completedAt ?? new Date(begin);
}

function badOf({ failed, missed }: OutcomeCounts): number {
  return failed + missed;
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`;
}
