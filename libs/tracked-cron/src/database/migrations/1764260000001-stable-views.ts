import type { MigrationInterface, QueryRunner } from 'typeorm';
import { schemaOf } from './schema-of.js';

/** Views for people and dashboards, whose names and columns stay whatever becomes of the tables. */
export class StableViews1764260000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const schema = schemaOf(runner);
    await runner.query(`
      create view ${schema}.executions as
      select id, application, environment, job_name, job_group, owner, status, reason, trigger, triggered_by,
        trigger_reason, scheduled_at, started_at, completed_at, duration_ms, next_slot_at, attempt, max_attempts,
        heartbeat_at, progress, progress_message, parameters, metadata, result, error_class, error_message,
        error_detail, fingerprint, instance_id, release, trace_id, created_at, updated_at
      from ${schema}.cron_job_executions_all`);
    await runner.query(`
      create view ${schema}."T_CronJobExecutions" as
      select id, job_name as "jobName", job_group as "jobGroup", status, scheduled_at as "scheduledTime",
        started_at as "startTime", completed_at as "endTime", duration_ms as "duration",
        error_message as "error", metadata, next_slot_at as "nextRun", heartbeat_at as "lastHeartbeat", attempt,
        max_attempts as "maxAttempts", created_at as "createdAt", updated_at as "updatedAt", application, environment,
        owner, release, trigger, instance_id as "instanceId", epoch, reason, trace_id as "traceId", progress, result
      from ${schema}.cron_job_executions_all`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const schema = schemaOf(runner);
    await runner.query(`drop view ${schema}.executions, ${schema}."T_CronJobExecutions"`);
  }
}
