import { Get, Inject, Req, Res } from '@nestjs/common';
import { CronJobManager, type ICronJobManager, type JobName, type JobRecord } from 'nestjs-tracked-cron';
import { traitsOfRecord } from '../access/job-target.js';
import { LeavesOutOfScope } from '../access/scoped.decorator.js';
import { Requires } from '../access/requires.decorator.js';
import { Sight } from '../access/sight.js';
import type { AdminRequest } from './admin-request.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { parseQuery } from './execution-query.dto.js';
import { HttpReply } from './http-reply.js';
import { ProblemException } from './problem.exception.js';
import { readDto } from './read-dto.js';
import { JOB_NAME } from './validators.js';

/** They take no parameters. */
class JobsQueryDto {}

/** Jobs as they are defined: every option, what it came to, and who said so. */
@AdminRoutes()
export class JobsController {
  constructor(
    @Inject(CronJobManager) private readonly manager: ICronJobManager,
    private readonly reply: HttpReply,
    private readonly sight: Sight,
  ) {}

  @Get('jobs')
  @Requires('read')
  @LeavesOutOfScope()
  async all(@Req() request: AdminRequest, @Res() response: unknown): Promise<{ items: JobRecord[] }> {
    await this.refuseParameters(request);
    const items = this.sight.only(request, await this.manager.getJobs(), traitsOfRecord);
    return this.reply.send(response, 200, { items });
  }

  @Get('jobs/:jobName')
  @Requires('read')
  async one(@Req() request: AdminRequest, @Res() response: unknown): Promise<JobRecord> {
    const jobName = request.params?.jobName ?? '';
    if (!JOB_NAME.test(jobName)) {
      throw new ProblemException('unknown-route', "A job's name is 1 to 120 of A-Z a-z 0-9 _ . : -");
    }
    await this.refuseParameters(request);
    return this.reply.send(response, 200, await this.manager.getJob(jobName as JobName));
  }

  private async refuseParameters(request: AdminRequest): Promise<void> {
    await readDto(JobsQueryDto, 'query', parseQuery(this.reply.urlOf(request).searchParams));
  }
}
