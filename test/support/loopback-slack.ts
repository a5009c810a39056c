import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { blockErrors } from './slack-schema.js';

/** A message that Slack has, as people see it. */
export interface SeenMessage {
  readonly channel: string;
  readonly ts: string;
  text: string;
  blocks: readonly Record<string, unknown>[];
  readonly thread: string | null;
  /** An answer in a thread that is shown in the channel too. */
  readonly broadcast: boolean;
  /** How often it was changed. */
  edits: number;
}

/** What happens to a request in place of an answer of Slack's. */
export type Trouble =
  | { readonly status: number; readonly body?: string; readonly headers?: Readonly<Record<string, string>> }
  /** Nothing is ever answered. */
  | 'hang'
  /** The connection breaks. */
  | 'reset'
  /** The message is taken; the answer gets lost. */
  | 'lose answer';

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly type?: string;
}

const MOST_TEXT = 40_000;
/** Where the real one begins to refuse; it is written down nowhere. */
const MOST_BLOCKS = 13_000;
const WEBHOOK_FIELDS = [
  'text',
  'blocks',
  'unfurl_links',
  'unfurl_media',
  'response_type',
  'replace_original',
];

/**
 * Slack on this machine: an incoming webhook, the Web API, and the address that buttons are answered at. As strict as the real one about
 * what it is sent. Nobody but a real client should speak to it.
 */
export class LoopbackSlack {
  readonly token = 'xoxb-1-loopback';
  readonly channel = 'C0000000001';
  readonly team = 'T0000000001';
  /** In the order in which they came. */
  readonly messages: SeenMessage[] = [];
  /** What only the one who pressed a button sees. */
  readonly whispers: string[] = [];
  /** Every request, also those that were refused: `webhook`, `chat.postMessage`. */
  readonly requests: string[] = [];
  /** What it refuses with for as long as it is set: the webhook was deleted, the token revoked. */
  webhookError: { readonly status: number; readonly body: string } | null = null;
  apiError: string | null = null;

  private readonly troubles: Trouble[] = [];
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer((request, response) => void this.serve(request, response));
  private origin = '';
  private clock = 1_700_000_000;

  static async start(): Promise<LoopbackSlack> {
    const slack = new LoopbackSlack();
    slack.server.on('connection', (socket) => {
      slack.sockets.add(socket);
      socket.on('close', () => slack.sockets.delete(socket));
    });
    await new Promise<void>((resolve) => slack.server.listen(0, '127.0.0.1', resolve));
    slack.origin = `http://127.0.0.1:${(slack.server.address() as AddressInfo).port}`;
    return slack;
  }

  get webhookUrl(): string {
    return `${this.origin}/services/T0000000001/B0000000001/secretsecret`;
  }

  get apiUrl(): string {
    return `${this.origin}/api/`;
  }

  get responseUrl(): string {
    return `${this.origin}/actions/T0000000001/1/secretsecret`;
  }

  /** What happens to the next requests, one after the other. */
  next(...troubles: Trouble[]): void {
    this.troubles.push(...troubles);
  }

  /** As before anything was sent. */
  reset(): void {
    for (const list of [this.messages, this.whispers, this.requests, this.troubles]) list.length = 0;
    this.webhookError = this.apiError = null;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const path = request.url ?? '';
    this.requests.push(
      path.startsWith('/api/') ? path.slice(5) : path.split('/')[1] === 'services' ? 'webhook' : 'whisper',
    );
    const trouble = this.troubles.shift();
    if (trouble === 'hang') return;
    if (trouble === 'reset') return void request.socket.destroy();
    if (typeof trouble === 'object') {
      response.writeHead(trouble.status, trouble.headers).end(trouble.body ?? '');
      return;
    }
    const { status, body: said, type = 'text/html' } = this.answer(request, path, body);
    if (trouble === 'lose answer') return void request.socket.destroy();
    response.writeHead(status, { 'Content-Type': type }).end(said);
  }

  private answer(request: IncomingMessage, path: string, body: string): Answer {
    if (request.method !== 'POST') return { status: 405, body: 'method_not_allowed' };
    if (`${this.origin}${path}` === this.webhookUrl) return this.webhook(request, body);
    if (`${this.origin}${path}` === this.responseUrl) return this.whisper(body);
    if (path.startsWith('/api/')) return this.api(request, path.slice('/api/'.length), body);
    return { status: 404, body: 'no_service' };
  }

