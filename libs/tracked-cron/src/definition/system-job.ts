import { TrackedCronError } from '../tracked-cron.error.js';
import type { JobDefinition } from './job-definition.js';
import { decorateJob } from './tracked-cron.decorator.js';
import type { TrackedCronJobOptions } from './tracked-cron-job.options.js';

/**
 * Makes a method of our own libraries a job that nobody can pause, freeze, skip, override or take away, and that any instance
 * runs which runs jobs at all. Hosts have no such jobs.
 */
export function SystemCron(
  schedule: string,
  options: TrackedCronJobOptions & { name: string },
): MethodDecorator {
  return decorateJob({ schedule, options, system: true });
}

/**
 * @param what `be paused`
 * @throws TrackedCronError `SYSTEM_JOB`
 */
export function refuseSystemJob(
  { name, system }: Pick<JobDefinition, 'name' | 'system'>,
  what: string,
): void {
  if (!system) return;
  throw new TrackedCronError(
    'SYSTEM_JOB',
    `Job "${name}" is the library's own and watches over the others: it can't ${what}.`,
    { jobName: name },
  );
}
