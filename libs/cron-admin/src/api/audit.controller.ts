import { Get, Inject, Req, Res } from '@nestjs/common';
import { CronJobManager, type AuditPage, type ICronJobManager } from 'nestjs-tracked-cron';
import { traitsOfRecord } from '../access/job-target.js';
import { LeavesOutOfScope } from '../access/scoped.decorator.js';
import { Requires } from '../access/requires.decorator.js';
import { Sight } from '../access/sight.js';
import { Describe } from '../openapi/describe.decorator.js';
import type { AdminRequest } from './admin-request.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { AuditQueryDto, toAuditQuery } from './audit-query.dto.js';
import { auditPage } from './audit.schema.js';
import { parseQuery } from './execution-query.dto.js';
import { HttpReply } from './http-reply.js';
import { readDto } from './read-dto.js';

/** Who decided what, newest first. */
@AdminRoutes()
export class AuditController {
  constructor(
    @Inject(CronJobManager) private readonly manager: ICronJobManager,
    private readonly reply: HttpReply,
    private readonly sight: Sight,
  ) {}

  @Get('audit')
  @Requires('audit')
  @Describe({
    summary: 'Who decided what, newest first',
    query: AuditQueryDto,
    answer: auditPage,
    problems: ['invalid-cursor'],
  })
  @LeavesOutOfScope()
  async list(@Req() request: AdminRequest, @Res() response: unknown): Promise<AuditPage> {
    const dto = await readDto(AuditQueryDto, 'query', parseQuery(this.reply.urlOf(request).searchParams));
    const query = { ...toAuditQuery(dto), ...(await this.ofScope(request)) };
    return this.reply.send(response, 200, await this.manager.getAudit(query));
  }

  /** What is about no job, a freeze of everything above all, is for those without a scope. */
  private async ofScope(request: AdminRequest): Promise<{ jobNames?: string[] }> {
    if (this.sight.within(request).within === undefined) return {};
    const visible = this.sight.only(request, await this.manager.getJobs(), traitsOfRecord);
    return { jobNames: visible.map(({ jobName }) => jobName) };
  }
}
