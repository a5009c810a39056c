import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { migratedTemplate } from './migrated-template.js';

export interface TestDatabase {
  readonly url: string;
  /** Runs one statement on a connection of the test's own, not on one of the library's. */
  query<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
}

/**
 * Makes a database on the run's PostgreSQL, with our schema as this release makes it, and nothing in it.
 * @param at see {@link migratedTemplate}
 */
export async function createTestDatabase(at: number | null = Date.now()): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL!;
  return createFrom(server, await migratedTemplate(server, at));
}

/** Makes one without our schema, for whoever asks what becomes of it. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  return createFrom(process.env.TEST_DATABASE_URL!, null);
}

async function createFrom(server: string, template: string | null): Promise<TestDatabase> {
  const name = `t_${randomBytes(8).toString('hex')}`;
  // copying its files needs no log, and in a run nothing has to outlive the server
  await onServer(
    server,
    `create database ${name} ${template ? `template ${template} strategy file_copy` : ''}`,
  );
  const url = new URL(server);
  url.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: url.href, max: 4 });
  pool.on('error', () => {});
  return {
    url: url.href,
    query: async <Row extends pg.QueryResultRow>(sql: string, values?: unknown[]) =>
      (await pool.query<Row>(sql, values)).rows,
    drop: async () => {
      await pool.end();
      await onServer(server, `drop database ${name} with (force)`);
    },
  };
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
