import type { ExecutionRecord, ExecutionStatus, JobStatus } from 'nestjs-tracked-cron';
import type { IncidentFinding } from '../incidents/incident.js';

/** What did not come to a good end. */
export const FAILURES: readonly ExecutionStatus[] = ['failed', 'timed_out', 'lost'];

/** Rules that say what did not happen. */
const NOT_DONE: ReadonlySet<IncidentFinding['rule']> = new Set(['stale', 'must_succeed_by']);

/** Which executions a rule speaks of; of the others none says more than the slot. */
const MEANT: Partial<Record<IncidentFinding['rule'], readonly ExecutionStatus[]>> = {
  failing: FAILURES,
  failure_rate: FAILURES,
  stale: FAILURES,
  must_succeed_by: FAILURES,
  breaker_open: FAILURES,
  objective: FAILURES,
  assertion: ['failed'],
  lost: ['lost'],
  slow: ['completed'],
  fast: ['completed'],
};

/** The newest execution that a finding can mean; null where it means none. @param recent newest first */
export function newestMeant(
  finding: IncidentFinding | null,
  recent: readonly ExecutionRecord[],
): ExecutionRecord | null {
  const meant = (finding && MEANT[finding.rule]) ?? [];
  const found = recent.find(({ status }) => meant.includes(status)) ?? null;
  // of a job without a good run for long its newest end is why, unless that was one
  const isNewest = found !== null && found === recent[0];
  return finding && NOT_DONE.has(finding.rule) && !isNewest ? null : found;
}

/** The slot that a reader wonders about: that of the execution that is shown, else the one that nobody ran. */
export function slotInDoubt(
  finding: IncidentFinding | null,
  status: JobStatus | null,
  execution: ExecutionRecord | null,
): Date | null {
  const newest = status?.lastSlots[0]?.scheduledAt ?? finding?.slot ?? null;
  // its execution is the one that the others were skipped for
  if (finding?.rule === 'skipped_again') return newest;
  if (execution?.scheduledAt) return execution.scheduledAt;
  return finding?.rule === 'stale' ? newest : (finding?.slot ?? null);
}
