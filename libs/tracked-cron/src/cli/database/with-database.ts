import type { CronDatabase } from '../../database/cron-database.js';
import { isWrongConfiguration } from '../../database/database-error.js';
import { TrackedCronError } from '../../tracked-cron.error.js';
import type { DatabaseTarget } from './database-target.js';

/**
 * Opens the library's own connections for a command, and closes them whatever becomes of it.
 * @throws TrackedCronError `DATABASE_UNREACHABLE`, `DATABASE_REFUSED`, `MIGRATIONS_PENDING`, each with what to do
 */
export function withDatabase<Result>(
  target: DatabaseTarget,
  work: (database: CronDatabase) => Promise<Result>,
): Promise<Result> {
  return withUnopenedDatabase(target, async (database) => {
    await database.open().catch((error: unknown) => {
      throw databaseTrouble(error, target.url);
    });
    return work(database);
  });
}

/** The same for a command that looks before it opens: nothing is connected or migrated yet. */
export async function withUnopenedDatabase<Result>(
  target: DatabaseTarget,
  work: (database: CronDatabase) => Promise<Result>,
): Promise<Result> {
  // what reads no database must not wait for TypeORM
  const [{ CronDatabase }, { trackedCronTables }] = await Promise.all([
    import('../../database/cron-database.js'),
    import('../../tracked-cron.entities.js'),
  ]);
  const database = new CronDatabase(target, trackedCronTables);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** What a person can do about an error of the driver; errors of our own say it already. */
export function databaseTrouble(error: unknown, url: string): TrackedCronError {
  if (error instanceof TrackedCronError) return error;
  const { message } = firstOf(error);
  const { hostname, port, pathname, username } = new URL(url);
  const place = `${hostname || 'localhost'}:${port || 5432}${pathname}`;
  return isWrongConfiguration(error)
    ? new TrackedCronError(
        'DATABASE_REFUSED',
        `The database ${place} refuses "${decodeURIComponent(username)}" (${message}): check user, password and rights.`,
        { place },
        { cause: error },
      )
    : new TrackedCronError(
        'DATABASE_UNREACHABLE',
        `The database ${place} can't be reached (${message}): check --database-url or DATABASE_URL, and that it runs.`,
        { place },
        { cause: error },
      );
}

/** Several addresses refused: the first says it all. */
function firstOf(error: unknown): { message: string } {
  return error instanceof AggregateError && error.message === ''
    ? firstOf(error.errors[0])
    : (error as { message: string });
}
