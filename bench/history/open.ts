import 'reflect-metadata';
import { CronDatabase } from '../../libs/tracked-cron/src/database/cron-database.js';
import { resolveDatabaseOptions } from '../../libs/tracked-cron/src/database/database.options.js';
import { trackedCronTables } from '../../libs/tracked-cron/src/tracked-cron.entities.js';

/** The library's tables, without an application around them. */
export async function openDatabase(url: string): Promise<CronDatabase> {
  const database = new CronDatabase(resolveDatabaseOptions({ url }), trackedCronTables);
  await database.open();
  return database;
}

/**
 * Reads every table and index once, so that they lie in memory as far as they fit, as they did when the bars were set. Where the server
 * has no `pg_prewarm`, what was not read before comes from the disk.
 */
export async function readIntoMemory({ writes }: Pick<CronDatabase, 'writes'>): Promise<void> {
  const { rows } = await writes.query("select 1 from pg_available_extensions where name = 'pg_prewarm'");
  if (rows.length === 0) return;
  await writes.query('create extension if not exists pg_prewarm');
  const relations = await writes.query<{ oid: number }>(
    `select oid from pg_class where relnamespace = 'tracked_cron'::regnamespace and relkind in ('r', 'i')`,
  );
  for (const { oid } of relations.rows)
    await writes.query("select pg_prewarm($1::oid::regclass, 'read')", [oid]);
}
