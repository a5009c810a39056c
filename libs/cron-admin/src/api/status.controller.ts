import { Get, Inject, Req, Res } from '@nestjs/common';
import {
  CronJobManager,
  type DiagnosisFinding,
  type ICronJobManager,
  type JobStatus,
} from 'nestjs-tracked-cron';
import { LeavesOutOfScope } from '../access/scoped.decorator.js';
import { Requires } from '../access/requires.decorator.js';
import { Sight } from '../access/sight.js';
import type { AdminRequest } from './admin-request.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { parseQuery } from './execution-query.dto.js';
import { HttpReply } from './http-reply.js';
import { readDto } from './read-dto.js';

/** It takes no parameters. */
class StatusQueryDto {}

/** Every job with its health, and what is wrong with the library itself, as `{ items }`. */
@AdminRoutes()
export class StatusController {
  constructor(
    @Inject(CronJobManager) private readonly manager: ICronJobManager,
    private readonly reply: HttpReply,
    private readonly sight: Sight,
  ) {}

  @Get('status')
  @Requires('read')
  @LeavesOutOfScope()
  async all(@Req() request: AdminRequest, @Res() response: unknown): Promise<{ items: JobStatus[] }> {
    await readDto(StatusQueryDto, 'query', parseQuery(this.reply.urlOf(request).searchParams));
    const items = this.sight.only(
      request,
      await this.manager.getStatuses(),
      ({ jobName: name, ...rest }) => ({
        name,
        ...rest,
      }),
    );
    return this.reply.send(response, 200, { items });
  }

  @Get('diagnosis')
  @Requires('read')
  async diagnosis(
    @Req() request: AdminRequest,
    @Res() response: unknown,
  ): Promise<{ items: DiagnosisFinding[] }> {
    await readDto(StatusQueryDto, 'query', parseQuery(this.reply.urlOf(request).searchParams));
    return this.reply.send(response, 200, { items: await this.manager.getDiagnosis() });
  }
}
