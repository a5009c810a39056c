import pg from 'pg';
import { CronDatabase } from '../../libs/tracked-cron/src/database/cron-database.js';
import { resolveDatabaseOptions } from '../../libs/tracked-cron/src/database/database.options.js';
import { PartitionKeeper } from '../../libs/tracked-cron/src/history/partition-keeper.js';
import { PARTITION_WIDTH_MS } from '../../libs/tracked-cron/src/history/partitions.js';
import { trackedCronTables } from '../../libs/tracked-cron/src/tracked-cron.entities.js';

/** Any constant, as long as no spec takes the same lock on the server's own database. */
const LOCK = 0x746d706c;

const made = new Map<string, Promise<string>>();

/**
 * Name of a database that this release has migrated, to be copied: that takes a tenth of what migrating takes. One for the
 * whole run, made by the first who asks. Null outside of a run of jest.
 * @param at when instances will run on it, milliseconds since the epoch: the partitions of then are there, as they are
 *   wherever one has run before; null: there are none
 */
export function migratedTemplate(server: string, at: number | null): Promise<string> | null {
  const run = process.env.TEST_DATABASE_TEMPLATE;
  if (run === undefined) return null;
  const name = `${run}_${at === null ? 'bare' : Math.floor(at / PARTITION_WIDTH_MS)}`;
  if (!made.has(name)) made.set(name, make(server, name, at));
  return made.get(name)!;
}

async function make(server: string, name: string, at: number | null): Promise<string> {
  const client = new pg.Client(server);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 1) return name;
    await client.query(`create database ${name}_unfinished`);
    await migrate(new URL(`/${name}_unfinished`, server).href, at);
    await client.query(`alter database ${name}_unfinished rename to ${name}`);
    return name;
  } finally {
    await client.end();
  }
}

async function migrate(url: string, at: number | null): Promise<void> {
  const database = new CronDatabase(resolveDatabaseOptions({ url }), trackedCronTables);
  await database.open();
  if (at !== null) await new PartitionKeeper(database, { now: () => at }).runOnce();
  await database.close();
}
