import type { MigrationInterface, QueryRunner } from 'typeorm';
import { schemaOf } from './schema-of.js';

/**
 * Log lines of executions, partitioned like their history. Nothing looks a line up but by its execution, so the primary
 * key is the only index.
 */
export class LogLines1764160000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table ${schemaOf(runner)}.cron_job_log_chunks (
        execution_id uuid not null,
        attempt integer not null,
        sequence integer not null,
        line_count integer not null,
        bytes integer not null,
        lines jsonb not null,
        primary key (execution_id, attempt, sequence)
      ) partition by range (execution_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table ${schemaOf(runner)}.cron_job_log_chunks`);
  }
}
