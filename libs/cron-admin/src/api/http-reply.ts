import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';

/**
 * Sends our answers itself, as text. A handler that takes the response is left alone by Nest: what a global
 * interceptor of the host (an envelope, a serializer) makes of the returned value goes nowhere.
 */
@Injectable()
export class HttpReply {
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
    const { httpAdapter } = this.host;
    const all = {
      'Content-Type': 'application/json; charset=utf-8',
      'Cache-Control': 'no-store',
      ...headers,
    };
    for (const [name, value] of Object.entries(all)) httpAdapter.setHeader(response, name, value);
    httpAdapter.reply(response, JSON.stringify(body), status);
    return body;
  }

  /** Whether an answer is already under way. */
  isSent(response: unknown): boolean {
    return this.host.httpAdapter.isHeadersSent(response);
  }
}
