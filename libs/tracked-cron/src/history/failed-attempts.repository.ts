import type { CronDatabase } from '../database/cron-database.js';
import { AttemptEntity } from './attempt.entity.js';
import { errorOf } from './execution-record.js';
import type { FailedAttempt, FailureClass } from './failed-attempt.js';

/** Reads the attempts of an execution that failed and were retried. */
export class FailedAttemptsRepository {
  constructor(private readonly database: CronDatabase) {}

  /** Oldest first. */
  async of(executionId: string): Promise<FailedAttempt[]> {
    const rows = await this.database.dataSource
      .getRepository(AttemptEntity)
      .find({ where: { executionId }, order: { attempt: 'asc' } });
    return rows.map(failedAttemptOf);
  }
}

/** A row as callers see it. */
export function failedAttemptOf(row: AttemptEntity): FailedAttempt {
  const { attempt, failure, instanceId, startedAt, endedAt, durationMs, retryAt } = row;
  return {
    attempt,
    failure: failure as FailureClass,
    instanceId,
    startedAt,
    endedAt,
    durationMs,
    error: errorOf(row),
    retryAt,
  };
}
