import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { answerTo } from './feed-answers.js';
import { treatmentOf } from './feed-fault.js';

export interface FeedServer {
  url: string;
  stop(): Promise<void>;
}

/**
 * Starts the provider of this example on a free port of 127.0.0.1. It plays a league of its own, and behaves as
 * real providers do: it takes its time, fails now and then, and sometimes answers with something that isn't JSON.
 *
 * @param seed the same seed plays the same seasons and makes the same mistakes
 */
export async function startFeedServer(seed: string): Promise<FeedServer> {
  const requests = new Map<string, number>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://feed');
    const count = requests.get(url.pathname) ?? 0;
    requests.set(url.pathname, count + 1);
    void answer(seed, url, count, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  seed: string,
  url: URL,
  count: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const content = request.method === 'GET' ? answerTo(seed, url, new Date()) : undefined;
  if (content === undefined) return send(response, 404, 'application/json', '{"error":"not found"}');
  const { fault, delayMs } = treatmentOf(seed, url.pathname, count);
  await pause(delayMs);
  const json = JSON.stringify(content);
  switch (fault) {
    case 'server-error':
      return send(response, 500, 'application/json', '{"error":"internal error"}');
    case 'cut-json':
      return send(response, 200, 'application/json', json.slice(0, json.length / 2));
    case 'html-page':
      return send(response, 200, 'text/html', '<!doctype html><title>Down for maintenance</title>');
    case 'none':
      return send(response, 200, 'application/json', json);
  }
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8` }).end(body);
}
