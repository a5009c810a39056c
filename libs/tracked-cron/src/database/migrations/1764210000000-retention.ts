import type { MigrationInterface, QueryRunner } from 'typeorm';
import { schemaOf } from './schema-of.js';

/** How long each application wants the record to be kept, and what outlives it of a job. */
export class Retention1764210000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const schema = schemaOf(runner);
    await runner.query(`
      alter table ${schema}.cron_jobs
        add column last_success_at timestamptz(3),
        add column last_failure_at timestamptz(3)`);
    await runner.query(`
      create table ${schema}.cron_retention (
        application text not null,
        environment text not null,
        kind text not null,
        keep_ms bigint,
        primary key (application, environment, kind)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const schema = schemaOf(runner);
    await runner.query(`drop table ${schema}.cron_retention`);
    await runner.query(`
      alter table ${schema}.cron_jobs drop column last_success_at, drop column last_failure_at`);
  }
}
