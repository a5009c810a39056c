import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { findFreePort } from '../../libs/tracked-cron/src/database/embedded/free-port.js';
import { eventually } from './eventually.js';

/** Where Debian puts it, and whatever the shell finds. */
const program = ['/usr/sbin', ...(process.env.PATH ?? '').split(delimiter)]
  .map((folder) => join(folder, 'pgbouncer'))
  .find((file) => existsSync(file));

/** Why there is no pooler to test with; null where there is one. */
export const NO_PGBOUNCER = program ? null : 'pgbouncer is not installed: apt-get install pgbouncer';

/** How a {@link PgBouncer} is set up. */
export interface PgBouncerOptions {
  readonly mode: 'transaction' | 'session';
  /** Connections to the server. */
  readonly poolSize: number;
  /** Startup parameters that are let pass, and dropped. Default: none. */
  readonly ignore?: string;
}

/** A real PgBouncer in front of the run's PostgreSQL. */
export class PgBouncer {
  private constructor(
    private readonly process: ChildProcess,
    private readonly folder: string,
    private readonly port: number,
  ) {}

  static async start(
    serverUrl: string,
    { mode, poolSize, ignore = '' }: PgBouncerOptions,
  ): Promise<PgBouncer> {
    const { hostname, port: serverPort, username, password } = new URL(serverUrl);
    const folder = await mkdtemp(join(tmpdir(), 'tracked-cron-pgbouncer-'));
    await chmod(folder, 0o755); // it runs as somebody else where the test runs as root
    const port = await findFreePort();
    await writeFile(
      join(folder, 'pgbouncer.ini'),
      `[databases]
* = host=${hostname} port=${serverPort} user=${username}${password === '' ? '' : ` password=${password}`}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = ${mode}
default_pool_size = ${poolSize}
max_client_conn = 200
ignore_startup_parameters = ${ignore}
`,
    );
    const user = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
    const child = spawn(program!, [...user, join(folder, 'pgbouncer.ini')], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let log = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text: Buffer) => (log += text.toString()));
    await eventually(() => {
      if (child.exitCode !== null) throw new Error(`pgbouncer ended with code ${child.exitCode}:\n${log}`);
      return answers(port);
    });
    return new PgBouncer(child, folder, port);
  }

  /** The same database, through the pooler. */
  through(url: string): string {
    const led = new URL(url);
    [led.hostname, led.port] = ['127.0.0.1', String(this.port)];
    return led.href;
  }

  async stop(): Promise<void> {
    const exited = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGKILL');
    await exited;
    await rm(this.folder, { recursive: true });
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => socket.destroy());
    socket.once('connect', () => socket.end());
  });
}
