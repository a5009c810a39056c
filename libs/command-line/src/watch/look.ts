import type { DatabaseTarget, ScopeTarget } from '../../../tracked-cron/src/cli/database/database-target.js';
import { driver } from '../../../tracked-cron/src/database/driver.js';
import { SchemaTables } from '../../../tracked-cron/src/database/schema-tables.js';

/** A database that has not answered by then does not answer. */
const TIME_LIMIT_MS = 10_000;

/** What one look from outside sees. */
export type Look =
  | {
      readonly database: 'answers';
      /** Instances that run jobs and whose lease holds. */
      readonly alive: number;
      /** When the last of them was heard of, milliseconds ago; null where there never was one. */
      readonly lastHeardMs: number | null;
      /** How long ago somebody swept; null where nobody ever has: the application doesn't import the monitor. */
      readonly sweptMs: number | null;
    }
  | { readonly database: 'silent'; readonly error: string };

/** Looks once, on a connection of its own, with the database's clock. Never rejects. */
export async function look(target: DatabaseTarget, scope: ScopeTarget): Promise<Look> {
  const { instances, alertSweeps } = new SchemaTables(target.schema);
  const client = new (driver().Client)({
    connectionString: target.url,
    connectionTimeoutMillis: TIME_LIMIT_MS,
    query_timeout: TIME_LIMIT_MS,
    application_name: 'tracked-cron watch',
  });
  client.on('error', () => {}); // the query says it too
  try {
    await client.connect();
    const { rows } = await client.query<{
      alive: number;
      lastHeardMs: number | null;
      sweptMs: number | null;
    }>(
      `select (count(*) filter (where stopped_at is null and lease_until > now()))::integer as alive,
         extract(epoch from now() - max(renewed_at))::float8 * 1000 as "lastHeardMs",
         (select extract(epoch from now() - swept_at)::float8 * 1000 from ${alertSweeps}
          where application = $1 and environment = $2) as "sweptMs"
       from ${instances} where application = $1 and environment = $2 and executes`,
      [scope.application, scope.environment],
    );
    return { database: 'answers', ...rows[0] };
  } catch (error) {
    return { database: 'silent', error: messageOf(error) };
  } finally {
    await client.end().catch(() => {});
  }
}

/** Several addresses refused: the first says it all. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return messageOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
