import { Get, Inject, Req, Res } from '@nestjs/common';
import { CronJobManager, type ICronJobManager, type LogLine, type LogPage } from 'nestjs-tracked-cron';
import { Requires } from '../access/requires.decorator.js';
import { Sight } from '../access/sight.js';
import { Describe } from '../openapi/describe.decorator.js';
import { prefers } from './accepts.js';
import type { AdminRequest } from './admin-request.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { executionIdOf, unknownExecution } from './execution-id.js';
import { parseQuery } from './execution-query.dto.js';
import { HttpReply } from './http-reply.js';
import { logPage } from './log.schema.js';
import { LogQueryDto, toLogQuery } from './log-query.dto.js';
import { logText } from './log-text.js';
import { readDto } from './read-dto.js';

const LINES_AT_ONCE = 1_000;

/** What executions have logged: a page of it, or all of it as a file. */
@AdminRoutes()
export class LogsController {
  constructor(
    @Inject(CronJobManager) private readonly manager: ICronJobManager,
    private readonly reply: HttpReply,
    private readonly sight: Sight,
  ) {}

  @Get(':id/logs')
  @Requires('read')
  @Describe({
    summary: 'What an execution has logged, a page of it, or all of it as a file',
    query: LogQueryDto,
    answer: logPage,
    alsoAs: 'text/plain',
    problems: ['invalid-cursor'],
  })
  async logs(@Req() request: AdminRequest, @Res() response: unknown): Promise<LogPage | string> {
    const id = executionIdOf(request);
    this.sight.assertShown(request, 'logs', 'read logs');
    const sent = parseQuery(this.reply.urlOf(request).searchParams);
    const dto = await readDto(LogQueryDto, 'query', sent);
    if (!prefers(request, 'text/plain')) return this.reply.send(response, 200, await this.page(id, dto));
    return this.reply.sendFile(response, `${id}.log`, logText(await this.lines(id, dto)));
  }

  private async page(id: string, dto: LogQueryDto): Promise<LogPage> {
    const page = await this.manager.getLogs(id, toLogQuery(dto));
    if (page === null) throw unknownExecution(id);
    return page;
  }

  /** All of them, unless so many were asked for. */
  private async lines(id: string, dto: LogQueryDto): Promise<LogLine[]> {
    const lines: LogLine[] = [];
    let next = { ...dto, limit: dto.limit ?? String(LINES_AT_ONCE) };
    for (;;) {
      const { items, page } = await this.page(id, next);
      lines.push(...items);
      if (!page.more || dto.limit !== undefined) return lines;
      next = { ...next, after: page.next! };
    }
  }
}
