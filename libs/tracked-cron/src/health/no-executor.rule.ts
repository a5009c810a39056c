import { formatDuration } from '../duration.js';
import type { Finding } from './finding.js';
import type { JobFacts } from './job-facts.js';
import { isMovedStart } from './waiting-slots.js';

/** How long before a slot it is looked for, and how long there has to be nobody: a restart is not worth a word. */
const AHEAD_MS = 60_000;

/**
 * Nobody alive may run the next slot, by labels, switch or version, and nobody has for a minute: seen a minute before the
 * slot is due, so that it needn't be lost. A warning.
 */
export function findNoExecutor({ now, executors, nextDueAt, slots }: JobFacts): Finding | undefined {
  if (executors === null || executors.alive > 0 || nextDueAt === null) return undefined;
  const ahead = nextDueAt.getTime() - now.getTime();
  const since = executors.goneSince ?? new Date(nextDueAt.getTime() - AHEAD_MS);
  const isTold =
    ahead <= AHEAD_MS && (executors.goneSince === null || now.getTime() - since.getTime() >= AHEAD_MS);
  if (!isTold || isMovedStart(slots, nextDueAt)) return undefined;
  const when = ahead > 0 ? `is due in ${formatDuration(ahead)}` : `was due ${formatDuration(-ahead)} ago`;
  return {
    rule: 'no_executor',
    severity: 'warning',
    told: true,
    since,
    message: `${when}, and no living instance ${executors.obstacle}`,
    count: 1,
    slot: nextDueAt,
    executionId: null,
  };
}
