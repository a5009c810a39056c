import type { MigrationInterface, QueryRunner } from 'typeorm';
import { schemaOf } from './schema-of.js';

/** What one status came to in a stretch of time. */
const COLUMNS = `
  job_id uuid not null,
  began_at timestamptz(3) not null,
  status text not null,
  count integer not null default 0,
  ranged integer not null default 0,
  total_ms double precision not null default 0,
  shortest_ms double precision,
  longest_ms double precision,
  durations bytea,
  latest_ms double precision,
  lateness bytea,
  primary key (job_id, began_at, status)`;

/** Statistics by hour and by day, what has to be counted again, and the index that finds what was written since. */
export class RollUps1764260000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const schema = schemaOf(runner);
    for (const table of ['cron_job_hours', 'cron_job_days']) {
      // room for an hour's row to grow in its place
      await runner.query(`create table ${schema}.${table} (${COLUMNS}) with (fillfactor = 80)`);
      await runner.query(`create index ${table}_began on ${schema}.${table} (began_at)`);
    }
    await runner.query(`
      create table ${schema}.cron_job_recounts (
        job_id uuid not null,
        from_at timestamptz(3) not null,
        to_at timestamptz(3) not null,
        primary key (job_id, from_at, to_at)
      )`);
    await runner.query(`
      create table ${schema}.cron_roll_ups (
        application text not null,
        environment text not null,
        turn_at timestamptz(3) not null default now(),
        looked_at timestamptz(3),
        counted_until timestamptz(3),
        final_until timestamptz(3) not null default '-infinity',
        days_until timestamptz(3),
        hours_from timestamptz(3) not null default '-infinity',
        primary key (application, environment)
      )`);

    // each execution carries the start of the transaction that wrote it: rows lie in that order, a summary will do
    await runner.query(`
      create index cron_job_executions_written on ${schema}.cron_job_executions
      using brin (updated_at) with (pages_per_range = 32, autosummarize = on)`);

    // those that somebody triggered count when that was; free for all others
    await runner.query(`
      create index cron_job_executions_unscheduled on ${schema}.cron_job_executions (job_id, id desc)
      where scheduled_at is null`);

    await runner.query(`
      alter table ${schema}.cron_job_slot_ranges
        add column rolled_count integer not null default 0,
        add column rolled_to timestamptz(3)`);
    await runner.query(`
      create index cron_job_slot_ranges_grown on ${schema}.cron_job_slot_ranges (job_id)
      where rolled_count <> count`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const schema = schemaOf(runner);
    await runner.query(`drop index ${schema}.cron_job_slot_ranges_grown`);
    await runner.query(`
      alter table ${schema}.cron_job_slot_ranges drop column rolled_count, drop column rolled_to`);
    await runner.query(
      `drop index ${schema}.cron_job_executions_unscheduled, ${schema}.cron_job_executions_written`,
    );
    for (const table of ['cron_roll_ups', 'cron_job_recounts', 'cron_job_days', 'cron_job_hours']) {
      await runner.query(`drop table ${schema}.${table}`);
    }
  }
}
