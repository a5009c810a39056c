import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Stands between application and PostgreSQL, so that a test can take the database away. */
export class PostgresProxy {
  private readonly sockets = new Set<Socket>();
  private swallowing = false;

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
    return this.sockets.size / 2;
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

  /** Keeps connections open, but nothing comes through any more, as when a network is cut in two. */
  swallow(): void {
    this.swallowing = true;
  }

  /** Breaks all connections. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private pass(socket: Socket): void {
    const server = connect(Number(this.target.port), this.target.hostname);
    for (const [from, to] of [
      [socket, server],
      [server, socket],
    ]) {
      this.sockets.add(from);
      from.on('data', (data) => {
        if (!this.swallowing) to.write(data);
      });
      from.on('error', () => {});
      from.on('close', () => {
        this.sockets.delete(from);
        to.destroy();
      });
    }
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
