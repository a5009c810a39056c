import { TrackedCronError } from '../tracked-cron.error.js';

/** What is wrong with a job, naming it and where it is written. */
export function jobProblem(jobName: unknown, source: string, problem: TrackedCronError): TrackedCronError {
  return new TrackedCronError(
    'INVALID_JOB',
    `Job "${String(jobName).slice(0, 120)}" (${source}): ${problem.message}`,
    { jobName, source, problem: problem.code, ...problem.details },
    { cause: problem },
  );
}
