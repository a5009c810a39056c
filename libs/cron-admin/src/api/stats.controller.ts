import { Get, Inject, Req, Res } from '@nestjs/common';
import { CronJobManager, type ICronJobManager, type StatisticsReport } from 'nestjs-tracked-cron';
import { Requires } from '../access/requires.decorator.js';
import { LeavesOutOfScope } from '../access/scoped.decorator.js';
import { Sight } from '../access/sight.js';
import { Answers } from '../cache/answers.js';
import { Describe } from '../openapi/describe.decorator.js';
import type { AdminRequest } from './admin-request.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { parseQuery } from './execution-query.dto.js';
import { HttpReply } from './http-reply.js';
import { readDto } from './read-dto.js';
import { statisticsReport } from './statistics.schema.js';
import { StatsQueryDto, toStatisticsQuery } from './stats-query.dto.js';

/** They change with every execution, and are counted once a minute. */
const STATISTICS = { name: 'stats', changes: [], ttl: 20_000 } as const;

/** How jobs have been doing: counts by status, success rate, durations, lateness. */
@AdminRoutes()
export class StatsController {
  constructor(
    @Inject(CronJobManager) private readonly manager: ICronJobManager,
    private readonly reply: HttpReply,
    private readonly sight: Sight,
    private readonly answers: Answers,
  ) {}

  @Get('stats')
  @Requires('read')
  @Describe({
    summary: 'Counts by status, success rate, durations and lateness over any window',
    query: StatsQueryDto,
    answer: statisticsReport,
    problems: ['unknown-job', 'impossible-value'],
  })
  @LeavesOutOfScope()
  async stats(@Req() request: AdminRequest, @Res() response: unknown): Promise<StatisticsReport> {
    const dto = await readDto(StatsQueryDto, 'query', parseQuery(this.reply.urlOf(request).searchParams));
    await this.sight.assertKnown(request, dto.jobName);
    const within = this.sight.within(request);
    const question = { ...STATISTICS, parameters: { ...dto, ...within } };
    const report = await this.answers.get(question, () =>
      this.manager.getStatistics({ ...toStatisticsQuery(dto), ...within }),
    );
    return this.reply.sendKept(request, response, report);
  }
}
