import pg from 'pg';
import { CronDatabase } from '../../libs/tracked-cron/src/database/cron-database.js';
import { resolveDatabaseOptions } from '../../libs/tracked-cron/src/database/database.options.js';
import { trackedCronTables } from '../../libs/tracked-cron/src/tracked-cron.entities.js';

/** Any constant, as long as no spec takes the same lock on the server's own database. */
const LOCK = 0x746d706c;

let made: Promise<string> | undefined;

/**
 * Name of a database that this release has migrated, to be copied: that takes a tenth of what migrating takes. One for the
 * whole run, made by the first who asks. Null outside of a run of jest.
 */
export function migratedTemplate(server: string): Promise<string> | null {
  const name = process.env.TEST_DATABASE_TEMPLATE;
  if (name === undefined) return null;
  return (made ??= make(server, name));
}

async function make(server: string, name: string): Promise<string> {
  const client = new pg.Client(server);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 1) return name;
    await client.query(`create database ${name}_unfinished`);
    await migrate(new URL(`/${name}_unfinished`, server).href);
    await client.query(`alter database ${name}_unfinished rename to ${name}`);
    return name;
  } finally {
    await client.end();
  }
}

async function migrate(url: string): Promise<void> {
  const database = new CronDatabase(resolveDatabaseOptions({ url }), trackedCronTables);
  await database.open();
  await database.close();
}
