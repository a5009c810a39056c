import type { AnyExecutionView } from './any-execution.view.js';
import type { ExecutionError } from './execution-end.js';
import type { ExecutionStatus } from './execution-status.js';
import type { ExecutionRecord } from './history-query.js';

/** A row of the view as callers see it. */
export function executionRecordOf(row: AnyExecutionView): ExecutionRecord {
  return {
    id: row.id,
    jobName: row.jobName,
    group: row.group,
    owner: row.owner,
    application: row.application,
    environment: row.environment,
    status: row.status as ExecutionStatus,
    reason: row.reason,
    trigger: row.trigger,
    triggeredBy: row.triggeredBy,
    triggerReason: row.triggerReason,
    scheduledAt: row.scheduledAt,
    startedAt: row.startedAt,
    completedAt: row.completedAt,
    durationMs: row.durationMs,
    nextSlotAt: row.nextSlotAt,
    instanceId: row.instanceId,
    release: row.release,
    epoch: row.epoch,
    attempt: row.attempt,
    maxAttempts: row.maxAttempts,
    heartbeatAt: row.heartbeatAt,
    progress: row.progress,
    progressMessage: row.progressMessage,
    error: errorOf(row),
    parameters: row.parameters,
    result: row.result,
    metadata: row.metadata,
    traceId: row.traceId,
    definitionVersion: row.definitionVersion,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

type ErrorColumns = Pick<AnyExecutionView, 'errorClass' | 'errorMessage' | 'errorDetail' | 'fingerprint'>;

/** The error in a row that has one. */
export function errorOf({
  errorClass,
  errorMessage,
  errorDetail,
  fingerprint,
}: ErrorColumns): ExecutionError | null {
  if (errorClass === null && errorMessage === null) return null;
  const { stack = null, causes = [], code = null } = (errorDetail ?? {}) as Partial<ExecutionError>;
  return {
    errorClass: errorClass ?? 'Error',
    message: errorMessage ?? '',
    stack,
    causes,
    code,
    fingerprint: fingerprint ?? '',
  };
}
