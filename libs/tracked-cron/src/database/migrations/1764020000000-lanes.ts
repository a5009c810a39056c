import type { MigrationInterface, QueryRunner } from 'typeorm';
import { schemaOf } from './schema-of.js';

const SHARED_NAMES = `id, job_id, application, environment, job_name, job_group, owner, status, trigger, triggered_by,
  trigger_reason, scheduled_at, started_at, next_slot_at, instance_id, epoch, attempt, max_attempts, heartbeat_at,
  progress, progress_message, parameters, metadata, trace_id, release, definition_version, created_at, updated_at`;

/** Who holds a job's lane, who waits for it, and what people decide over single slots: queues, groups, skips, freezes. */
export class Lanes1764020000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const schema = schemaOf(runner);

    await runner.query(`
      alter table ${schema}.cron_jobs
        add column max_queued integer not null default 100,
        add column concurrency_key text,
        add column concurrency_limit integer,
        add column skip_slot timestamptz(3),
        add column skip_by text,
        add column skip_reason text,
        add column frozen_at timestamptz(3),
        add column frozen_until timestamptz(3)`);
    await runner.query(`
      create index cron_jobs_concurrency on ${schema}.cron_jobs (application, environment, concurrency_key)
      where concurrency_key is not null`);

    // an ended execution whose handler goes on keeps its row, because the row is what holds the lane
    await runner.query(`
      alter table ${schema}.cron_job_live
        add column holds_lane boolean not null default true,
        add column cancellation jsonb,
        drop constraint cron_job_live_status,
        add constraint cron_job_live_status check (status in ('pending', 'running', 'zombie'))`);
    await runner.query(view(schema, "where status <> 'zombie'"));

    // a row is there to be locked
    await runner.query(`
      create table ${schema}.cron_concurrency_groups (
        application text not null,
        environment text not null,
        key text not null,
        primary key (application, environment, key)
      )`);

    await runner.query(`
      create table ${schema}.cron_freezes (
        application text not null,
        environment text not null,
        job_group text not null,
        frozen_at timestamptz(3) not null default now(),
        frozen_until timestamptz(3),
        frozen_by text,
        reason text,
        primary key (application, environment, job_group)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const schema = schemaOf(runner);
    await runner.query(`drop table ${schema}.cron_freezes, ${schema}.cron_concurrency_groups`);
    await runner.query(view(schema, ''));
    await runner.query(`delete from ${schema}.cron_job_live where status = 'zombie'`);
    await runner.query(`
      alter table ${schema}.cron_job_live
        drop constraint cron_job_live_status,
        add constraint cron_job_live_status check (status in ('pending', 'running')),
        drop column holds_lane,
        drop column cancellation`);
    await runner.query(`drop index ${schema}.cron_jobs_concurrency`);
    await runner.query(`
      alter table ${schema}.cron_jobs
        drop column max_queued,
        drop column concurrency_key,
        drop column concurrency_limit,
        drop column skip_slot,
        drop column skip_by,
        drop column skip_reason,
        drop column frozen_at,
        drop column frozen_until`);
  }
}

function view(schema: string, condition: string): string {
  return `
    create or replace view ${schema}.cron_job_executions_all as
    select ${SHARED_NAMES}, null::text as kept, null::text as reason, null::timestamptz(3) as completed_at,
      null::double precision as duration_ms, null::text as error_class, null::text as error_message,
      null::jsonb as error_detail, null::text as fingerprint, null::jsonb as result
    from ${schema}.cron_job_live ${condition}
    union all
    select ${SHARED_NAMES}, kept, reason, completed_at, duration_ms, error_class, error_message, error_detail,
      fingerprint, result
    from ${schema}.cron_job_executions`;
}
