import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { ProxiedConnection, type LostAnswer } from './proxied-connection.js';
import type { AskedStatement } from './postgres-wire.js';

/** Stands between application and PostgreSQL, so that a test can take the database away. */
export class PostgresProxy {
  private readonly passing = new Set<ProxiedConnection>();
  private swallowing = false;
  private delay = 0;
  private toLose: LostAnswer | undefined;
  /** Connections that were asked for, let in or not. */
  asked = 0;

  private constructor(
    private readonly target: URL,
    private server: Server,
    private readonly port: number,
  ) {}

  /** @param options.refusing starts without listening: the database is away from the beginning */
  static async before(url: string, { refusing = false } = {}): Promise<PostgresProxy> {
    const server = createServer();
    const port = await listen(server, 0);
    const proxy = new PostgresProxy(new URL(url), server, port);
    proxy.server.on('connection', (socket) => proxy.pass(socket));
    if (refusing) await proxy.refuse();
    return proxy;
  }

  /** The database's URL, through this proxy. */
  get url(): string {
    const url = new URL(this.target);
    url.hostname = '127.0.0.1';
    url.port = String(this.port);
    return url.href;
  }

  get connections(): number {
    return this.passing.size;
  }

  /** Breaks all connections and lets nobody in. */
  async refuse(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.cut();
    await closed;
  }

  /** Lets everybody in again. */
  async accept(): Promise<void> {
    this.swallowing = false;
    this.server = createServer((socket) => this.pass(socket));
    await listen(this.server, this.port);
  }

  /**
   * Keeps connections open, but nothing comes through any more, as when a network is cut in two. What was sent lies in the
   * buffers of both sides, as it would there.
   */
  swallow(): void {
    this.swallowing = true;
    for (const connection of this.passing) connection.hold();
  }

  /** The network is whole again: what lies in buffers arrives now, also from a side that has given up meanwhile. */
  mend(): void {
    this.swallowing = false;
    for (const connection of this.passing) connection.goOn();
  }

  /** From now on every answer comes later. @param milliseconds 0: no more */
  slowDown(milliseconds: number): void {
    this.delay = milliseconds;
  }

  /**
   * Takes one answer away: the server carries the statement out, the application never hears of it.
   * @param to the next statement that fits is the one
   * @param how the connection is reset instead, or stays open in silence; `torn`: reset after the first bytes of the answer
   * @returns when that has happened
   */
  loseAnswer(
    to: (asked: AskedStatement) => boolean,
    how: 'reset' | 'silence' | 'torn' = 'reset',
  ): Promise<void> {
    return new Promise((lost) => (this.toLose = { to, how, lost }));
  }

  /** Breaks all connections. */
  cut(): void {
    for (const connection of this.passing) connection.destroy();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private pass(client: Socket): void {
    this.asked += 1;
    const connection = new ProxiedConnection(client, Number(this.target.port), this.target.hostname, {
      delay: () => this.delay,
      // one statement, whichever connection it comes on
      answerToLose: (asked) => {
        const { toLose } = this;
        if (!toLose?.to(asked)) return undefined;
        this.toLose = undefined;
        return toLose;
      },
      closed: () => this.passing.delete(connection),
    });
    this.passing.add(connection);
    if (this.swallowing) connection.hold();
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
