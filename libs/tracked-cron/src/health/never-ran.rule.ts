import { formatDuration } from '../duration.js';
import type { Finding } from './finding.js';
import type { JobFacts } from './job-facts.js';
import { missedSlots } from './missed.rule.js';
import { hasNeverStarted, overdueSlots } from './waiting-slots.js';

/**
 * Registered, its first slot passed, and it has never started: the slot waits, or was missed. As loud as `late`: a warning
 * after `startDeadline`, an error once `staleness` is reached. One whose slots were skipped on purpose is left alone.
 */
export function findNeverRan(facts: JobFacts): Finding | undefined {
  if (!hasNeverStarted(facts)) return undefined;
  const waiting = overdueSlots(facts);
  const missed = missedSlots(facts);
  const slots = [...waiting.map(({ slot }) => slot.getTime()), ...missed.map(({ from }) => from)];
  if (slots.length === 0) return undefined;

  const first = Math.min(...slots);
  const wait = facts.now.getTime() - first;
  return {
    rule: 'never_ran',
    severity: wait >= facts.thresholds.stalenessMs ? 'error' : 'warning',
    told: true,
    since: new Date(first),
    message: `was due for the first time ${formatDuration(wait)} ago and has never started`,
    count: missed.reduce((count, one) => count + one.count, waiting.length),
    slot: new Date(first),
    executionId: waiting.find(({ executionId }) => executionId !== null)?.executionId ?? null,
  };
}
