import { TrackedCronError, type JobName } from 'nestjs-tracked-cron';
import type { CronAdminAccess } from '../access/cron-admin-access.js';
import type { Entrant } from '../access/gate.js';
import type { RequestTarget } from '../access/request-target.js';
import type { AdminRequest } from '../api/admin-request.js';
import { unknownExecution } from '../api/execution-id.js';
import { ProblemException } from '../api/problem.exception.js';
import type { LiveTopic } from './channel-name.js';
import type { LiveReads } from './sources.js';

/** What a channel shows is as far away as what a request asks for. */
export interface FollowRules {
  readonly access: CronAdminAccess;
  readonly targets: RequestTarget;
  readonly reads: Pick<LiveReads, 'getStatuses' | 'getExecution'>;
}

/**
 * Refuses who may not follow a channel, and channels of what is not there, as REST does.
 * @throws ProblemException `forbidden`, `unknown-execution`, TrackedCronError `UNKNOWN_JOB`
 */
export async function mayFollow(
  { access, targets, reads }: FollowRules,
  { principal, scope, hidden }: Entrant,
  topic: LiveTopic,
): Promise<void> {
  if (topic.kind === 'logs' && hidden.includes('logs')) throw forbidden();
  const target = await targets.of(requestFor(topic), scope);
  if (!(await access.can(principal, 'read', target))) throw forbidden();
  if (topic.kind === 'job' && (await reads.getStatuses([topic.jobName as JobName])).length === 0) {
    const { jobName } = topic;
    throw new TrackedCronError('UNKNOWN_JOB', `There is no job "${jobName}".`, { jobName });
  }
  if ('executionId' in topic && target.job === undefined) throw unknownExecution(topic.executionId);
}

/** The request that would ask for the same. */
function requestFor(topic: LiveTopic): AdminRequest {
  const params =
    'executionId' in topic
      ? { id: topic.executionId }
      : topic.kind === 'job'
        ? { jobName: topic.jobName }
        : {};
  return { method: 'GET', headers: {}, params };
}

function forbidden(): ProblemException {
  return new ProblemException('forbidden', 'You have no permission to read this.');
}
