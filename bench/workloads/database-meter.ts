import type { BenchServer } from '../support/database.js';

export interface MeterReading {
  /** Local time, milliseconds. */
  readonly at: number;
  readonly statements: number;
  /** Bytes of write-ahead log since the server began. */
  readonly wal: number;
  /** Of the library, without its read pool. */
  readonly connections: number;
}

/** Reads from outside what one database is asked to do. */
export class DatabaseMeter {
  private constructor(
    private readonly server: BenchServer,
    private readonly database: string,
    /** What statements are counted by: `pg_stat_statements`, else transactions committed, autovacuum's included. */
    readonly countsBy: 'pg_stat_statements' | 'xact_commit',
  ) {}

  static async of(server: BenchServer, url: string): Promise<DatabaseMeter> {
    const counting = await server
      .query('create extension if not exists pg_stat_statements')
      .then(() => server.query('select 1 from pg_stat_statements limit 1'))
      .catch(() => undefined);
    return new DatabaseMeter(
      server,
      new URL(url).pathname.slice(1),
      counting ? 'pg_stat_statements' : 'xact_commit',
    );
  }

  async read(): Promise<MeterReading> {
    const count =
      this.countsBy === 'pg_stat_statements'
        ? 'select coalesce(sum(calls), 0) from pg_stat_statements where dbid = d.oid and toplevel'
        : 'select xact_commit from pg_stat_database where datid = d.oid';
    const [row] = await this.server.query<Omit<MeterReading, 'at'>>(
      `select (${count})::float8 as statements, (pg_current_wal_insert_lsn() - '0/0')::float8 as wal,
         (select count(*)::integer from pg_stat_activity
          where datid = d.oid and application_name like 'tracked-cron %'
            and application_name <> 'tracked-cron read') as connections
       from pg_database d where datname = $1`,
      [this.database],
    );
    return { ...row, at: performance.now() };
  }
}
