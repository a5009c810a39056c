import { once } from 'node:events';
import { createServer, request as send } from 'node:http';
import { connect, type AddressInfo } from 'node:net';

/** What stands in front of an application. */
export interface StrippingProxy {
  readonly origin: string;
  close(): void;
}

/** Takes a prefix off and hands everything else on, WebSockets too, as an ingress does that was told nothing else. */
export async function startStrippingProxy(prefix: string, port: number): Promise<StrippingProxy> {
  const within = (url = '') => (url.startsWith(`${prefix}/`) ? url.slice(prefix.length) : null);
  const server = createServer((request, response) => {
    const path = within(request.url);
    if (path === null) return void response.writeHead(502).end();
    const { method, headers } = request;
    const onwards = send({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    onwards.on('error', () => response.destroy());
    request.pipe(onwards);
  });
  server.on('upgrade', ({ url, rawHeaders }, socket, head) => {
    const path = within(url);
    if (path === null) return void socket.destroy();
    const onwards = connect(port, '127.0.0.1', () => {
      const headers = rawHeaders.map((text, at) => (at % 2 === 0 ? `${text}: ` : `${text}\r\n`)).join('');
      onwards.write(`GET ${path} HTTP/1.1\r\n${headers}\r\n`);
      onwards.write(head);
      onwards.pipe(socket).pipe(onwards);
    });
    for (const [one, other] of [
      [socket, onwards],
      [onwards, socket],
    ] as const) {
      one.on('error', () => other.destroy()).on('close', () => other.destroy());
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
