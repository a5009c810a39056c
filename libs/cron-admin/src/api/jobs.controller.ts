import { Get, Inject, Req, Res } from '@nestjs/common';
import { CronJobManager, type ICronJobManager, type JobName, type JobRecord } from 'nestjs-tracked-cron';
import { Requires } from '../access/requires.decorator.js';
import { Describe } from '../openapi/describe.decorator.js';
import { items } from '../openapi/schema.js';
import type { AdminRequest } from './admin-request.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { HttpReply } from './http-reply.js';
import { jobRecord } from './job-record.schema.js';
import { ProblemException } from './problem.exception.js';
import { JOB_NAME } from './validators.js';

/** Jobs as they are defined: every option, what it came to, and who said so. */
@AdminRoutes()
export class JobsController {
  constructor(
    @Inject(CronJobManager) private readonly manager: ICronJobManager,
    private readonly reply: HttpReply,
  ) {}

  @Get('jobs')
  @Requires('read')
  @Describe({ summary: 'Every job as it is defined, by name', answer: items(jobRecord) })
  async all(@Res() response: unknown): Promise<{ items: JobRecord[] }> {
    return this.reply.send(response, 200, { items: await this.manager.getJobs() });
  }

  @Get('jobs/:jobName')
  @Requires('read')
  @Describe({ summary: 'One job as it is defined', answer: jobRecord })
  async one(@Req() request: AdminRequest, @Res() response: unknown): Promise<JobRecord> {
    const jobName = request.params?.jobName ?? '';
    if (!JOB_NAME.test(jobName)) {
      throw new ProblemException('unknown-route', "A job's name is 1 to 120 of A-Z a-z 0-9 _ . : -");
    }
    return this.reply.send(response, 200, await this.manager.getJob(jobName as JobName));
  }
}
