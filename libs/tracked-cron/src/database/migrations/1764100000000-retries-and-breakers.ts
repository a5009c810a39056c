import type { MigrationInterface, QueryRunner } from 'typeorm';
import { schemaOf } from './schema-of.js';

/** Attempts that failed and were retried; what the claim and the sweep need to know of a job's retries and its breaker. */
export class RetriesAndBreakers1764100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const schema = schemaOf(runner);
    await runner.query(`
      alter table ${schema}.cron_jobs
        add column max_attempts integer not null default 1,
        add column on_lost text not null default 'fail',
        add column breaker_failures integer not null default 0,
        add column breaker_openings integer not null default 0,
        add column breaker_opened_at timestamptz(3),
        add column breaker_until timestamptz(3),
        add column breaker_trial uuid`);
    await runner.query(`
      create table ${schema}.cron_job_attempts (
        execution_id uuid not null,
        attempt integer not null,
        failure text not null,
        instance_id uuid,
        epoch integer not null,
        started_at timestamptz(3),
        ended_at timestamptz(3) not null,
        duration_ms double precision,
        error_class text,
        error_message text,
        error_detail jsonb,
        fingerprint text,
        retry_at timestamptz(3) not null,
        primary key (execution_id, attempt)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const schema = schemaOf(runner);
    await runner.query(`drop table ${schema}.cron_job_attempts`);
    await runner.query(`
      alter table ${schema}.cron_jobs
        drop column max_attempts, drop column on_lost, drop column breaker_failures, drop column breaker_openings,
        drop column breaker_opened_at, drop column breaker_until, drop column breaker_trial`);
  }
}
