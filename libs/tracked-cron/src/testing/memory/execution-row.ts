import type { LiveExecutionEntity } from '../../cluster/live-execution.entity.js';
import type { CronJobEntity } from '../../definition/cron-job.entity.js';
import type { AnyExecutionView } from '../../history/any-execution.view.js';

/** A row of the live table. */
export type LiveRow = AnyExecutionView &
  Pick<LiveExecutionEntity, 'availableAt' | 'holdsLane' | 'cancellation'>;

/** What an execution is born with, beside what its job says. Times are milliseconds since the epoch. */
export interface Birth {
  readonly id: string;
  readonly status: 'running' | 'pending' | 'skipped' | 'missed';
  readonly reason: string | null;
  readonly trigger: 'schedule' | 'manual' | 'backfill';
  readonly scheduledAt: number | null;
  readonly nextSlotAt: number | null;
  readonly now: number;
  readonly instanceId: string | null;
  readonly release: string | null;
  readonly triggeredBy?: string | null;
  readonly triggerReason?: string | null;
  readonly parameters?: unknown;
}

/** A row as the statements of claim and trigger write it; one that is skipped or missed has ended at its birth. */
export function executionRow(job: CronJobEntity, birth: Birth): AnyExecutionView {
  const at = dateOf(birth.now);
  const runs = birth.status === 'running';
  const lives = runs || birth.status === 'pending';
  return {
    id: birth.id,
    jobId: job.id,
    application: job.application,
    environment: job.environment,
    jobName: job.name,
    group: job.group,
    owner: job.owner,
    status: birth.status,
    reason: birth.reason,
    kept: lives ? null : birth.status === 'skipped' ? 'short' : 'long',
    trigger: birth.trigger,
    triggeredBy: birth.triggeredBy ?? null,
    triggerReason: birth.triggerReason ?? null,
    scheduledAt: birth.scheduledAt === null ? null : dateOf(birth.scheduledAt),
    startedAt: runs ? at : null,
    completedAt: lives ? null : at,
    durationMs: null,
    nextSlotAt: birth.nextSlotAt === null ? null : dateOf(birth.nextSlotAt),
    instanceId: birth.instanceId,
    epoch: 1,
    attempt: lives ? 1 : 0,
    maxAttempts: job.maxAttempts,
    heartbeatAt: null,
    progress: null,
    progressMessage: null,
    parameters: birth.parameters === undefined ? null : asJson(birth.parameters),
    metadata: null,
    traceId: null,
    release: birth.release,
    definitionVersion: job.definitionVersion,
    errorClass: null,
    errorMessage: null,
    errorDetail: null,
    fingerprint: null,
    result: null,
    createdAt: at,
    updatedAt: at,
  };
}

/** The same for one that is in flight, or waits until it may be. */
export function liveRow(job: CronJobEntity, birth: Birth, holdsLane: boolean): LiveRow {
  const row = executionRow(job, birth);
  return { ...row, availableAt: row.createdAt, holdsLane, cancellation: null };
}

/** What a column of type `jsonb` gives back. */
export function asJson(value: unknown): unknown {
  const text = JSON.stringify(value);
  return text === undefined ? null : (JSON.parse(text) as unknown);
}

/** What a column of type `timestamptz(3)` gives back. */
export function dateOf(milliseconds: number): Date {
  return new Date(Math.round(milliseconds));
}
