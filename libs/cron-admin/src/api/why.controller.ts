import { Get, Inject, Req, Res } from '@nestjs/common';
import { CronJobManager, type Explanation, type ICronJobManager } from 'nestjs-tracked-cron';
import { Requires } from '../access/requires.decorator.js';
import { Describe } from '../openapi/describe.decorator.js';
import { Sight } from '../access/sight.js';
import type { AdminRequest } from './admin-request.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { parseQuery } from './execution-query.dto.js';
import { explanation } from './explanation.schema.js';
import { HttpReply } from './http-reply.js';
import { parseInstant } from './instant.js';
import { jobNameOf } from './job-name.js';
import { readDto } from './read-dto.js';
import { IsInstant } from './validators.js';

/** The instant that is asked about. */
class WhyQueryDto {
  @IsInstant() at!: string;
}

/** Why a job did or did not run at an instant. */
@AdminRoutes()
export class WhyController {
  constructor(
    @Inject(CronJobManager) private readonly manager: ICronJobManager,
    private readonly reply: HttpReply,
    private readonly sight: Sight,
  ) {}

  @Get('jobs/:jobName/why')
  @Requires('read')
  @Describe({
    summary: 'Why a job did or did not run at an instant',
    query: WhyQueryDto,
    answer: explanation,
  })
  async why(@Req() request: AdminRequest, @Res() response: unknown): Promise<Explanation> {
    this.sight.assertShown(request, 'error', 'ask why: the answer quotes errors');
    const jobName = jobNameOf(request);
    const query = parseQuery(this.reply.urlOf(request).searchParams);
    const { at } = await readDto(WhyQueryDto, 'query', query);
    return this.reply.send(response, 200, await this.manager.explain(jobName, parseInstant(at)!));
  }
}
