import { Get, Inject, Res } from '@nestjs/common';
import {
  CronJobManager,
  type DiagnosisFinding,
  type ICronJobManager,
  type JobStatus,
} from 'nestjs-tracked-cron';
import { Requires } from '../access/requires.decorator.js';
import { Describe } from '../openapi/describe.decorator.js';
import { items } from '../openapi/schema.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { diagnosisFinding } from './diagnosis.schema.js';
import { HttpReply } from './http-reply.js';
import { jobStatus } from './job-status.schema.js';

/** Every job with its health, and what is wrong with the library itself, as `{ items }`. */
@AdminRoutes()
export class StatusController {
  constructor(
    @Inject(CronJobManager) private readonly manager: ICronJobManager,
    private readonly reply: HttpReply,
  ) {}

  @Get('status')
  @Requires('read')
  @Describe({ summary: 'Every job with its health, by name', answer: items(jobStatus) })
  async all(@Res() response: unknown): Promise<{ items: JobStatus[] }> {
    return this.reply.send(response, 200, { items: await this.manager.getStatuses() });
  }

  @Get('diagnosis')
  @Requires('read')
  @Describe({
    summary: 'What somebody has to see to about the library itself',
    answer: items(diagnosisFinding),
  })
  async diagnosis(@Res() response: unknown): Promise<{ items: DiagnosisFinding[] }> {
    return this.reply.send(response, 200, { items: await this.manager.getDiagnosis() });
  }
}
