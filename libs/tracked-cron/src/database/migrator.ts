import type pg from 'pg';
import { createDataSource, type DataSourceContents } from './data-source.js';
import type { ResolvedDatabaseOptions } from './database.options.js';
import { sqlState } from './database-error.js';
import { SchemaTables } from './schema-tables.js';
import { TrackedCronError } from '../tracked-cron.error.js';

/** Serialises migrating instances; any constant does, as long as no other program uses it. */
const MIGRATION_LOCK = 0x74726b63;
const UNDEFINED_TABLE = '42P01';

/**
 * Runs what is pending, or, with `migrations: 'verify'`, fails if something is. Instances that boot together wait for
 * the first one. A schema that is up to date costs one query.
 */
export async function bringSchemaUpToDate(
  pool: pg.Pool,
  options: ResolvedDatabaseOptions,
  contents: DataSourceContents,
): Promise<void> {
  const known = contents.migrations.map((migration) => migration.name);
  if (isUpToDate(known, await executedMigrations(pool, options.schema))) return;
  if (options.migrations === 'verify') {
    throw new TrackedCronError(
      'MIGRATIONS_PENDING',
      `Schema "${options.schema}" lacks migrations: ${missing(known, await executedMigrations(pool, options.schema)).join(', ')}. ` +
        'Run them with a role that may create tables: npx typeorm migration:run -d ormconfig.js, or start once with ' +
        `database: { migrations: 'run' }.`,
      { schema: options.schema },
    );
  }
  await underLock(pool, async () => {
    if (isUpToDate(known, await executedMigrations(pool, options.schema))) return;
    await pool.query(`create schema if not exists "${options.schema}"`);
    const dataSource = createDataSource(options, contents, { poolSize: 2, statementTimeout: 0 });
    await dataSource.initialize();
    try {
      await dataSource.runMigrations();
    } finally {
      await dataSource.destroy();
    }
  });
}

/** Names of the migrations the schema has seen, oldest first; empty when the schema is not there. */
async function executedMigrations(pool: pg.Pool, schema: string): Promise<string[]> {
  try {
    const { rows } = await pool.query<{ name: string }>(
      `select name from ${new SchemaTables(schema).migrations} order by timestamp`,
    );
    return rows.map((row) => row.name);
  } catch (error) {
    if (sqlState(error) === UNDEFINED_TABLE) return [];
    throw error;
  }
}

/** Newer migrations than ours are fine: the next release's schema serves this one. A hole in our own history is not. */
function isUpToDate(known: string[], executed: string[]): boolean {
  const pending = missing(known, executed);
  if (pending.length === 0) return true;
  const later = executed.filter((name) => known.indexOf(name) > known.indexOf(pending[0]));
  const foreign = executed.length > 0 && !executed.some((name) => known.includes(name));
  if (later.length > 0 || foreign) {
    throw new TrackedCronError(
      'MIGRATIONS_UNKNOWN',
      `The migrations table does not fit this release: ${pending[0]} was never run, but ${(later[0] ?? executed[0]) as string} was. ` +
        'Point database.schema at the schema of this library, or restore its migrations table from a backup.',
      { pending, executed },
    );
  }
  return false;
}

function missing(known: string[], executed: string[]): string[] {
  return known.filter((name) => !executed.includes(name));
}

/** A transaction's own lock, so that it also holds behind a transaction pooler and ends with its connection. */
async function underLock(pool: pg.Pool, work: () => Promise<void>): Promise<void> {
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    await client.query('begin');
    await client.query('set local statement_timeout = 0');
    await client.query('set local lock_timeout = 0');
    await client.query('set local idle_in_transaction_session_timeout = 0');
    await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await work();
    await client.query('commit');
  } catch (error) {
    failure = error as Error;
    throw error;
  } finally {
    client.release(failure);
  }
}
