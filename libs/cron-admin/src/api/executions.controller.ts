import { Get, Inject, Req, Res } from '@nestjs/common';
import {
  CronJobManager,
  type ExecutionDetails,
  type HistoryPage,
  type ICronJobManager,
  type LogPage,
} from 'nestjs-tracked-cron';
import { Requires } from '../access/requires.decorator.js';
import type { AdminRequest } from './admin-request.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { executionIdOf, unknownExecution } from './execution-id.js';
import { ExecutionQueryDto, parseQuery, toHistoryQuery } from './execution-query.dto.js';
import { HttpReply } from './http-reply.js';
import { readDto } from './read-dto.js';

/** One execution, with the first lines of its log. */
type ExecutionWithLog = ExecutionDetails & { readonly logs: LogPage | null };

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
  async one(@Req() request: AdminRequest, @Res() response: unknown): Promise<ExecutionWithLog> {
    const id = executionIdOf(request);
    const execution = await this.manager.getExecution(id);
    if (execution === null) throw unknownExecution(id);
    return this.reply.send(response, 200, { ...execution, logs: await this.manager.getLogs(id) });
  }
}
