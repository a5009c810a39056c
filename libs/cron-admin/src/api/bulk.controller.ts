import { Inject, Post, Req, Res } from '@nestjs/common';
import { CronJobManager, type BulkAction, type BulkResult, type ICronJobManager } from 'nestjs-tracked-cron';
import { principalOf } from '../access/access.guard.js';
import type { AccessAction, CronAdminAccess } from '../access/cron-admin-access.js';
import { Requires } from '../access/requires.decorator.js';
import { ACCESS } from '../cron-admin.tokens.js';
import type { AdminRequest } from './admin-request.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { BulkDto } from './bulk.dto.js';
import { HttpReply } from './http-reply.js';
import { readBody } from './read-body.js';
import { instant } from './steering.dto.js';

const EXAMPLE = '{ "action": "pause", "filter": { "group": "matches" }, "expectedCount": 12, "reason": "…" }';
const PERMISSION: Readonly<Record<BulkAction, AccessAction>> = {
  trigger: 'trigger',
  pause: 'pause',
  resume: 'pause',
  'skip-next': 'skip',
};

/** The same to many jobs at once. */
@AdminRoutes()
export class BulkController {
  constructor(
    @Inject(CronJobManager) private readonly manager: ICronJobManager,
    @Inject(ACCESS) private readonly access: CronAdminAccess,
    private readonly reply: HttpReply,
  ) {}

  // the least of it; what the action needs is asked for each job
  @Post('bulk')
  @Requires('pause')
  async bulk(@Req() request: AdminRequest, @Res() response: unknown): Promise<BulkResult> {
    const { until, ...order } = await readBody(BulkDto, request, EXAMPLE);
    const principal = principalOf(request)!;
    const result = await this.manager.bulk({
      ...order,
      ...(until !== undefined && { until: instant(until) }),
      by: principal.name,
      allows: (job) => this.access.can(principal, PERMISSION[order.action], { job }),
    });
    return this.reply.send(response, 200, result);
  }
}
