import type { MigrationInterface, QueryRunner } from 'typeorm';
import { schemaOf } from './schema-of.js';

/** Freezes of an owner's jobs, beside those of everything and of groups. */
export class FreezesByOwner1764340000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const schema = schemaOf(runner);
    await runner.query(`
      alter table ${schema}.cron_freezes
        add column owner text not null default '',
        drop constraint cron_freezes_pkey,
        add constraint cron_freezes_pkey primary key (application, environment, job_group, owner)`);
    await runner.query(`alter table ${schema}.cron_holds add column owner text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const schema = schemaOf(runner);
    // without their owner they would hold every job
    await runner.query(`delete from ${schema}.cron_freezes where owner <> ''`);
    await runner.query(`
      alter table ${schema}.cron_freezes
        drop constraint cron_freezes_pkey,
        drop column owner,
        add constraint cron_freezes_pkey primary key (application, environment, job_group)`);
    await runner.query(`alter table ${schema}.cron_holds drop column owner`);
  }
}
