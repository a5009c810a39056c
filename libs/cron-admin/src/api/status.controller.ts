import { Get, Inject, Req, Res } from '@nestjs/common';
import { CronJobManager, type ICronJobManager, type JobStatus } from 'nestjs-tracked-cron';
import { Requires } from '../access/requires.decorator.js';
import { Answers } from '../cache/answers.js';
import type { AdminRequest } from './admin-request.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { parseQuery } from './execution-query.dto.js';
import { HttpReply } from './http-reply.js';
import { readDto } from './read-dto.js';

const STATUS = { name: 'status', changes: ['execution', 'job', 'instance'], ttl: 2_000 } as const;

/** It takes no parameters. */
class StatusQueryDto {}

/** Every job with its health, as `{ items }`. */
@AdminRoutes()
export class StatusController {
  constructor(
    @Inject(CronJobManager) private readonly manager: ICronJobManager,
    private readonly reply: HttpReply,
    private readonly answers: Answers,
  ) {}

  @Get('status')
  @Requires('read')
  async all(@Req() request: AdminRequest, @Res() response: unknown): Promise<{ items: JobStatus[] }> {
    await readDto(StatusQueryDto, 'query', parseQuery(this.reply.urlOf(request).searchParams));
    const body = await this.answers.get(STATUS, async () => ({ items: await this.manager.getStatuses() }));
    return this.reply.send(response, 200, body);
  }
}
