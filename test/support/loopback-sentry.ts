import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { EnvelopeError, readEnvelope, type Envelope, type EnvelopeItem } from './sentry-envelope.js';

/** How it answers: as Sentry does when all is well, or when it is not. */
export type SentryMood =
  'well' | { readonly status: number; readonly headers?: Readonly<Record<string, string>> } | 'hanging';

const KEY = 'f00dfeedf00dfeedf00dfeedf00dfeed';
const PROJECT = '42';
const MOST_COMPRESSED_BYTES = 40 * 2 ** 20;

/** Sentry's ingest on the loopback: it refuses what Sentry refuses, and keeps what it has accepted. */
export class LoopbackSentry {
  mood: SentryMood = 'well';
  readonly accepted: Envelope[] = [];
  /** Why requests were refused: a test expects none. */
  readonly refused: string[] = [];
  /** How many requests there were, whatever became of them. */
  requests = 0;
  /** How many of them were compressed. */
  compressed = 0;
  private readonly hanging = new Set<ServerResponse>();
  private wanted: (() => void)[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<LoopbackSentry> {
    const server = createServer();
    const sentry = new LoopbackSentry(server);
    server.on('request', (request, response) => void sentry.hear(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return sentry;
  }

  get dsn(): string {
    return `http://${KEY}@127.0.0.1:${(this.server.address() as AddressInfo).port}/${PROJECT}`;
  }

  /** Payloads of accepted items of a type, in the order in which they came. */
  payloads<Payload>(type: string): Payload[] {
    return this.items(type).map(({ payload }) => payload as Payload);
  }

  /** The same, once there are as many. */
  async next<Payload>(type: string, count = 1): Promise<Payload[]> {
    while (this.items(type).length < count) await new Promise<void>((resolve) => this.wanted.push(resolve));
    return this.payloads<Payload>(type);
  }

  /** Resolves when so many requests have come in. */
  async asked(count: number): Promise<void> {
    while (this.requests < count) await new Promise<void>((resolve) => this.wanted.push(resolve));
  }

  forget(): void {
    this.accepted.length = 0;
    this.refused.length = 0;
    this.requests = 0;
    this.compressed = 0;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private items(type: string): EnvelopeItem[] {
    return this.accepted.flatMap(({ items }) => items).filter((item) => item.type === type);
  }

  private async hear(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const envelope = await this.read(request);
    this.requests += 1;
    if (envelope instanceof EnvelopeError) {
      this.refused.push(envelope.message);
      response.writeHead(envelope.status).end(JSON.stringify({ detail: envelope.message }));
    } else if (this.mood === 'hanging') {
      this.hanging.add(response);
    } else if (this.mood === 'well') {
      this.accepted.push(envelope);
      const { event_id: id = null } = envelope.headers;
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ id }));
    } else {
      response.writeHead(this.mood.status, this.mood.headers).end('{}');
    }
    for (const resolve of this.wanted.splice(0)) resolve();
  }

  private async read(request: IncomingMessage): Promise<Envelope | EnvelopeError> {
    try {
      const address = new URL(request.url ?? '', 'http://loopback');
      if (request.method !== 'POST' || address.pathname !== `/api/${PROJECT}/envelope/`) {
        return new EnvelopeError(400, `nobody listens at ${request.method} ${address.pathname}`);
      }
      const header = /sentry_key=(\w+)/.exec(String(request.headers['x-sentry-auth'] ?? ''))?.[1];
      if ((header ?? address.searchParams.get('sentry_key')) !== KEY)
        return new EnvelopeError(400, 'the key is wrong');
      return readEnvelope(await this.body(request));
    } catch (error) {
      if (error instanceof EnvelopeError) return error;
      throw error;
    }
  }

  private async body(request: IncomingMessage): Promise<Buffer> {
    const raw = await buffer(request);
    if (raw.length > MOST_COMPRESSED_BYTES) throw new EnvelopeError(413, 'the request is too large');
    const encoding = request.headers['content-encoding'];
    if (encoding === undefined) return raw;
    if (encoding !== 'gzip') throw new EnvelopeError(400, `nobody reads ${encoding}`);
    this.compressed += 1;
    return promisify(gunzip)(raw);
  }
}
