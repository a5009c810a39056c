import type { Schemas } from '../../api/client.js';
import type { JobStatus } from '../../api/queries.js';
import { fromNow, timeOfDay } from '../../time/words.js';
import type { Severity, Status } from '../../theme/states.js';
import { isBad, isWarned } from './verdict.js';

export type Incident = Schemas['Incident'];

/** A job that somebody has to look at. */
export interface Attention {
  readonly job: JobStatus;
  /** Null where only its state says so. */
  readonly finding: Schemas['Finding'] | null;
  readonly severity: Severity;
  /** Its incident that is not over; null for none. */
  readonly incident: Incident | null;
}

const RANK: Record<Severity, number> = { critical: 0, error: 1, warning: 2, info: 3 };
const FAILURES: readonly Status[] = ['failed', 'timed_out', 'lost'];

/** Jobs with something wrong, the worst first, and of equals the one that is so longest. */
export function attentionOf(
  jobs: readonly JobStatus[],
  incidents: ReadonlyMap<string, Incident>,
): readonly Attention[] {
  return jobs
    .filter((job) => job.removedAt === null && (isBad(job) || isWarned(job)) && !isResting(job))
    .map((job): Attention => {
      const finding = job.findings[0] ?? null;
      const incident = incidents.get(job.jobName) ?? null;
      return { job, finding, incident, severity: incident?.severity ?? finding?.severity ?? 'error' };
    })
    .sort((a, b) => RANK[a.severity] - RANK[b.severity] || sinceOf(a) - sinceOf(b) || byName(a, b));
}

/** Jobs that somebody keeps from running: they are listed, quietly. */
export function restingOf(jobs: readonly JobStatus[]): readonly JobStatus[] {
  return jobs.filter(
    ({ removedAt, paused, frozen }) => removedAt === null && (paused !== null || frozen !== null),
  );
}

function isResting({ health }: JobStatus): boolean {
  return health === 'paused' || health === 'disabled';
}

function sinceOf({ finding }: Attention): number {
  return finding === null ? Infinity : Date.parse(finding.since);
}

function byName(a: Attention, b: Attention): number {
  return a.job.jobName < b.job.jobName ? -1 : 1;
}

/** How many of the last slots failed in a row; slots that nothing ran in, and what still runs, say nothing. */
export function streakOf({ lastSlots }: Pick<JobStatus, 'lastSlots'>): number {
  const verdicts = lastSlots.filter(({ status }) => status === 'completed' || FAILURES.includes(status));
  const good = verdicts.findIndex(({ status }) => status === 'completed');
  return good === -1 ? verdicts.length : good;
}

/** Which execution tells most about what is wrong: the last one that failed, else the last one; null where none is kept. */
export function lastExecutionOf({ lastSlots }: Pick<JobStatus, 'lastSlots'>) {
  const kept = lastSlots.filter(({ executionId, status }) => executionId !== null && status !== 'pending');
  const failed = kept.find(({ status }) => FAILURES.includes(status));
  const id = (failed ?? kept[0])?.executionId;
  return id ? { id, failed: failed !== undefined } : null;
}

/** So long a slot may be on its way: nobody is late yet. */
export const DUE_NOW_MS = 5_000;

/** What happens next by itself, without anybody doing anything. @param now milliseconds since the epoch */
export function nextByItself(job: JobStatus, now: number): string {
  const { inFlight, nextDueAt, paused, frozen, breaker, health } = job;
  const [running] = inFlight.filter(({ status, givenUp }) => status === 'running' && !givenUp);
  if (running) {
    const attempts = running.maxAttempts > 1 ? `, attempt ${running.attempt} of ${running.maxAttempts}` : '';
    return `It runs now${attempts}.`;
  }
  const waiting = inFlight.find(({ retryAt }) => retryAt !== null);
  if (waiting?.retryAt)
    return `Attempt ${waiting.attempt} of ${waiting.maxAttempts} follows ${when(waiting.retryAt, now)}.`;
  if (inFlight.some(({ status }) => status === 'pending')) return 'It waits for an instance that takes it.';
  if (paused)
    return paused.until
      ? `It is paused until ${when(paused.until, now)}.`
      : 'Nothing, until somebody resumes it.';
  if (frozen)
    return frozen.until
      ? `It is frozen until ${when(frozen.until, now)}.`
      : 'Nothing, until somebody ends the freeze.';
  if (breaker?.state === 'open' && breaker.until)
    return `Its breaker is open; it lets one run through ${when(breaker.until, now)}.`;
  if (nextDueAt === null || health === 'disabled') return 'Nothing: it is not due again by itself.';
  if (Date.parse(nextDueAt) > now - DUE_NOW_MS && Date.parse(nextDueAt) <= now) return 'It is due now.';
  if (Date.parse(nextDueAt) <= now)
    return `Its slot of ${timeOfDay(Date.parse(nextDueAt))} is still open: it runs when an instance takes it.`;
  return `It runs again ${when(nextDueAt, now)}.`;
}

function when(at: string, now: number): string {
  const instant = Date.parse(at);
  return instant <= now ? 'at once' : `${fromNow(instant, now)}, at ${timeOfDay(instant)}`;
}
