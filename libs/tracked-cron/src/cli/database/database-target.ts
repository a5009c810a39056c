import { resolveDatabaseOptions, type ResolvedDatabaseOptions } from '../../database/database.options.js';
import { hostPackage } from '../../host-package.js';
import { TrackedCronError } from '../../tracked-cron.error.js';
import type { Terminal } from '../terminal.js';

/** Options of every command that needs a database, for `parseArgs`. */
export const DATABASE_OPTIONS = {
  'database-url': { type: 'string' },
  schema: { type: 'string' },
  pooler: { type: 'string' },
} as const;

/** Options of those that are about one application's jobs. */
export const SCOPE_OPTIONS = {
  application: { type: 'string' },
  environment: { type: 'string' },
} as const;

/** The lines of {@link DATABASE_OPTIONS} in `--help`. */
export const DATABASE_HELP = `--database-url <url>   default DATABASE_URL
--schema <name>        the library's schema; default TRACKED_CRON_SCHEMA, else tracked_cron
--pooler transaction   the URL leads through PgBouncer in transaction mode, or its like`;

/** The lines of {@link SCOPE_OPTIONS} in `--help`. */
export const SCOPE_HELP = `--application <name>   default: name in the package.json of this folder
--environment <name>   default NODE_ENV, else development`;

/** Which database a command works on. */
export type DatabaseTarget = ResolvedDatabaseOptions;

/** Whose jobs a command is about. */
export interface ScopeTarget {
  readonly application: string;
  readonly environment: string;
}

/**
 * Reads {@link DATABASE_OPTIONS} as the application would: nothing is migrated unless the command says so.
 * @throws TrackedCronError `NO_DATABASE`, `INVALID_OPTION`
 */
export function databaseTarget(
  values: { readonly 'database-url'?: string; readonly schema?: string; readonly pooler?: string },
  { env }: Pick<Terminal, 'env'>,
): DatabaseTarget {
  const url = values['database-url'] ?? (env.DATABASE_URL || undefined);
  if (url === undefined) {
    throw new TrackedCronError(
      'NO_DATABASE',
      'There is no database to look into: write --database-url postgres://user:password@host:5432/database, or set DATABASE_URL.',
    );
  }
  const schema = values.schema ?? (env.TRACKED_CRON_SCHEMA || undefined);
  const pooler = values.pooler as ResolvedDatabaseOptions['pooler'] | undefined;
  return resolveDatabaseOptions({ url, schema, migrations: 'verify', pooler });
}

/** Reads {@link SCOPE_OPTIONS}, with the defaults of the module. */
export async function scopeTarget(
  values: { readonly application?: string; readonly environment?: string },
  { env, folder }: Pick<Terminal, 'env' | 'folder'>,
): Promise<ScopeTarget> {
  return {
    application: values.application ?? (await hostPackage(folder)).name ?? 'application',
    environment: values.environment ?? (env.NODE_ENV || 'development'),
  };
}
