import { Inject, Post, Req, Res } from '@nestjs/common';
import { CronJobManager, type ICronJobManager, type ScrubReport } from 'nestjs-tracked-cron';
import { Requires } from '../access/requires.decorator.js';
import { Describe } from '../openapi/describe.decorator.js';
import type { AdminRequest } from './admin-request.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { HttpReply } from './http-reply.js';
import { readBody } from './read-body.js';
import { ScrubDto } from './scrub.dto.js';
import { scrubReport } from './scrub.schema.js';
import { sentBy } from './sent-by.js';

/** Removes a text from what is stored. */
@AdminRoutes()
export class ScrubController {
  constructor(
    @Inject(CronJobManager) private readonly manager: ICronJobManager,
    private readonly reply: HttpReply,
  ) {}

  @Post('scrub')
  @Requires('scrub')
  @Describe({
    summary: 'Takes a text out of what is stored',
    body: ScrubDto,
    answer: scrubReport,
    problems: ['impossible-value', 'no-right'],
  })
  async scrub(@Req() request: AdminRequest, @Res() response: unknown): Promise<ScrubReport> {
    const options = await readBody(ScrubDto, request, '{ "text": "…", "dryRun": true, "reason": "…" }');
    const report = await this.manager.scrub({ ...options, ...sentBy(request) });
    return this.reply.send(response, 200, report);
  }
}
