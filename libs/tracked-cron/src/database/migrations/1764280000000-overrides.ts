import type { MigrationInterface, QueryRunner } from 'typeorm';
import { schemaOf } from './schema-of.js';

/** What people put in place of a job's code, each edit of it, and which of them the row of the job says. */
export class Overrides1764280000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const schema = schemaOf(runner);
    await runner.query(`
      create table ${schema}.cron_job_overrides (
        id uuid primary key,
        application text not null,
        environment text not null,
        job_id uuid not null,
        revision integer not null,
        fields jsonb not null,
        patch jsonb not null,
        edited_at timestamptz(3) not null default now(),
        edited_by text,
        reason text,
        holds_until timestamptz(3),
        replaced_at timestamptz(3)
      )`);
    await runner.query(`
      create unique index cron_job_overrides_revision
      on ${schema}.cron_job_overrides (application, environment, revision)`);
    await runner.query(`
      create index cron_job_overrides_job on ${schema}.cron_job_overrides (job_id, revision)`);
    await runner.query(`
      create index cron_job_overrides_holding on ${schema}.cron_job_overrides (application, environment)
      where replaced_at is null and fields <> '{}'`);
    await runner.query(`
      alter table ${schema}.cron_jobs
        add column override_key text,
        add column switched_off boolean not null default false,
        add column due_since timestamptz(3)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const schema = schemaOf(runner);
    await runner.query(`alter table ${schema}.cron_jobs 
        drop column override_key, drop column switched_off, drop column due_since`);
    await runner.query(`drop table ${schema}.cron_job_overrides`);
  }
}
