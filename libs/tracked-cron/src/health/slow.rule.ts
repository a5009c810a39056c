import { formatDuration } from '../duration.js';
import type { Finding } from './finding.js';
import type { JobFacts } from './job-facts.js';
import { isGood, newestOf } from './slot-record.js';
import { bandOf } from './usual-duration.js';

/** What is looked at: what runs, and what came to a good end last. */
interface Measured {
  readonly ms: number;
  readonly startedAt: Date;
  readonly slot: Date | null;
  readonly executionId: string | null;
}

/**
 * What runs now, or ran last, takes much longer than usual, and `executionTime` or longer; where that is written, it alone
 * decides. A warning that is shown.
 */
export function findSlow(facts: JobFacts): Finding | undefined {
  const { executionTimeMs, executionTimeIsLimit } = facts.thresholds;
  const band = bandOf(facts.usual);
  const learned = band === null ? Infinity : Math.max(band.highMs, executionTimeMs);
  const limit = executionTimeIsLimit ? executionTimeMs : learned;
  const slowest = measured(facts)
    .filter(({ ms }) => ms >= limit)
    .sort((a, b) => b.ms - a.ms)[0];
  if (slowest === undefined) return undefined;
  const { ms, startedAt, slot, executionId } = slowest;
  const usually =
    facts.usual === null || band === null ? '' : `, usually ${formatDuration(facts.usual.medianMs)}`;
  return {
    rule: 'slow',
    severity: 'warning',
    told: false,
    since: startedAt,
    message: `${executionId === null ? 'took' : 'has taken'} ${formatDuration(ms)}, expected less than ${formatDuration(limit)}${usually}`,
    count: 1,
    slot,
    executionId,
  };
}

function measured({ now, inFlight, recent }: JobFacts): Measured[] {
  const running = inFlight.flatMap(({ id, startedAt, scheduledAt }) =>
    startedAt === null
      ? []
      : [{ ms: now.getTime() - startedAt.getTime(), startedAt, slot: scheduledAt, executionId: id }],
  );
  const last = newestOf(recent.filter(isGood));
  if (last === undefined || last.startedAt === null || last.durationMs === null) return running;
  const { durationMs: ms, startedAt, scheduledAt: slot } = last;
  return [...running, { ms, startedAt, slot, executionId: null }];
}
