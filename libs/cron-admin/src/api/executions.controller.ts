import { Get, Inject, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import { CronJobManager, type HistoryPage, type ICronJobManager } from 'nestjs-tracked-cron';
import { LeavesOutOfScope } from '../access/scoped.decorator.js';
import { Requires } from '../access/requires.decorator.js';
import { Sight } from '../access/sight.js';
import { LeadsToPage, NavigationGuard } from '../dashboard/navigation.guard.js';
import { PageInsteadFilter } from '../dashboard/page-instead.js';
import { Describe } from '../openapi/describe.decorator.js';
import type { AdminRequest } from './admin-request.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { executionInDetail, type ExecutionInDetail } from './execution-in-detail.schema.js';
import { historyPage } from './execution.schema.js';
import { executionIdOf, unknownExecution } from './execution-id.js';
import { ExecutionQueryDto, parseQuery, toHistoryQuery } from './execution-query.dto.js';
import { HttpReply } from './http-reply.js';
import { MOUNT } from './mount.js';
import { readDto } from './read-dto.js';

/** Executions: a page of them, and one. */
@AdminRoutes()
// decorators apply from below: this guard runs before those that ask who it is
@UseGuards(NavigationGuard)
export class ExecutionsController {
  constructor(
    @Inject(CronJobManager) private readonly manager: ICronJobManager,
    private readonly reply: HttpReply,
    private readonly sight: Sight,
  ) {}

  @Get(MOUNT)
  @LeadsToPage()
  @UseFilters(PageInsteadFilter)
  @Requires('read')
  @Describe({
    summary: 'Executions, in flight and ended, a page at a time',
    query: ExecutionQueryDto,
    answer: historyPage,
    problems: ['invalid-cursor', 'count-too-wide'],
  })
  @LeavesOutOfScope()
  async list(@Req() request: AdminRequest, @Res() response: unknown): Promise<HistoryPage> {
    const dto = await readDto(ExecutionQueryDto, 'query', parseQuery(this.reply.urlOf(request).searchParams));
    if (dto.search !== undefined) this.sight.assertShown(request, 'error', 'search in errors');
    const query = { ...toHistoryQuery(dto), ...this.sight.within(request, dto.environment) };
    return this.reply.send(response, 200, this.sight.page(request, await this.manager.getHistory(query)));
  }

  @Get(':id')
  @Requires('read')
  @Describe({
    summary: 'One execution, with its failed attempts, first log lines, and what stands around it',
    answer: executionInDetail,
  })
  async one(@Req() request: AdminRequest, @Res() response: unknown): Promise<ExecutionInDetail> {
    const id = executionIdOf(request);
    const execution = await this.manager.getExecution(id);
    if (execution === null) throw unknownExecution(id);
    const [logs, related] = await Promise.all([
      this.sight.hides(request, 'logs') ? null : this.manager.getLogs(id),
      this.manager.getRelated(execution),
    ]);
    return this.reply.send(response, 200, {
      ...this.sight.execution(request, execution),
      logs,
      related: this.sight.related(request, execution, related),
    });
  }
}
