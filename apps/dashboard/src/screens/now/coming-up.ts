import type { JobStatus } from '../../api/queries.js';

const SHOWN = 8;

/** A slot to come. */
export interface Coming {
  readonly jobName: string;
  /** Milliseconds since the epoch. */
  readonly dueAt: number;
  readonly timeZone: string;
  readonly description: string;
}

/** The jobs that are due next and that nobody keeps from running, the soonest first. @param now milliseconds since the epoch */
export function comingUp(jobs: readonly JobStatus[], now: number): readonly Coming[] {
  return jobs
    .flatMap(({ jobName, nextDueAt, paused, frozen, timeZone, description }) =>
      nextDueAt === null || paused || frozen
        ? []
        : [{ jobName, dueAt: Date.parse(nextDueAt), timeZone, description }],
    )
    .filter(({ dueAt }) => dueAt > now)
    .sort((a, b) => a.dueAt - b.dueAt || (a.jobName < b.jobName ? -1 : 1))
    .slice(0, SHOWN);
}
