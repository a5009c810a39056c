import type { MigrationInterface, QueryRunner } from 'typeorm';
import { schemaOf } from './schema-of.js';

/**
 * Leaves more than half of each page of jobs free. Jobs that are due together lie together: when the watermarks of a whole
 * page move at once, each new version finds room beside the old one, and no index has to hear of it.
 */
export class RoomForWatermarks1764140000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table ${schemaOf(runner)}.cron_jobs set (fillfactor = 45)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table ${schemaOf(runner)}.cron_jobs set (fillfactor = 60)`);
  }
}
