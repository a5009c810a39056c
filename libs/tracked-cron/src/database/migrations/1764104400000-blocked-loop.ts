import type { MigrationInterface, QueryRunner } from 'typeorm';
import { schemaOf } from './schema-of.js';

/** Since when the event loop of an instance has been blocked, as its lease's own thread sees it. */
export class BlockedLoop1764104400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table ${schemaOf(runner)}.cron_instances add column event_loop_blocked_since timestamptz(3)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table ${schemaOf(runner)}.cron_instances drop column event_loop_blocked_since`);
  }
}
