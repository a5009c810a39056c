import type { JobName } from 'nestjs-tracked-cron';
import type { AdminRequest } from './admin-request.js';
import { ProblemException } from './problem.exception.js';
import { JOB_NAME } from './validators.js';

/** The job that a path names. @throws ProblemException 404 */
export function jobNameOf(request: AdminRequest): JobName {
  const jobName = request.params?.jobName ?? '';
  if (JOB_NAME.test(jobName)) return jobName as JobName;
  throw new ProblemException('unknown-route', "A job's name is 1 to 120 of A-Z a-z 0-9 _ . : -");
}
