import type { InFlightExecution, JobFacts, SlotTimes } from './job-facts.js';

/** A slot that has not started: nobody has decided it, or its execution waits for its first attempt. */
export interface WaitingSlot {
  readonly slot: Date;
  /** `null`: nobody has decided it yet. */
  readonly executionId: string | null;
}

/** The slots that have waited for `startDeadline` or longer, the oldest first; not those that only a clock change made. */
export function overdueSlots(facts: JobFacts): WaitingSlot[] {
  const latest = facts.now.getTime() - facts.thresholds.startDeadlineMs;
  return waitingSlots(facts)
    .filter(({ slot }) => slot.getTime() <= latest && !isMovedStart(facts.slots, slot))
    .sort((a, b) => a.slot.getTime() - b.slot.getTime());
}

/** Whether none of its handlers was ever called, as far as anybody knows. */
export function hasNeverStarted({ recent, inFlight, lastSuccessAt, lastFailureAt }: JobFacts): boolean {
  return (
    lastSuccessAt === null &&
    lastFailureAt === null &&
    [...recent, ...inFlight].every(({ startedAt }) => startedAt === null)
  );
}

/** Whether what starts then is a slot only because the clocks were put forward. */
export function isMovedStart(slots: SlotTimes | null, start: Date): boolean {
  if (slots === null) return false;
  // jitter never reaches the next slot
  const slot = slots.jitterMs === 0 ? start.getTime() : slots.before(start.getTime() + 1);
  return slot !== null && slots.isMoved(slot);
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
