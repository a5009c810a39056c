import { Get, Inject, Req, Res } from '@nestjs/common';
import { CronJobManager, type AuditPage, type ICronJobManager } from 'nestjs-tracked-cron';
import { Requires } from '../access/requires.decorator.js';
import type { AdminRequest } from './admin-request.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { AuditQueryDto, toAuditQuery } from './audit-query.dto.js';
import { parseQuery } from './execution-query.dto.js';
import { HttpReply } from './http-reply.js';
import { readDto } from './read-dto.js';

/** Who decided what, newest first. */
@AdminRoutes()
export class AuditController {
  constructor(
    @Inject(CronJobManager) private readonly manager: ICronJobManager,
    private readonly reply: HttpReply,
  ) {}

  @Get('audit')
  @Requires('audit')
  async list(@Req() request: AdminRequest, @Res() response: unknown): Promise<AuditPage> {
    const dto = await readDto(AuditQueryDto, 'query', parseQuery(this.reply.urlOf(request).searchParams));
    return this.reply.send(response, 200, await this.manager.getAudit(toAuditQuery(dto)));
  }
}
