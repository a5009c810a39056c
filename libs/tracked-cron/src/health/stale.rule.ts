import { formatDuration } from '../duration.js';
import type { Finding } from './finding.js';
import type { InFlightExecution, JobFacts } from './job-facts.js';
import { ownSlotAfter } from './own-slots.js';
import { excusedUntil, placeOf } from './slot-record.js';
import { hasNeverStarted } from './waiting-slots.js';

/** A pause or freeze without an end that is older than this was forgotten. */
const FORGOTTEN_MS = 7 * 24 * 3_600_000;

/**
 * No good run for one period and `staleness`, whatever the reason: it was skipped, it fails, its breaker is open, somebody
 * paused it without an end a week ago and forgot it. Counted from the first slot after the last good run, or after the last
 * slot that was skipped on purpose (a pause, a calendar, its condition). The execution of that slot may still be under way,
 * as long as it isn't `stuck`; a job that never started is `never_ran`. An error.
 */
export function findStale(facts: JobFacts): Finding | undefined {
  const { hold, thresholds, lastSuccessAt, recent } = facts;
  const now = facts.now.getTime();
  if (hold !== null ? !isForgotten(hold, now) : hasNeverStarted(facts)) return undefined;

  const accounted = Math.max(
    facts.dueSince.getTime(),
    lastSuccessAt?.getTime() ?? -Infinity,
    hold === null ? excusedUntil(facts) : -Infinity,
  );
  // cheaper than the slots of a schedule, and true of nearly all jobs
  if (now < accounted + thresholds.stalenessMs) return undefined;
  const first = firstWatchedSlotAfter(accounted, facts);
  const staleAt = first + (facts.slots?.jitterMs ?? 0) + thresholds.stalenessMs;
  if (now < staleAt || facts.inFlight.some((one) => mayStillBeGood(one, staleAt, facts))) return undefined;

  const last =
    lastSuccessAt === null
      ? 'it never had a good run, the first'
      : `its last good run was ${formatDuration(now - lastSuccessAt.getTime())} ago, the next`;
  const since = new Date(first);
  return {
    rule: 'stale',
    severity: 'error',
    told: true,
    since,
    message: `${last} was due ${formatDuration(now - first)} ago${whyNone(facts)}`,
    count: Math.max(1, recent.filter((record) => placeOf(record) >= first).length),
    slot: since,
    executionId: null,
  };
}

/** A slot that came while nobody watched belongs to the incident about that: the job has until the next one to do well. */
function firstWatchedSlotAfter(instant: number, facts: JobFacts): number {
  let first = firstSlotAfter(instant, facts);
  for (const { from, to } of facts.gaps ?? [])
    if (from.getTime() <= first && first <= to.getTime()) first = firstSlotAfter(to.getTime(), facts);
  return first;
}

/** `Infinity` where there is none. */
function firstSlotAfter(instant: number, { slots, periodMs }: JobFacts): number {
  return slots === null ? instant + periodMs : (ownSlotAfter(instant, slots) ?? Infinity);
}

/** A later one doesn't count: a job that fails every minute always has one in flight. */
function mayStillBeGood(
  { startedAt, scheduledAt }: InFlightExecution,
  staleAt: number,
  { now, thresholds }: JobFacts,
): boolean {
  if (startedAt === null || (scheduledAt ?? startedAt).getTime() >= staleAt) return false;
  return now.getTime() < startedAt.getTime() + thresholds.maxDurationMs;
}

function isForgotten({ since, until }: NonNullable<JobFacts['hold']>, now: number): boolean {
  return until === null && now >= since.getTime() + FORGOTTEN_MS;
}

function whyNone({ hold, breaker, now }: JobFacts): string {
  if (hold !== null) return `; held for ${formatDuration(now.getTime() - hold.since.getTime())}`;
  return breaker === null ? '' : '; its breaker is open';
}
