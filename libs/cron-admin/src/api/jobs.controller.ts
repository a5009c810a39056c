import { Get, Inject, Req, Res } from '@nestjs/common';
import { CronJobManager, type ICronJobManager, type JobRecord } from 'nestjs-tracked-cron';
import { traitsOfRecord } from '../access/job-target.js';
import { LeavesOutOfScope } from '../access/scoped.decorator.js';
import { Requires } from '../access/requires.decorator.js';
import { Describe } from '../openapi/describe.decorator.js';
import { items } from '../openapi/schema.js';
import { Sight } from '../access/sight.js';
import type { AdminRequest } from './admin-request.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { HttpReply } from './http-reply.js';
import { jobRecord } from './job-record.schema.js';
import { jobNameOf } from './job-name.js';
import { versionTag } from './version-tag.js';

/** Jobs as they are configured: every option, what it came to, who said so, and what is in place of the code. */
@AdminRoutes()
export class JobsController {
  constructor(
    @Inject(CronJobManager) private readonly manager: ICronJobManager,
    private readonly reply: HttpReply,
    private readonly sight: Sight,
  ) {}

  @Get('jobs')
  @Requires('read')
  @Describe({ summary: 'Every job as it is defined, by name', answer: items(jobRecord) })
  @LeavesOutOfScope()
  async all(@Req() request: AdminRequest, @Res() response: unknown): Promise<{ items: JobRecord[] }> {
    const items = this.sight.only(request, await this.manager.getJobs(), traitsOfRecord);
    return this.reply.send(response, 200, { items });
  }

  @Get('jobs/:jobName')
  @Requires('read')
  @Describe({
    summary: 'One job as it is defined',
    answer: jobRecord,
    answerHeaders: { ETag: 'Its version, for `If-Match`.' },
  })
  async one(@Req() request: AdminRequest, @Res() response: unknown): Promise<JobRecord> {
    const jobName = jobNameOf(request);
    const job = await this.manager.getJob(jobName);
    return this.reply.send(response, 200, job, versionTag(job.version));
  }
}
