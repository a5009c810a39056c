import { Inject, Post, Req, Res } from '@nestjs/common';
import { CronJobManager, type ICronJobManager, type ScrubReport } from 'nestjs-tracked-cron';
import { Requires } from '../access/requires.decorator.js';
import type { AdminRequest } from './admin-request.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { HttpReply } from './http-reply.js';
import { readBody } from './read-body.js';
import { ScrubDto } from './scrub.dto.js';
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
  async scrub(@Req() request: AdminRequest, @Res() response: unknown): Promise<ScrubReport> {
    const options = await readBody(ScrubDto, request, '{ "text": "…", "dryRun": true, "reason": "…" }');
    const report = await this.manager.scrub({ ...options, ...sentBy(request) });
    return this.reply.send(response, 200, report);
  }
}
