import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { createDataSource, type DataSourceContents } from './data-source.js';
import type { ResolvedDatabaseOptions } from './database.options.js';
import { sqlState } from './database-error.js';
import { createSchemaSql, migrationSql } from './migration-sql.js';
import { SchemaTables } from './schema-tables.js';
import { sessionSettings } from './session-settings.js';
import { inTransaction } from './transaction.js';
import { TrackedCronError } from '../tracked-cron.error.js';
import { driver } from './driver.js';

/** Serialises migrating instances; any constant does, as long as no other program uses it. */
const MIGRATION_LOCK = 0x74726b63;
const UNDEFINED_TABLE = '42P01';
/** How often who waits for another instance's migrations asks whether they are through. */
const LOCK_INTERVAL_MS = 250;

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
  const executed = await executedMigrations(pool, options.schema);
  if (isUpToDate(known, executed)) return;
  if (options.migrations === 'verify') throw await pendingError(pool, options.schema, contents);
  await underLock(options, async () => {
    if (isUpToDate(known, await executedMigrations(pool, options.schema))) return;
    await pool.query(createSchemaSql(options.schema));
    const dataSource = createDataSource(options, contents, {
      role: 'migrate',
      poolSize: 2,
      statementTimeout: 0,
    });
    await dataSource.initialize();
    try {
      await dataSource.runMigrations();
    } finally {
      await dataSource.destroy();
    }
  });
}

/** What a schema lacks. */
export interface PendingMigrations {
  /** Names of migrations, oldest first. */
  readonly names: readonly string[];
  /** What they would run, as one script; empty when nothing is pending. */
  readonly sql: string;
}

/** Looks what is pending, and changes nothing. @throws TrackedCronError `MIGRATIONS_UNKNOWN` */
export async function pendingMigrations(
  pool: pg.Pool,
  schema: string,
  { migrations }: DataSourceContents,
): Promise<PendingMigrations> {
  const executed = await executedMigrations(pool, schema);
  const upToDate = isUpToDate(
    migrations.map(({ name }) => name),
    executed,
  );
  if (upToDate) return { names: [], sql: '' };
  const pending = migrations.filter(({ name }) => !executed.includes(name));
  return { names: pending.map(({ name }) => name), sql: await migrationSql(pending, schema) };
}

async function pendingError(
  pool: pg.Pool,
  schema: string,
  contents: DataSourceContents,
): Promise<TrackedCronError> {
  const { names: pending, sql } = await pendingMigrations(pool, schema, contents);
  return new TrackedCronError(
    'MIGRATIONS_PENDING',
    `Schema "${schema}" lacks migrations: ${pending.join(', ')}. Run npx tracked-cron migrate as a role that may create ` +
      `tables, or let somebody who may run this SQL:\n\n${sql}`,
    { schema, pending, sql },
  );
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

/**
 * A transaction's own lock, so that it also holds behind a transaction pooler and ends with its connection; on a
 * connection without time limits, because another instance's migrations may take long.
 */
async function underLock({ url, pooler }: ResolvedDatabaseOptions, work: () => Promise<void>): Promise<void> {
  const pool = new (driver().Pool)({
    connectionString: url,
    max: 1,
    ...sessionSettings('migrate', 0, pooler),
  });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  try {
    if (pooler === 'transaction') return await askForLock(pool, work);
    await inTransaction(pool, async (client) => {
      await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
      await work();
    });
  } finally {
    await pool.end();
  }
}

/** Who waits in a transaction keeps one of the pooler's few connections, and the one who migrates needs some. */
async function askForLock(pool: pg.Pool, work: () => Promise<void>): Promise<void> {
  const worked = () =>
    inTransaction(pool, async (client) => {
      const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_xact_lock($1) as mine', [
        MIGRATION_LOCK,
      ]);
      if (rows[0].mine) await work();
      return rows[0].mine;
    });
  while (!(await worked())) await pause(LOCK_INTERVAL_MS);
}
