import type { MigrationInterface, QueryRunner } from 'typeorm';
import { schemaOf } from './schema-of.js';

/** Columns that an execution has from its birth on, in the order of both tables. */
const EXECUTION_COLUMNS = `
  id uuid not null,
  job_id uuid not null,
  application text not null,
  environment text not null,
  job_name text not null,
  job_group text,
  owner text,
  status text not null,
  trigger text not null,
  triggered_by text,
  trigger_reason text,
  scheduled_at timestamptz(3),
  started_at timestamptz(3),
  next_slot_at timestamptz(3),
  instance_id uuid,
  epoch integer not null,
  attempt integer not null,
  max_attempts integer not null,
  heartbeat_at timestamptz(3),
  progress real,
  progress_message text,
  parameters jsonb,
  metadata jsonb,
  trace_id text,
  release text,
  definition_version integer not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()`;

const SHARED_NAMES = `id, job_id, application, environment, job_name, job_group, owner, status, trigger, triggered_by,
  trigger_reason, scheduled_at, started_at, next_slot_at, instance_id, epoch, attempt, max_attempts, heartbeat_at,
  progress, progress_message, parameters, metadata, trace_id, release, definition_version, created_at, updated_at`;

/** Jobs, instances, executions in flight and ended, and what the claim needs beside them. */
export class Foundation1763900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const schema = schemaOf(runner);

    await runner.query(`
      create table ${schema}.cron_jobs (
        id uuid primary key,
        application text not null,
        environment text not null,
        name text not null,
        job_group text,
        owner text,
        tags text[] not null default '{}',
        schedule text not null,
        time_zone text not null,
        overlap text not null,
        options jsonb not null default '{}',
        definition_version integer not null default 1,
        last_slot_at timestamptz(3) not null,
        paused_at timestamptz(3),
        paused_until timestamptz(3),
        paused_by text,
        pause_reason text,
        release text,
        removed_at timestamptz(3),
        created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now()
      ) with (fillfactor = 60)`);
    await runner.query(
      `create unique index cron_jobs_name on ${schema}.cron_jobs (application, environment, name)`,
    );

    await runner.query(`
      create table ${schema}.cron_instances (
        id uuid primary key,
        application text not null,
        environment text not null,
        host text not null,
        pid integer not null,
        release text,
        labels text[] not null default '{}',
        executes boolean not null,
        library_version text not null,
        node_version text not null,
        started_at timestamptz(3) not null,
        renewed_at timestamptz(3) not null,
        lease_until timestamptz(3) not null,
        stopped_at timestamptz(3),
        clock_offset_ms double precision,
        event_loop_delay_ms double precision
      )`);
    await runner.query(`
      create index cron_instances_lease on ${schema}.cron_instances (lease_until) where stopped_at is null`);

    // vacuumed by count, not by share: it is small, and every execution leaves a dead row here
    await runner.query(`
      create table ${schema}.cron_job_live (${EXECUTION_COLUMNS},
        available_at timestamptz(3) not null,
        primary key (id),
        constraint cron_job_live_status check (status in ('pending', 'running'))
      ) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000,
        autovacuum_vacuum_cost_delay = 0)`);
    await runner.query(`create index cron_job_live_job on ${schema}.cron_job_live (job_id)`);

    await runner.query(`
      create table ${schema}.cron_job_executions (${EXECUTION_COLUMNS},
        kept text not null,
        reason text,
        completed_at timestamptz(3) not null,
        duration_ms double precision,
        error_class text,
        error_message text,
        error_detail jsonb,
        fingerprint text,
        result jsonb,
        primary key (id, kept),
        constraint cron_job_executions_kept check (kept in ('short', 'long'))
      ) partition by list (kept)`);
    for (const kept of ['short', 'long']) {
      await runner.query(`
        create table ${schema}.cron_job_executions_${kept} partition of ${schema}.cron_job_executions
        for values in ('${kept}') partition by range (id)`);
    }
    await runner.query(`
      create index cron_job_executions_job on ${schema}.cron_job_executions (job_id, id desc)`);
    await runner.query(`
      create index cron_job_executions_slot on ${schema}.cron_job_executions (job_id, scheduled_at desc)
      where scheduled_at is not null`);
    await runner.query(`
      create index cron_job_executions_status on ${schema}.cron_job_executions (status, id desc)
      where status <> 'completed'`);
    // free for what the schedule started, which is nearly everything
    await runner.query(`
      create index cron_job_executions_trigger on ${schema}.cron_job_executions (trigger, id desc)
      where trigger <> 'schedule'`);
    await runner.query(`
      create index cron_job_executions_fingerprint on ${schema}.cron_job_executions (fingerprint, id desc)
      where fingerprint is not null`);

    await runner.query(`
      create view ${schema}.cron_job_executions_all as
      select ${SHARED_NAMES}, null::text as kept, null::text as reason, null::timestamptz(3) as completed_at,
        null::double precision as duration_ms, null::text as error_class, null::text as error_message,
        null::jsonb as error_detail, null::text as fingerprint, null::jsonb as result
      from ${schema}.cron_job_live
      union all
      select ${SHARED_NAMES}, kept, reason, completed_at, duration_ms, error_class, error_message, error_detail,
        fingerprint, result
      from ${schema}.cron_job_executions`);

    await runner.query(`
      create table ${schema}.cron_job_slot_ranges (
        id uuid primary key,
        job_id uuid not null,
        from_slot timestamptz(3) not null,
        to_slot timestamptz(3) not null,
        outcome text not null,
        reason text not null,
        count integer not null
      )`);
    await runner.query(`
      create index cron_job_slot_ranges_job on ${schema}.cron_job_slot_ranges (job_id, to_slot)`);

    await runner.query(`
      create table ${schema}.cron_job_trigger_keys (
        job_id uuid not null,
        key text not null,
        execution_id uuid not null,
        created_at timestamptz(3) not null default now(),
        primary key (job_id, key)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const schema = schemaOf(runner);
    await runner.query(`drop view ${schema}.cron_job_executions_all`);
    for (const table of ['trigger_keys', 'slot_ranges', 'executions', 'live']) {
      await runner.query(`drop table ${schema}.cron_job_${table}`);
    }
    await runner.query(`drop table ${schema}.cron_instances, ${schema}.cron_jobs`);
  }
}
