import { Get, Inject, Req, Res } from '@nestjs/common';
import { CronJobManager, type Fires, type ICronJobManager } from 'nestjs-tracked-cron';
import { Requires } from '../access/requires.decorator.js';
import { Describe } from '../openapi/describe.decorator.js';
import type { AdminRequest } from './admin-request.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { parseQuery } from './execution-query.dto.js';
import { HttpReply } from './http-reply.js';
import { jobNameOf } from './job-name.js';
import { readDto } from './read-dto.js';
import { FiresQueryDto, SlotsQueryDto, toFiresQuery, toSlotsQuery } from './slots.dto.js';
import * as answers from './slots.schema.js';

/** When jobs are due, and what became of every due time. */
@AdminRoutes()
export class SlotsController {
  constructor(
    @Inject(CronJobManager) private readonly manager: ICronJobManager,
    private readonly reply: HttpReply,
  ) {}

  @Get('jobs/:jobName/fires')
  @Requires('read')
  @Describe({
    summary: 'Due times of a job, also by a schedule that is only being considered',
    query: FiresQueryDto,
    answer: answers.fires,
    problems: ['impossible-value', 'no-slot'],
  })
  async fires(@Req() request: AdminRequest, @Res() response: unknown): Promise<Fires> {
    const jobName = jobNameOf(request);
    const query = await readDto(FiresQueryDto, 'query', this.queryOf(request));
    return this.reply.send(response, 200, await this.manager.getFires(jobName, toFiresQuery(query)));
  }

  @Get('jobs/:jobName/slots')
  @Requires('read')
  @Describe({
    summary: 'Every slot of a job in a window, with its outcome',
    query: SlotsQueryDto,
    answer: answers.ledger,
  })
  async slots(@Req() request: AdminRequest, @Res() response: unknown): Promise<answers.ExplainedLedger> {
    const jobName = jobNameOf(request);
    const query = await readDto(SlotsQueryDto, 'query', this.queryOf(request));
    const ledger = await this.manager.getSlots(jobName, toSlotsQuery(query));
    const why = this.reply.urlOf(request).pathname.replace(/\/slots\/?$/, '/why');
    const items = ledger.items.map((entry) => ({ ...entry, why: `${why}?at=${entry.slot.toISOString()}` }));
    return this.reply.send(response, 200, { ...ledger, items });
  }

  private queryOf(request: AdminRequest) {
    return parseQuery(this.reply.urlOf(request).searchParams);
  }
}
