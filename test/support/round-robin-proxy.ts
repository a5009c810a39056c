import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Stands before several instances, as a load balancer without sticky sessions does: each connection goes to the next one. */
export class RoundRobinProxy {
  private readonly passing = new Set<Socket>();
  private turn = 0;

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  /** @param ports where the instances listen */
  static async before(ports: readonly number[]): Promise<RoundRobinProxy> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const proxy = new RoundRobinProxy(server, (server.address() as AddressInfo).port);
    server.on('connection', (client) => proxy.pass(client, ports[proxy.turn++ % ports.length]));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Breaks all connections. */
  cut(): void {
    for (const socket of this.passing) socket.destroy();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private pass(client: Socket, port: number): void {
    const instance = connect(port, '127.0.0.1');
    for (const [socket, other] of [
      [client, instance],
      [instance, client],
    ]) {
      this.passing.add(socket);
      socket.pipe(other);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.passing.delete(socket);
        other.destroy();
      });
    }
  }
}
