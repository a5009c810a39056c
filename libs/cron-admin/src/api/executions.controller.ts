import { Get, Inject, Req, Res } from '@nestjs/common';
import {
  CronJobManager,
  type ExecutionDetails,
  type HistoryPage,
  type ICronJobManager,
} from 'nestjs-tracked-cron';
import { Requires } from '../access/requires.decorator.js';
import type { AdminRequest } from './admin-request.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { ExecutionQueryDto, parseQuery, toHistoryQuery } from './execution-query.dto.js';
import { HttpReply } from './http-reply.js';
import { ProblemException } from './problem.exception.js';
import { readDto } from './read-dto.js';
import { UUID } from './validators.js';

/** Executions: a page of them, and one. */
@AdminRoutes()
export class ExecutionsController {
  constructor(
    @Inject(CronJobManager) private readonly manager: ICronJobManager,
    private readonly reply: HttpReply,
  ) {}

  @Get()
  @Requires('read')
  async list(@Req() request: AdminRequest, @Res() response: unknown): Promise<HistoryPage> {
    const dto = await readDto(ExecutionQueryDto, 'query', parseQuery(this.reply.urlOf(request).searchParams));
    return this.reply.send(response, 200, await this.manager.getHistory(toHistoryQuery(dto)));
  }

  @Get(':id')
  @Requires('read')
  async one(@Req() request: AdminRequest, @Res() response: unknown): Promise<ExecutionDetails> {
    const id = request.params?.id ?? '';
    if (!UUID.test(id)) throw new ProblemException('unknown-route', "An execution's id is a UUID.");
    const execution = await this.manager.getExecution(id.toLowerCase());
    if (execution === null) {
      throw new ProblemException(
        'unknown-execution',
        `No execution has the id ${id}, or it is no longer kept.`,
      );
    }
    return this.reply.send(response, 200, execution);
  }
}
