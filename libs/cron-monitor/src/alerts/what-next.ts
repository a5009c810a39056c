import { formatDuration } from 'nestjs-tracked-cron/internal';
import type { Clocks } from './clocks.js';
import type { MessageFacts } from './message-facts.js';

/** Where the record's own answer comes to the slot after, which is told shorter here. */
const NEXT_SLOT = /\s*The next slot is at .*$/s;

/** What happens without anybody's doing; null where that isn't known. */
export function whatNext(facts: MessageFacts, clocks: Clocks): string | null {
  const parts = [retry(facts, clocks), ofTheSlot(facts, clocks), nextSlot(facts, clocks)];
  return parts.filter((part) => part !== null).join(' ') || null;
}

function retry({ status }: MessageFacts, clocks: Clocks): string | null {
  const waiting = status?.inFlight.find(({ retryAt }) => retryAt !== null);
  if (!waiting) return null;
  return `Attempt ${waiting.attempt} of ${waiting.maxAttempts} starts at ${clocks.both(waiting.retryAt!)}.`;
}

/** Whether what was missed is made up for. */
function ofTheSlot({ explanation }: MessageFacts, clocks: Clocks): string | null {
  if (explanation === null || explanation.outcome === 'running' || explanation.outcome === 'pending')
    return null;
  const own = explanation.next.text.replace(NEXT_SLOT, '').trim();
  return own === '' ? null : clocks.shorten(own);
}

function nextSlot({ status, event }: MessageFacts, clocks: Clocks): string | null {
  if (!status) return null;
  const { nextDueAt, paused, frozen, breaker, disabledReason, removedAt } = status;
  if (removedAt !== null) return null;
  if (disabledReason !== null) return 'The job is disabled: nothing is due.';
  if (paused) return `It stays paused${untilThen(paused.until, clocks)}.`;
  if (frozen) return `It stays frozen${untilThen(frozen.until, clocks)}.`;
  if (breaker?.until && breaker.state === 'open') {
    return `Its breaker lets one run through at ${clocks.both(breaker.until)}.`;
  }
  if (nextDueAt === null || nextDueAt <= event.at) return null;
  return `The next slot is ${clocks.both(nextDueAt)}, in ${formatDuration(nextDueAt.getTime() - event.at.getTime())}.`;
}

function untilThen(until: Date | null, clocks: Clocks): string {
  return until === null ? ' until somebody ends that' : ` until ${clocks.both(until)}`;
}
