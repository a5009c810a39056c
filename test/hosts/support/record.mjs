import { query } from './postgres.mjs';

/** How many due times of the host's jobs ran and are recorded. */
export async function recorded(url) {
  const [{ made }] = await query(url, `select to_regclass('tracked_cron.cron_job_executions_all') as made`);
  if (!made) return 0;
  const [{ count }] = await query(
    url,
    `select count(*)::int from tracked_cron.cron_job_executions_all
     where status = 'completed' and trigger = 'schedule'`,
  );
  return count;
}

/** What a process leaves that was killed before the library could stop. */
export async function leftBehind(url) {
  const [{ count }] = await query(
    url,
    `select (select count(*) from tracked_cron.cron_instances where stopped_at is null)::int
       + (select count(*) from tracked_cron.cron_job_live)::int as count`,
  );
  return count;
}

/** Every column, index and constraint of ours and of the host's, a line each. */
export async function readSchema(url) {
  const rows = await query(
    url,
    `select table_schema, concat_ws(' ', table_name, column_name, data_type, column_default, is_nullable) as line
     from information_schema.columns where table_schema in ('public', 'tracked_cron')
     union all
     select schemaname, indexdef from pg_indexes where schemaname in ('public', 'tracked_cron')
     union all
     select connamespace::regnamespace::text, conname || ' ' || pg_get_constraintdef(oid)
     from pg_constraint where connamespace in (select oid from pg_namespace where nspname in ('public', 'tracked_cron'))`,
  );
  const of = (schema) => rows.filter((row) => row.table_schema === schema).map(({ line }) => line);
  return { ours: of('tracked_cron'), theirs: of('public') };
}

/** A release that synchronises its own tables adds to them, takes nothing away, and leaves ours as they were. */
export function compareSchemas(before, after) {
  const missing = (from, to) => from.filter((line) => !to.includes(line));
  const changed = [
    ...missing(before.ours, after.ours),
    ...missing(after.ours, before.ours),
    ...missing(before.theirs, after.theirs),
  ];
  if (changed.length > 0) throw new Error(`the next release changed the schema:\n${changed.join('\n')}`);
  if (missing(after.theirs, before.theirs).length === 0)
    throw new Error('the next release synchronised nothing');
}
