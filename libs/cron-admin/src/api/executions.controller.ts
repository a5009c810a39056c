import { Get, Inject, Req, Res } from '@nestjs/common';
import {
  CronJobManager,
  type ExecutionDetails,
  type HistoryPage,
  type ICronJobManager,
  type LogPage,
} from 'nestjs-tracked-cron';
import { LeavesOutOfScope } from '../access/scoped.decorator.js';
import { Requires } from '../access/requires.decorator.js';
import { Sight } from '../access/sight.js';
import type { AdminRequest } from './admin-request.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { executionIdOf, unknownExecution } from './execution-id.js';
import { ExecutionQueryDto, parseQuery, toHistoryQuery } from './execution-query.dto.js';
import { HttpReply } from './http-reply.js';
import { readDto } from './read-dto.js';

/** One execution, with the first lines of its log; null where they are not shown. */
type ExecutionWithLog = ExecutionDetails & { readonly logs: LogPage | null };

/** Executions: a page of them, and one. */
@AdminRoutes()
export class ExecutionsController {
  constructor(
    @Inject(CronJobManager) private readonly manager: ICronJobManager,
    private readonly reply: HttpReply,
    private readonly sight: Sight,
  ) {}

  @Get()
  @Requires('read')
  @LeavesOutOfScope()
  async list(@Req() request: AdminRequest, @Res() response: unknown): Promise<HistoryPage> {
    const dto = await readDto(ExecutionQueryDto, 'query', parseQuery(this.reply.urlOf(request).searchParams));
    if (dto.search !== undefined) this.sight.assertShown(request, 'error', 'search in errors');
    const query = { ...toHistoryQuery(dto), ...this.sight.within(request, dto.environment) };
    return this.reply.send(response, 200, this.sight.page(request, await this.manager.getHistory(query)));
  }

  @Get(':id')
  @Requires('read')
  async one(@Req() request: AdminRequest, @Res() response: unknown): Promise<ExecutionWithLog> {
    const id = executionIdOf(request);
    const execution = await this.manager.getExecution(id);
    if (execution === null) throw unknownExecution(id);
    const logs = this.sight.hides(request, 'logs') ? null : await this.manager.getLogs(id);
    return this.reply.send(response, 200, { ...this.sight.execution(request, execution), logs });
  }
}
