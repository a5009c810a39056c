import {
  ENDED_STATUSES,
  LIVE_STATUSES,
  type ExecutionError,
  type ExecutionRecord,
  type FailedAttempt,
  type HistoryPage,
} from 'nestjs-tracked-cron';
import {
  about,
  anything,
  count,
  fields,
  instant,
  list,
  nullable,
  number,
  object,
  oneOf,
  optional,
  record,
  text,
  uuid,
  type FieldSchemas,
} from '../openapi/schema.js';

export const EVERY_STATUS = [...LIVE_STATUSES, ...ENDED_STATUSES] as const;
export const executionStatus = oneOf(EVERY_STATUS);

const executionError = object<ExecutionError>('ExecutionError', {
  errorClass: text,
  message: text,
  stack: nullable(text),
  causes: about(
    'Nearest first.',
    list(fields<ExecutionError['causes'][number]>({ errorClass: text, message: text })),
  ),
  code: nullable(text),
  fingerprint: about('Equal for errors that are the same fault.', text),
});

/** Every field that an execution has wherever it is shown. */
export const executionFields: FieldSchemas<ExecutionRecord> = {
  id: uuid,
  jobName: text,
  group: nullable(text),
  owner: nullable(text),
  application: text,
  environment: text,
  status: executionStatus,
  reason: nullable(text),
  trigger: text,
  triggeredBy: nullable(text),
  triggerReason: nullable(text),
  scheduledAt: about('Its slot; null for a manual run.', nullable(instant)),
  startedAt: about('When its first attempt started.', nullable(instant)),
  completedAt: nullable(instant),
  durationMs: about('Milliseconds, of its last attempt.', nullable(number)),
  nextSlotAt: nullable(instant),
  instanceId: nullable(uuid),
  release: nullable(text),
  epoch: count,
  attempt: count,
  maxAttempts: count,
  heartbeatAt: nullable(instant),
  progress: nullable(number),
  progressMessage: nullable(text),
  error: nullable(executionError),
  parameters: anything,
  result: anything,
  metadata: nullable(record(anything)),
  traceId: nullable(text),
  definitionVersion: count,
  createdAt: instant,
  updatedAt: instant,
};

export const failedAttempt = object<FailedAttempt>('FailedAttempt', {
  attempt: count,
  failure: oneOf(['transient', 'permanent', 'timeout', 'pipeline', 'lost', 'unclassified']),
  instanceId: nullable(uuid),
  startedAt: nullable(instant),
  endedAt: instant,
  durationMs: nullable(number),
  error: nullable(executionError),
  retryAt: instant,
});

export const execution = object<ExecutionRecord>('Execution', executionFields);

export const historyPage = object<HistoryPage>('ExecutionPage', {
  items: list(execution),
  page: fields<HistoryPage['page']>({
    next: about('`cursor` of the next page; null for the last.', nullable(text)),
    previous: nullable(text),
    limit: count,
  }),
  total: optional(
    about(
      'Only where `count` was asked for. `gte`: at least so many.',
      fields<NonNullable<HistoryPage['total']>>({ value: count, relation: oneOf(['eq', 'gte']) }),
    ),
  ),
});
