import type pg from 'pg';
import type { ResolvedDatabaseOptions } from './database.options.js';
import { sessionSettings, type ConnectionRole } from './session-settings.js';
import { driver } from './driver.js';

/**
 * A pool of the library's own; it connects when it is first used.
 * @param size `min` connections stay: to connect, and to plan the statements anew, costs more than a claim
 * @param statementTimeout milliseconds
 */
export function connectionPool(
  { url, pooler }: Pick<ResolvedDatabaseOptions, 'url' | 'pooler'>,
  role: ConnectionRole,
  size: { readonly min: number; readonly max: number },
  statementTimeout: number,
): pg.Pool {
  const pool = new (driver().Pool)({
    connectionString: url,
    ...size,
    // a claim goes out as a whole, see inOneTrip
    pipeline: role === 'write',
    ...sessionSettings(role, statementTimeout, pooler),
  });
  // A connection that breaks is replaced at its next use, and whoever used it hears of it from the query. Without
  // listeners, on idle connections as on those in use, it would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
