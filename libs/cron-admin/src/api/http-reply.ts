import { createHash } from 'node:crypto';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { AdminRequest } from './admin-request.js';

const JSON_TYPE = 'application/json; charset=utf-8';
const NOTHING = Buffer.alloc(0);

/** A body as it is sent each time. */
interface KeptBody {
  readonly bytes: Buffer;
  readonly tag: string;
}

/**
 * Sends our answers itself, as text. A handler that takes the response is left alone by Nest: what a global
 * interceptor of the host (an envelope, a serializer) makes of the returned value goes nowhere.
 */
@Injectable()
export class HttpReply implements OnModuleDestroy {
  private readonly kept = new WeakMap<object, KeptBody>();
  private ends = false;

  constructor(private readonly host: HttpAdapterHost) {}

  /**
   * From now on connections end with their next answer: a server that stops waits for those that are open, and a page that
   * polls would keep its own open for ever.
   */
  onModuleDestroy(): void {
    this.ends = true;
  }

  /** Path of a request exactly as the client sent it: dots are not resolved. */
  sentPathOf(request: unknown): string {
    return (this.host.httpAdapter.getRequestUrl(request) as string).replace(/[?#].*$/s, '');
  }

  /** Path and query of a request as the client sent it. */
  urlOf(request: unknown): URL {
    return new URL(this.host.httpAdapter.getRequestUrl(request) as string, 'http://host');
  }

  /**
   * Answers with JSON that is answered again as it is: from its second time on bytes are sent, and nothing to who has them
   * already. @returns the body, for interceptors that look at it
   */
  sendKept<Body extends object>(request: AdminRequest, response: unknown, body: Body): Body {
    const { bytes, tag } = this.keptOf(body);
    const known = request.headers['if-none-match'];
    const isKnown = typeof known === 'string' && known.split(/\s*,\s*/).includes(tag);
    const status = isKnown ? 304 : 200;
    this.sendBytes(response, status, isKnown ? NOTHING : bytes, {
      ETag: tag,
      ...(!isKnown && { 'Content-Type': JSON_TYPE }),
    });
    return body;
  }

  /** Answers with what some headers describe; never kept by a cache, unless they say so. */
  sendBytes(
    response: unknown,
    status: number,
    bytes: Buffer,
    headers: Readonly<Record<string, string>>,
  ): void {
    const { httpAdapter } = this.host;
    this.writeHead(response, headers);
    // to Nest's adapter for Express bytes are an object like any other, to be written as JSON
    if (httpAdapter.getType() !== 'express') return void httpAdapter.reply(response, bytes, status);
    if (status !== 304) httpAdapter.setHeader(response, 'Content-Length', String(bytes.length));
    httpAdapter.status(response, status);
    httpAdapter.end(response, bytes as unknown as string);
  }

  /** Sends a client elsewhere. @param location relative to what it asked for: what prefix a proxy takes off, nobody tells us */
  redirect(response: unknown, location: string, headers: Readonly<Record<string, string>> = {}): void {
    this.sendBytes(response, 302, NOTHING, { Location: location, ...headers });
  }

  /** Answers with JSON; never kept by a cache. @returns the body, for interceptors that look at it */
  send<Body>(
    response: unknown,
    status: number,
    body: Body,
    headers: Readonly<Record<string, string>> = {},
  ): Body {
    this.write(response, status, JSON.stringify(body), { 'Content-Type': JSON_TYPE, ...headers });
    return body;
  }

  /** Answers with a text that is to be saved; never kept by a cache. @returns the text */
  sendFile(response: unknown, name: string, text: string, type = 'text/plain'): string {
    this.write(response, 200, text, {
      'Content-Type': `${type}; charset=utf-8`,
      'Content-Disposition': `attachment; filename="${name}"`,
    });
    return text;
  }

  private keptOf(body: object): KeptBody {
    const known = this.kept.get(body);
    if (known !== undefined) return known;
    const bytes = Buffer.from(JSON.stringify(body));
    // weak: whoever compresses on the way sends other bytes
    const tag = `W/"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
    const kept = { bytes, tag };
    this.kept.set(body, kept);
    return kept;
  }

  private write(
    response: unknown,
    status: number,
    text: string,
    headers: Readonly<Record<string, string>>,
  ): void {
    this.writeHead(response, headers);
    this.host.httpAdapter.reply(response, text, status);
  }

  private writeHead(response: unknown, headers: Readonly<Record<string, string>>): void {
    // what is answered is full of other people's words: no browser may take it for anything else than it is
    const all = {
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      ...(this.ends && { Connection: 'close' }),
      ...headers,
    };
    for (const [name, value] of Object.entries(all)) {
      const sent = name === 'Vary' ? this.varyingBy(response, value) : value;
      this.host.httpAdapter.setHeader(response, name, sent);
    }
  }

  /** What the host's answers vary by (CORS: the origin), ours do as well. */
  private varyingBy(response: unknown, value: string): string {
    const { httpAdapter } = this.host;
    const known: unknown = httpAdapter.getHeader(response, 'Vary');
    return known === undefined ? value : `${String(known)}, ${value}`;
  }

  /** Whether an answer is already under way. */
  isSent(response: unknown): boolean {
    return this.host.httpAdapter.isHeadersSent(response);
  }
}
