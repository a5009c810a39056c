import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { findFreePort } from '../../libs/tracked-cron/src/database/embedded/free-port.js';
import {
  choosePostgresAccount,
  type PostgresAccount,
} from '../../libs/tracked-cron/src/database/embedded/postgres-account.js';
import { locatePostgresBinaries } from '../../libs/tracked-cron/src/database/embedded/postgres-binaries.js';
import { runProgram } from '../../libs/tracked-cron/src/database/embedded/run-program.js';

const STARTUP_LIMIT_MS = 60_000;

/** What an {@link OwnPostgres} is started with. */
export interface OwnPostgresOptions {
  /** The folder of `initdb` and `postgres`. Default: the environment's `TEST_POSTGRES_BIN`, or else the embedded PostgreSQL. */
  readonly bin?: string;
  /** Settings of the server, `fsync` for example; everything else is as PostgreSQL comes. */
  readonly settings?: Readonly<Record<string, string | number>>;
}

/** A PostgreSQL cluster that one test has to itself, to stop, to kill, and to start again on its port and its data. */
export class OwnPostgres {
  private server: ChildProcess | undefined;
  private log = '';
  private readonly pool: pg.Pool;
  private readonly endWithProcess = () => this.server?.kill('SIGQUIT');

  private constructor(
    private readonly programs: { initdb: string; postgres: string },
    private readonly account: PostgresAccount,
    private readonly data: string,
    private readonly port: number,
    private readonly settings: Readonly<Record<string, string | number>>,
  ) {
    this.pool = new pg.Pool({ connectionString: this.url, max: 4 });
    this.pool.on('error', () => {});
    this.pool.on('connect', (client) => client.on('error', () => {}));
    process.once('exit', this.endWithProcess);
  }

  /** Makes a cluster and starts it. */
  static async start({
    bin = process.env.TEST_POSTGRES_BIN,
    settings = {},
  }: OwnPostgresOptions = {}): Promise<OwnPostgres> {
    const programs = bin
      ? { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') }
      : await locatePostgresBinaries();
    const data = await mkdtemp(join(tmpdir(), 'tracked-cron-postgres-'));
    const account = await choosePostgresAccount(data);
    if (account.uid !== undefined) await chown(data, account.uid, account.gid!);
    const { code, output } = await runProgram(
      programs.initdb,
      [`--pgdata=${data}`, '--username=postgres', '--auth=trust', '--encoding=UTF8', '--no-locale'],
      { ...account, cwd: '/' },
    );
    if (code !== 0) throw new Error(`No PostgreSQL cluster could be made with ${programs.initdb}: ${output}`);
    const own = new OwnPostgres(programs, account, data, await findFreePort(), settings);
    await own.start();
    return own;
  }

  get url(): string {
    return `postgres://postgres@127.0.0.1:${this.port}/postgres`;
  }

  /** `15.18`, for example. */
  async version(): Promise<string> {
    const [{ server_version }] = await this.query<{ server_version: string }>('show server_version');
    return server_version.split(' ')[0];
  }

  // handed on without its object, as a test database's is
  query = async <Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]> =>
    (await this.pool.query<Row>(sql, values)).rows;

  /** Starts it again, on the same port and data; resolves when it takes connections. */
  async start(): Promise<void> {
    const deadline = performance.now() + STARTUP_LIMIT_MS;
    // processes of a postmaster that was killed hold its memory for a moment: the next one refuses to start until then
    while (!(await this.comesUp())) {
      if (performance.now() > deadline) throw new Error(`PostgreSQL did not start:\n${this.log}`);
      await pause(50);
    }
  }

  /** @param mode `fast`: sessions are ended, everything is written; `immediate`: as if it crashed, but for the log that is flushed */
  async stop(mode: 'fast' | 'immediate'): Promise<void> {
    await this.end(mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
  }

  /** As the kernel does when memory runs out. */
  async killPostmaster(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Stops it and removes its data. */
  async remove(): Promise<void> {
    process.off('exit', this.endWithProcess);
    await this.pool.end().catch(() => {});
    await this.end('SIGQUIT');
    await rm(this.data, { recursive: true, maxRetries: 20 });
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (!server || hasEnded(server)) return;
    const exited = once(server, 'exit');
    server.kill(signal);
    await exited;
  }

  /** Tries to start it once. @returns whether it takes connections */
  private async comesUp(): Promise<boolean> {
    const flags = Object.entries({
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      ...this.settings,
    }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const server = spawn(this.programs.postgres, ['-D', this.data, '-p', String(this.port), ...flags], {
      ...this.account,
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.server = server;
    this.log = '';
    server.stderr.setEncoding('utf8').on('data', (text: string) => (this.log += text));
    while (!hasEnded(server)) {
      if (await this.answers()) return true;
      await pause(20);
    }
    return false;
  }

  private async answers(): Promise<boolean> {
    const client = new pg.Client({ connectionString: this.url });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query('select 1');
      return true;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => {});
    }
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
