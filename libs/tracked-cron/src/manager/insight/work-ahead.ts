import type { CronJobEntity } from '../../definition/cron-job.entity.js';
import { TrackedCronError } from '../../tracked-cron.error.js';
import { nextDueTime, type DueJob } from '../due-times.js';

/** As much of a job's row as says whether and when it is due; of `options` only what that takes. */
export interface WorkJob
  extends
    DueJob,
    Pick<
      CronJobEntity,
      | 'id'
      | 'removedAt'
      | 'pausedAt'
      | 'pausedUntil'
      | 'frozenAt'
      | 'frozenUntil'
      | 'breakerUntil'
      | 'breakerOpenedAt'
    > {}

/** Whether something keeps a job's slots from running at an instant: it is removed, disabled, paused, frozen, or its breaker is open. */
export function isHeld(job: WorkJob, now: Date): boolean {
  const until = (since: Date | null, end: Date | null) => since !== null && (end === null || end > now);
  return (
    job.removedAt !== null ||
    job.options.enabled === false ||
    until(job.pausedAt, job.pausedUntil) ||
    until(job.frozenAt, job.frozenUntil) ||
    (job.breakerUntil !== null && job.breakerUntil > now)
  );
}

/** Whether one instance is enough for a job's slots; the others run on every instance, or by the host's own scheduler. */
export function isClaimed({ options }: WorkJob): boolean {
  return options.scope !== 'instance' && options.observed === undefined;
}

/** When a job is due next; null for never, and for a schedule that can't be read. */
export function nextDue(job: WorkJob): Date | null {
  try {
    return nextDueTime(job);
  } catch (error) {
    if (error instanceof TrackedCronError) return null;
    throw error;
  }
}

/**
 * The work that is about to come: jobs with nothing in flight that come due soon. One in flight is counted as that, because
 * few jobs run beside themselves.
 */
export function dueWork(
  jobs: readonly WorkJob[],
  busy: ReadonlySet<string>,
  now: Date,
  aheadMs: number,
): { readonly dueSoon: number; readonly anyDue: boolean } {
  const dues = jobs
    .filter((job) => isClaimed(job) && !isHeld(job, now))
    .map((job) => ({ due: nextDue(job), isBusy: busy.has(job.id) }));
  const soon = dues.filter(
    ({ due, isBusy }) => !isBusy && due !== null && due.getTime() <= now.getTime() + aheadMs,
  );
  return { dueSoon: soon.length, anyDue: dues.some(({ due }) => due !== null) };
}
