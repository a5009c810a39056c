import { Get, Inject, Req, Res } from '@nestjs/common';
import { CronJobManager, type ICronJobManager, type JobRecord } from 'nestjs-tracked-cron';
import { Requires } from '../access/requires.decorator.js';
import type { AdminRequest } from './admin-request.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { parseQuery } from './execution-query.dto.js';
import { HttpReply } from './http-reply.js';
import { jobNameOf } from './job-name.js';
import { readDto } from './read-dto.js';
import { versionTag } from './version-tag.js';

/** They take no parameters. */
class JobsQueryDto {}

/** Jobs as they are configured: every option, what it came to, who said so, and what is in place of the code. */
@AdminRoutes()
export class JobsController {
  constructor(
    @Inject(CronJobManager) private readonly manager: ICronJobManager,
    private readonly reply: HttpReply,
  ) {}

  @Get('jobs')
  @Requires('read')
  async all(@Req() request: AdminRequest, @Res() response: unknown): Promise<{ items: JobRecord[] }> {
    await this.refuseParameters(request);
    return this.reply.send(response, 200, { items: await this.manager.getJobs() });
  }

  @Get('jobs/:jobName')
  @Requires('read')
  async one(@Req() request: AdminRequest, @Res() response: unknown): Promise<JobRecord> {
    const jobName = jobNameOf(request);
    await this.refuseParameters(request);
    const job = await this.manager.getJob(jobName);
    return this.reply.send(response, 200, job, versionTag(job.version));
  }

  private async refuseParameters(request: AdminRequest): Promise<void> {
    await readDto(JobsQueryDto, 'query', parseQuery(this.reply.urlOf(request).searchParams));
  }
}
