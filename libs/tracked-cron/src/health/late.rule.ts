import { formatDuration } from '../duration.js';
import type { Finding } from './finding.js';
import type { InFlightExecution, JobFacts } from './job-facts.js';

/**
 * Due, and nobody started it within `startDeadline`: a slot nobody has decided yet, or an execution that still
 * waits for its first attempt. A warning; an error once `staleness` is reached. Boundaries belong to the fault.
 */
export function findLate(facts: JobFacts): Finding | undefined {
  const now = facts.now.getTime();
  const { startDeadlineMs, stalenessMs } = facts.thresholds;
  const late = waitingSlots(facts)
    .filter(({ slot }) => now >= slot.getTime() + startDeadlineMs)
    .sort((a, b) => a.slot.getTime() - b.slot.getTime());
  if (late.length === 0) return undefined;

  const [oldest] = late;
  const wait = now - oldest.slot.getTime();
  const others = late.length === 1 ? '' : ` (and ${late.length - 1} more)`;
  return {
    rule: 'late',
    severity: wait >= stalenessMs ? 'error' : 'warning',
    told: true,
    since: oldest.slot,
    message: `due for ${formatDuration(wait)} and not started${others}, expected within ${formatDuration(startDeadlineMs)}`,
    count: late.length,
    slot: oldest.slot,
    executionId: oldest.executionId,
  };
}

interface WaitingSlot {
  readonly slot: Date;
  readonly executionId: string | null;
}

function waitingSlots({ watermark, nextDueAt, inFlight }: JobFacts): WaitingSlot[] {
  const waiting = inFlight
    .filter(neverStarted)
    .map(({ id, scheduledAt }) => ({ slot: scheduledAt, executionId: id }));
  // facts that were read one after the other: the slot has been decided in between
  const undecided = nextDueAt !== null && nextDueAt.getTime() > watermark.getTime();
  return undecided ? [...waiting, { slot: nextDueAt, executionId: null }] : waiting;
}

function neverStarted(
  execution: InFlightExecution,
): execution is InFlightExecution & { readonly scheduledAt: Date } {
  return execution.status === 'pending' && execution.startedAt === null && execution.scheduledAt !== null;
}