  private webhook({ headers }: IncomingMessage, body: string): Answer {
    if (this.webhookError) return this.webhookError;
    const payload = parsed(body);
    if (payload === null || !headers['content-type']?.startsWith('application/json')) {
      return { status: 400, body: 'invalid_payload' };
    }
    if (Object.keys(payload).some((field) => !WEBHOOK_FIELDS.includes(field))) {
      return { status: 400, body: 'invalid_payload' };
    }
    const problem = this.problemOf(payload.text, payload.blocks);
    if (problem) return { status: 400, body: problem.error };
    this.keep({ text: payload.text, blocks: payload.blocks });
    return { status: 200, body: 'ok' };
  }

  private whisper(body: string): Answer {
    const payload = parsed(body);
    if (payload?.response_type !== 'ephemeral' || payload.replace_original !== false) {
      return { status: 400, body: 'invalid_payload' };
    }
    const problem = this.problemOf(payload.text, undefined);
    if (problem) return { status: 400, body: problem.error };
    this.whispers.push(payload.text as string);
    return { status: 200, body: 'ok' };
  }

  private api({ headers }: IncomingMessage, method: string, body: string): Answer {
    const fields = Object.fromEntries(new URLSearchParams(body));
    const answer =
      headers.authorization === undefined
        ? { ok: false, error: 'not_authed' }
        : headers.authorization !== `Bearer ${this.token}`
          ? { ok: false, error: 'invalid_auth' }
          : this.apiError !== null
            ? { ok: false, error: this.apiError }
            : this.call(method, fields);
    return { status: 200, body: JSON.stringify(answer), type: 'application/json; charset=utf-8' };
  }

  private call(method: string, fields: Record<string, string>): object {
    if (method === 'auth.test')
      return { ok: true, team_id: this.team, user_id: 'U0000000BOT', bot_id: 'B0000000001' };
    const content = {
      text: fields.text,
      blocks: fields.blocks && parsed(`{"blocks":${fields.blocks}}`)?.blocks,
    };
    if (fields.channel !== this.channel) return { ok: false, error: 'channel_not_found' };
    const problem = this.problemOf(content.text, content.blocks);
    if (problem)
      return { ok: false, error: problem.error, response_metadata: { messages: problem.messages } };
    if (method === 'chat.postMessage') {
      const thread = fields.thread_ts ?? null;
      if (thread !== null && !this.find(thread)) return { ok: false, error: 'thread_not_found' };
      const message = this.keep({
        ...content,
        thread,
        broadcast: thread !== null && fields.reply_broadcast === 'true',
      });
      return { ok: true, channel: this.channel, ts: message.ts, message: { text: message.text } };
    }
    if (method !== 'chat.update') return { ok: false, error: 'unknown_method' };
    const message = this.find(fields.ts);
    if (!message) return { ok: false, error: 'message_not_found' };
    Object.assign(message, { text: content.text, blocks: content.blocks ?? [], edits: message.edits + 1 });
    return { ok: true, channel: this.channel, ts: message.ts, text: message.text };
  }

  private find(ts: string | undefined): SeenMessage | undefined {
    return this.messages.find((message) => message.ts === ts);
  }

  private problemOf(text: unknown, blocks: unknown): { error: string; messages?: string[] } | null {
    const hasBlocks = blocks !== undefined && !(Array.isArray(blocks) && blocks.length === 0);
    const hasText = typeof text === 'string' && text.trim() !== '';
    if (!hasText && !hasBlocks) return { error: 'no_text' };
    // the real one takes blocks without a text; people would then be notified of nothing
    if (!hasText) return { error: 'no_text' };
    if (text.length > MOST_TEXT) return { error: 'msg_too_long' };
    if (!hasBlocks) return null;
    const messages = blockErrors(blocks);
    if (messages.length > 0) return { error: 'invalid_blocks', messages };
    return JSON.stringify(blocks).length > MOST_BLOCKS ? { error: 'msg_blocks_too_long' } : null;
  }

  private keep(given: {
    text?: unknown;
    blocks?: unknown;
    thread?: string | null;
    broadcast?: boolean;
  }): SeenMessage {
    const message: SeenMessage = {
      channel: this.channel,
      ts: `${(this.clock += 1)}.000100`,
      text: given.text as string,
      blocks: (given.blocks ?? []) as SeenMessage['blocks'],
      thread: given.thread ?? null,
      broadcast: given.broadcast ?? false,
      edits: 0,
    };
    this.messages.push(message);
    return message;
  }
}

function parsed(body: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
