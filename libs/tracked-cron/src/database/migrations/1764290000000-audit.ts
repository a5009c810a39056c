import type { MigrationInterface, QueryRunner } from 'typeorm';
import { schemaOf } from './schema-of.js';

/** Who decided what: a table that only grows. */
export class Audit1764290000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const schema = schemaOf(runner);
    await runner.query(`
      create table ${schema}.cron_audit (
        id uuid primary key,
        application text not null,
        environment text not null,
        at timestamptz(3) not null default now(),
        action text not null,
        job_name text,
        execution_id uuid,
        target text,
        done_by text,
        reason text,
        before jsonb,
        after jsonb,
        request_id text,
        outcome text not null,
        code text,
        asked_id uuid,
        constraint cron_audit_outcome check (outcome in ('asked', 'done', 'refused', 'failed'))
      )`);
    await runner.query(`create index cron_audit_page on ${schema}.cron_audit (application, environment, id)`);
    await runner.query(
      `create index cron_audit_job on ${schema}.cron_audit (application, environment, job_name, id)`,
    );
    await runner.query(
      `create index cron_audit_by on ${schema}.cron_audit (application, environment, done_by, id)`,
    );
    await runner.query(
      `create index cron_audit_action on ${schema}.cron_audit (application, environment, action, id)`,
    );
    await runner.query(
      `create index cron_audit_request on ${schema}.cron_audit (request_id) where request_id is not null`,
    );
    await runner.query(
      `create unique index cron_audit_asked on ${schema}.cron_audit (asked_id) where asked_id is not null`,
    );
    // The rule holds for the table's owner too, whose own right to delete nobody can take away.
    await runner.query(`
      create function ${schema}.cron_audit_stays() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' then
          if old.at < now() - interval '90 days' then return old; end if;
        end if;
        raise exception 'cron_audit only grows: a row never changes, and is deleted only when it is older than 90 days'
          using errcode = 'insufficient_privilege';
      end $$`);
    await runner.query(`
      create trigger cron_audit_stays before update or delete on ${schema}.cron_audit
        for each row execute function ${schema}.cron_audit_stays()`);
    await runner.query(`
      create trigger cron_audit_stays_whole before truncate on ${schema}.cron_audit
        for each statement execute function ${schema}.cron_audit_stays()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const schema = schemaOf(runner);
    await runner.query(`drop table ${schema}.cron_audit`);
    await runner.query(`drop function ${schema}.cron_audit_stays()`);
  }
}
