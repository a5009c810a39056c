import type { MigrationInterface, QueryRunner } from 'typeorm';
import { schemaOf } from './schema-of.js';

/** What kept slots from running, and when: that a missed slot has a cause, and "why did it not run" an answer. */
export class Evidence1764150000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const schema = schemaOf(runner);
    await runner.query(`
      create table ${schema}.cron_job_evidence (
        id uuid primary key,
        application text not null,
        environment text not null,
        instance_id uuid not null,
        kind text not null,
        began_at timestamptz(3) not null,
        ended_at timestamptz(3),
        detail jsonb not null default '{}'
      )`);
    await runner.query(`
      create index cron_job_evidence_time on ${schema}.cron_job_evidence (application, environment, ended_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table ${schemaOf(runner)}.cron_job_evidence`);
  }
}
