import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

// A receiver of webhooks for specs: real HTTP on loopback.

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface GivenAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Answers each request; null never answers. */
export type Answering = (request: ReceivedRequest) => GivenAnswer | null;

export interface LoopbackReceiver {
  readonly url: string;
  readonly requests: ReceivedRequest[];
  answering: Answering;
  close(): Promise<void>;
}

export async function startReceiver(
  answering: Answering = () => ({ status: 200 }),
): Promise<LoopbackReceiver> {
  const requests: ReceivedRequest[] = [];
  const server = createServer(async (request, response) => {
    const body = await readBody(request);
    const received = { method: request.method!, path: request.url!, headers: request.headers, body };
    requests.push(received);
    answer(response, receiver.answering(received));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const receiver: LoopbackReceiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answering,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return receiver;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function answer(response: ServerResponse, given: GivenAnswer | null): void {
  if (given === null) return;
  response.writeHead(given.status, given.headers);
  response.end(given.body);
}
