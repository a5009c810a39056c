import { Get, Inject, Req, Res } from '@nestjs/common';
import { CronJobManager, type ICronJobManager, type Timeline } from 'nestjs-tracked-cron';
import { Requires } from '../access/requires.decorator.js';
import { LeavesOutOfScope } from '../access/scoped.decorator.js';
import { Sight } from '../access/sight.js';
import { Describe } from '../openapi/describe.decorator.js';
import type { AdminRequest } from './admin-request.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { HttpReply } from './http-reply.js';
import { readDto } from './read-dto.js';
import { parseTimeline, TimelineQueryDto, toTimelineQuery } from './timeline.dto.js';
import { timeline } from './timeline.schema.js';

/** What jobs, or instances, did beside each other, and what is to come. */
@AdminRoutes()
export class TimelineController {
  constructor(
    @Inject(CronJobManager) private readonly manager: ICronJobManager,
    private readonly reply: HttpReply,
    private readonly sight: Sight,
  ) {}

  @Get('timeline')
  @Requires('read')
  @Describe({
    summary: 'A stretch of time: a lane for each job or instance, with what ran and what is due',
    query: TimelineQueryDto,
    answer: timeline,
  })
  @LeavesOutOfScope()
  async timeline(@Req() request: AdminRequest, @Res() response: unknown): Promise<Timeline> {
    const sent = parseTimeline(this.reply.urlOf(request).searchParams);
    const query = toTimelineQuery(await readDto(TimelineQueryDto, 'query', sent));
    const answer = await this.manager.getTimeline({ ...query, ...this.sight.within(request) });
    return this.reply.send(response, 200, answer);
  }
}
