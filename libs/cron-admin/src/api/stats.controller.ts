import { Get, Inject, Req, Res } from '@nestjs/common';
import { CronJobManager, type ICronJobManager, type StatisticsReport } from 'nestjs-tracked-cron';
import { Requires } from '../access/requires.decorator.js';
import type { AdminRequest } from './admin-request.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { parseQuery } from './execution-query.dto.js';
import { HttpReply } from './http-reply.js';
import { readDto } from './read-dto.js';
import { StatsQueryDto, toStatisticsQuery } from './stats-query.dto.js';

/** How jobs have been doing: counts by status, success rate, durations, lateness. */
@AdminRoutes()
export class StatsController {
  constructor(
    @Inject(CronJobManager) private readonly manager: ICronJobManager,
    private readonly reply: HttpReply,
  ) {}

  @Get('stats')
  @Requires('read')
  async stats(@Req() request: AdminRequest, @Res() response: unknown): Promise<StatisticsReport> {
    const dto = await readDto(StatsQueryDto, 'query', parseQuery(this.reply.urlOf(request).searchParams));
    return this.reply.send(response, 200, await this.manager.getStatistics(toStatisticsQuery(dto)));
  }
}
