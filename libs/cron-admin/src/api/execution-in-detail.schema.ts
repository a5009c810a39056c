import type { ExecutionDetails, LogPage, RelatedExecution, RelatedExecutions } from 'nestjs-tracked-cron';
import { about, fields, instant, list, nullable, number, object, text, uuid } from '../openapi/schema.js';
import { executionFields, executionStatus, failedAttempt } from './execution.schema.js';
import { logPage } from './log.schema.js';

/** One execution, with the first lines of its log and what stands around it. */
export interface ExecutionInDetail extends ExecutionDetails {
  readonly logs: LogPage | null;
  readonly related: RelatedExecutions;
}

const relatedExecution = object<RelatedExecution>('RelatedExecution', {
  id: uuid,
  jobName: text,
  status: executionStatus,
  reason: nullable(text),
  scheduledAt: nullable(instant),
  startedAt: nullable(instant),
  completedAt: nullable(instant),
  durationMs: nullable(number),
  createdAt: instant,
  errorClass: nullable(text),
});

export const executionInDetail = object<ExecutionInDetail>('ExecutionInDetail', {
  ...executionFields,
  failedAttempts: about('Attempts that were retried, oldest first.', list(failedAttempt)),
  logs: about('The first page.', nullable(logPage)),
  related: fields<RelatedExecutions>({
    previous: about('Of the job.', nullable(relatedExecution)),
    next: about('Of the job.', nullable(relatedExecution)),
    sameFingerprint: about('Newest first, at most 10.', list(relatedExecution)),
    failedAround: about(
      'What else failed within half a minute, newest first, at most 10.',
      list(relatedExecution),
    ),
  }),
});
