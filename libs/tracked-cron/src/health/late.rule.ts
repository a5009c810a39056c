import { formatDuration } from '../duration.js';
import type { Finding } from './finding.js';
import type { JobFacts } from './job-facts.js';
import { hasNeverStarted, overdueSlots } from './waiting-slots.js';

/**
 * Due, and nobody started it within `startDeadline`: a slot nobody has decided yet, or an execution that still
 * waits for its first attempt. A warning; an error once `staleness` is reached. Boundaries belong to the fault. A job that
 * never started at all is `never_ran`.
 */
export function findLate(facts: JobFacts): Finding | undefined {
  const { startDeadlineMs, stalenessMs } = facts.thresholds;
  const late = overdueSlots(facts);
  if (late.length === 0 || hasNeverStarted(facts)) return undefined;

  const [oldest] = late;
  const wait = facts.now.getTime() - oldest.slot.getTime();
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
