import { Get, Res } from '@nestjs/common';
import { Requires } from '../access/requires.decorator.js';
import { LeavesOutOfScope } from '../access/scoped.decorator.js';
import { Describe } from '../openapi/describe.decorator.js';
import { OpenApiDocument } from '../openapi/open-api-document.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { HttpReply } from './http-reply.js';
import { ProblemException } from './problem.exception.js';

/** What programs can read about this API. */
@AdminRoutes()
export class OpenApiController {
  constructor(
    private readonly document: OpenApiDocument,
    private readonly reply: HttpReply,
  ) {}

  @Get('openapi.json')
  @Requires('read')
  @Describe({
    summary: 'This document: OpenAPI 3.1',
    answer: { json: { type: 'object' } },
    problems: ['not-installed'],
  })
  @LeavesOutOfScope()
  async read(@Res() response: unknown): Promise<object> {
    const document = await this.document.read();
    if (document !== null) return this.reply.send(response, 200, document);
    throw new ProblemException(
      'not-installed',
      'The document is written by @nestjs/swagger: add it to the dependencies of this application.',
    );
  }
}
