import type { JobStatus } from '../api/queries.js';
import type { Action } from '../session/session.js';

/** What can be done to a job as a whole. */
export const JOB_ACTIONS = ['trigger', 'pause', 'repause', 'resume', 'skip', 'backfill'] as const;
export type JobAction = (typeof JOB_ACTIONS)[number];

/** What the API asks a role for. */
const NEEDS: Readonly<Record<JobAction, Action>> = {
  trigger: 'trigger',
  pause: 'pause',
  repause: 'pause',
  resume: 'pause',
  skip: 'skip',
  backfill: 'backfill',
};

/** What a role may do to a job, and what makes sense as it is now. */
export function possibleActions(
  job: Pick<
    JobStatus,
    'system' | 'observed' | 'removedAt' | 'paused' | 'skipNext' | 'nextDueAt' | 'disabledReason'
  >,
  may: (action: Action) => boolean,
): readonly JobAction[] {
  if (job.removedAt !== null || job.observed) return [];
  const isPaused = job.paused !== null;
  const canBeHeld = !job.system;
  const comesDue = job.nextDueAt !== null && job.disabledReason === null;
  const sense: Readonly<Record<JobAction, boolean>> = {
    trigger: true,
    pause: canBeHeld && !isPaused,
    repause: canBeHeld && isPaused,
    resume: canBeHeld && isPaused,
    // what is paused is skipped anyway
    skip: canBeHeld && comesDue && !isPaused && job.skipNext === null,
    backfill: canBeHeld && job.nextDueAt !== null,
  };
  return JOB_ACTIONS.filter((action) => sense[action] && may(NEEDS[action]));
}
