import type { MigrationInterface, QueryRunner } from 'typeorm';
import { schemaOf } from './schema-of.js';

/** Every pause and freeze there was: since when, until when, and who began and ended it. */
export class Holds1764210000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const schema = schemaOf(runner);
    await runner.query(`
      create table ${schema}.cron_holds (
        id uuid primary key,
        application text not null,
        environment text not null,
        kind text not null,
        job_name text,
        job_group text,
        held_at timestamptz(3) not null default now(),
        held_until timestamptz(3),
        held_by text,
        reason text,
        ended_at timestamptz(3),
        ended_by text,
        end_reason text,
        constraint cron_holds_kind check (kind in ('pause', 'freeze'))
      )`);
    await runner.query(`
      create index cron_holds_open on ${schema}.cron_holds (application, environment) where ended_at is null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table ${schemaOf(runner)}.cron_holds`);
  }
}
