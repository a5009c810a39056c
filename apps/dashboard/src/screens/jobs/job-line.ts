import type { Schemas } from '../../api/client.js';
import type { JobStatus } from '../../api/queries.js';

export type Performance = Schemas['JobPerformance'];

/** A job as the screen shows it, with how it did. */
export interface JobLine {
  readonly job: JobStatus;
  /** In the last 24 hours; null where that is not known. */
  readonly day: Performance | null;
  /** In the last seven days, against those before. */
  readonly week: Performance | null;
}

/** How all jobs did, by name. */
export type Performances = ReadonlyMap<string, Performance>;

/**
 * The lines of all jobs. What has not changed is the very line that was there before, so that its row need not be drawn anew.
 * @param known the lines as they were
 */
export function linesOf(
  jobs: readonly JobStatus[],
  days: Performances,
  weeks: Performances,
  known: ReadonlyMap<string, JobLine>,
): ReadonlyMap<string, JobLine> {
  return new Map(
    jobs.map((job) => {
      const day = days.get(job.jobName) ?? null;
      const week = weeks.get(job.jobName) ?? null;
      const before = known.get(job.jobName);
      const isSame = before?.job === job && before.day === day && before.week === week;
      return [job.jobName, isSame ? before : { job, day, week }];
    }),
  );
}

/** Whether somebody may choose it for what is done to many. */
export function isSelectable({ job: { system, removedAt } }: JobLine): boolean {
  return !system && removedAt === null;
}
