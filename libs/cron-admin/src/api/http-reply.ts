import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';

/**
 * Sends our answers itself, as text. A handler that takes the response is left alone by Nest: what a global
 * interceptor of the host (an envelope, a serializer) makes of the returned value goes nowhere.
 */
@Injectable()
export class HttpReply {
  /** What was written before and is answered again as it is, from the cache: a long list takes longer to write than to read. */
  private readonly texts = new WeakMap<object, string>();

  constructor(private readonly host: HttpAdapterHost) {}

  /** Path and query of a request as the client sent it. */
  urlOf(request: unknown): URL {
    return new URL(this.host.httpAdapter.getRequestUrl(request) as string, 'http://host');
  }

  /** Answers with JSON; never kept by a cache. @returns the body, for interceptors that look at it */
  send<Body>(
    response: unknown,
    status: number,
    body: Body,
    headers: Readonly<Record<string, string>> = {},
  ): Body {
    this.write(response, status, this.textOf(body), {
      'Content-Type': 'application/json; charset=utf-8',
      ...headers,
    });
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

  private textOf(body: unknown): string {
    if (typeof body !== 'object' || body === null) return JSON.stringify(body);
    const known = this.texts.get(body);
    if (known !== undefined) return known;
    const text = JSON.stringify(body);
    this.texts.set(body, text);
    return text;
  }

  private write(
    response: unknown,
    status: number,
    text: string,
    headers: Readonly<Record<string, string>>,
  ): void {
    const { httpAdapter } = this.host;
    // what is answered is full of other people's words: no browser may take it for anything else than it is
    const all = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', ...headers };
    for (const [name, value] of Object.entries(all)) httpAdapter.setHeader(response, name, value);
    httpAdapter.reply(response, text, status);
  }

  /** Whether an answer is already under way. */
  isSent(response: unknown): boolean {
    return this.host.httpAdapter.isHeadersSent(response);
  }
}
