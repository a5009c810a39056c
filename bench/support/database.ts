import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from 'nestjs-tracked-cron';
import pg from 'pg';

/** The PostgreSQL that everything is measured on. */
export interface BenchServer {
  /** What it is, for the head of the table. */
  readonly description: string;
  /** Makes an empty database, lets `work` use it, and drops it. */
  withDatabase<Result>(work: (url: string) => Promise<Result>): Promise<Result>;
  /** On a connection to another database than the measured one, so that it doesn't count there. */
  query<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>;
  stop(): Promise<void>;
}

/**
 * `BENCH_DATABASE_URL`, whose role must be allowed to create databases; without it a PostgreSQL of the benchmark's own
 * in a temporary folder, with PostgreSQL's durable defaults but for 1 GB of shared buffers.
 */
export async function startBenchServer(): Promise<BenchServer> {
  const url = process.env.BENCH_DATABASE_URL;
  if (url !== undefined) return connect(url, () => Promise.resolve());
  const postgres = join(tmpdir(), `tracked-cron-bench-${randomBytes(6).toString('hex')}`);
  const first = await startEmbeddedPostgres(postgres);
  await configure(first.url);
  await first.stop();
  const embedded = await startEmbeddedPostgres(postgres);
  return connect(embedded.url, async () => {
    await embedded.stop();
    await rm(postgres, { recursive: true, force: true });
  });
}

async function configure(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(`alter system set shared_buffers = '1GB'`);
  await client.query(`alter system set shared_preload_libraries = 'pg_stat_statements'`);
  await client.end();
}

async function connect(serverUrl: string, stop: () => Promise<void>): Promise<BenchServer> {
  const pool = new pg.Pool({ connectionString: serverUrl, max: 1 });
  pool.on('error', () => {});
  let made = 0;
  const { rows } = await pool.query<{ description: string }>(
    `select 'PostgreSQL ' || current_setting('server_version') || ', shared_buffers ' || current_setting('shared_buffers')
       || ', fsync ' || current_setting('fsync') || ', synchronous_commit ' || current_setting('synchronous_commit')
       as description`,
  );
  return {
    description: rows[0].description,
    withDatabase: async (work) => {
      const name = `bench_${process.pid}_${(made += 1)}`;
      await pool.query(`create database ${name}`);
      const url = new URL(serverUrl);
      url.pathname = `/${name}`;
      try {
        // what others left to be written must not fall into this measurement
        await pool.query('checkpoint');
        return await work(url.href);
      } finally {
        await pool.query(`drop database ${name} with (force)`);
      }
    },
    query: async <Row extends pg.QueryResultRow>(sql: string, values?: unknown[]) =>
      (await pool.query<Row>(sql, values)).rows,
    stop: async () => {
      await pool.end();
      await stop();
    },
  };
}
