import type { BenchServer } from '../support/database.js';

/** At the end of each transaction; `pg_stat_statements` counts what comes before it. */
const COMMIT_RECORD_BYTES = 46;

export interface MeterReading {
  /** Local time, milliseconds. */
  readonly at: number;
  readonly statements: number;
  /** Bytes of write-ahead log: those of this database's statements where they are counted, else all of the server's. */
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
    const ofStatements = (what: string) =>
      `(select coalesce(sum(${what}), 0) from pg_stat_statements where dbid = d.oid and toplevel)`;
    const [statements, wal] =
      this.countsBy === 'pg_stat_statements'
        ? [ofStatements('calls'), ofStatements(`wal_bytes + calls * ${COMMIT_RECORD_BYTES}`)]
        : [
            '(select xact_commit from pg_stat_database where datid = d.oid)',
            "(pg_current_wal_insert_lsn() - '0/0')",
          ];
    const [row] = await this.server.query<Omit<MeterReading, 'at'>>(
      `select ${statements}::float8 as statements, ${wal}::float8 as wal,
         (select count(*)::integer from pg_stat_activity
          where datid = d.oid and application_name like 'tracked-cron %'
            and application_name <> 'tracked-cron read') as connections
       from pg_database d where datname = $1`,
      [this.database],
    );
    return { ...row, at: performance.now() };
  }
}
