import type { MigrationInterface, QueryRunner } from 'typeorm';
import { schemaOf } from './schema-of.js';

/** Which code knows which jobs: what a rolling deployment, a rollback, a rename and a removal are told by. */
export class Generations1764170000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const schema = schemaOf(runner);
    await runner.query(`
      create table ${schema}.cron_generations (
        id uuid primary key,
        application text not null,
        environment text not null,
        release text,
        fingerprint text not null,
        job_ids uuid[] not null default '{}',
        began_at timestamptz(3) not null,
        seen_at timestamptz(3) not null
      )`);
    await runner.query(`
      create unique index cron_generations_code on ${schema}.cron_generations (application, environment, fingerprint)`);
    // what the release before this one leaves out is what it has by default
    await runner.query(`
      alter table ${schema}.cron_jobs
        add column previous_names text[] not null default '{}',
        add column declared boolean not null default false,
        add column schedule_version integer not null default 1,
        add column generation_id uuid`);
    await runner.query(`alter table ${schema}.cron_instances add column generation_id uuid`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const schema = schemaOf(runner);
    await runner.query(`alter table ${schema}.cron_instances drop column generation_id`);
    await runner.query(`
      alter table ${schema}.cron_jobs
        drop column previous_names, drop column declared, drop column schedule_version, drop column generation_id`);
    await runner.query(`drop table ${schema}.cron_generations`);
  }
}
