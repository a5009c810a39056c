import type { MigrationInterface, QueryRunner } from 'typeorm';
import { schemaOf } from './schema-of.js';

/**
 * Each fault once, however often it shows: what texts are searched in, what failures are grouped by, and what people
 * decided about it. What is on record already is taken in.
 */
export class Errors1764270000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const schema = schemaOf(runner);
    await runner.query(`
      create table ${schema}.cron_job_errors (
        fingerprint text not null,
        application text not null,
        environment text not null,
        error_class text not null,
        pattern text,
        sample text not null,
        searched text not null,
        frame text,
        first_seen_at timestamptz(3) not null,
        last_seen_at timestamptz(3) not null,
        last_release text,
        state text not null default 'open',
        state_at timestamptz(3),
        state_by text,
        state_reason text,
        ignored_until timestamptz(3),
        resolved_in text,
        resolved_from text,
        regressed_at timestamptz(3),
        primary key (fingerprint, application, environment),
        constraint cron_job_errors_state check (state in ('open', 'resolved', 'ignored'))
      ) with (fillfactor = 70)`);
    await runner.query(`
      create index cron_job_errors_seen on ${schema}.cron_job_errors (application, environment, last_seen_at desc)`);
    // with the job, failures are counted without reading their rows
    await runner.query(`drop index ${schema}.cron_job_executions_fingerprint`);
    await runner.query(`
      create index cron_job_executions_fingerprint on ${schema}.cron_job_executions (fingerprint, id desc) include (job_id)
      where fingerprint is not null`);
    // the orders of one job's history, which would be sorted as a whole; what starts soon after its birth is in order by id
    await runner.query(`
      create index cron_job_executions_start on ${schema}.cron_job_executions (job_id, started_at desc, id desc)
      where started_at - created_at < interval '-1 minute' or started_at - created_at > interval '1 minute'`);
    await runner.query(`
      create index cron_job_executions_duration on ${schema}.cron_job_executions (job_id, duration_ms desc, id desc)
      where duration_ms is not null`);
    // what was in flight at an instant was born shortly before it, but for these
    for (const [name, columns] of [
      ['flight', 'id desc'],
      ['flight_of_job', 'job_id, id desc'],
    ]) {
      await runner.query(`
      create index cron_job_executions_${name} on ${schema}.cron_job_executions (${columns})
      where completed_at - created_at > interval '10 minutes'`);
    }
    await runner.query(`
      insert into ${schema}.cron_job_errors (fingerprint, application, environment, error_class, sample, searched,
        first_seen_at, last_seen_at, last_release)
      select g.fingerprint, g.application, g.environment, coalesce(e.error_class, 'Error'),
        left(coalesce(e.error_message, ''), 1000),
        lower(coalesce(e.error_class, 'Error') || E'\\n' || left(coalesce(e.error_message, ''), 1000)),
        g.first_seen_at, g.last_seen_at, e.release
      from (
        select fingerprint, application, environment, min(completed_at) as first_seen_at,
          max(completed_at) as last_seen_at, (array_agg(id order by id desc))[1] as id
        from ${schema}.cron_job_executions
        where kept = 'long' and fingerprint is not null
        group by fingerprint, application, environment) g
      join ${schema}.cron_job_executions e on e.id = g.id and e.kept = 'long'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const schema = schemaOf(runner);
    await runner.query(`drop table ${schema}.cron_job_errors`);
    for (const name of ['flight_of_job', 'flight', 'duration', 'start', 'fingerprint']) {
      await runner.query(`drop index ${schema}.cron_job_executions_${name}`);
    }
    await runner.query(`
      create index cron_job_executions_fingerprint on ${schema}.cron_job_executions (fingerprint, id desc)
      where fingerprint is not null`);
  }
}
