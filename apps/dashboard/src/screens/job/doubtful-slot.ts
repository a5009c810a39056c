import type { JobStatus } from '../../api/queries.js';
import type { Status } from '../../theme/states.js';

/** What somebody may want to be explained. */
const DOUBTFUL: readonly Status[] = ['missed', 'skipped', 'failed', 'timed_out', 'lost'];

/** A slot that did not go as planned. */
export interface DoubtfulSlot {
  readonly at: string;
  readonly what: Status | 'late';
}

/** The newest slot that was missed, skipped, lost, that failed, or that nobody has started yet though it is due. */
export function doubtfulSlot({
  lastSlots,
  findings,
}: Pick<JobStatus, 'lastSlots' | 'findings'>): DoubtfulSlot | null {
  const ended = lastSlots
    .filter(({ status }) => DOUBTFUL.includes(status))
    .map(({ status, until, scheduledAt }) => ({ at: until ?? scheduledAt, what: status }));
  const late = findings.flatMap(({ rule, slot }) =>
    rule === 'late' && slot ? [{ at: slot, what: 'late' as const }] : [],
  );
  return [...late, ...ended].reduce<DoubtfulSlot | null>(
    (newest, slot) => (newest === null || Date.parse(slot.at) > Date.parse(newest.at) ? slot : newest),
    null,
  );
}
