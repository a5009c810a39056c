import { Inject, Post, Req, Res } from '@nestjs/common';
import { CronJobManager, type BulkAction, type BulkResult, type ICronJobManager } from 'nestjs-tracked-cron';
import type { AccessAction } from '../access/cron-admin-access.js';
import { traitsOfRecord } from '../access/job-target.js';
import { LeavesOutOfScope } from '../access/scoped.decorator.js';
import { Requires } from '../access/requires.decorator.js';
import { Sight } from '../access/sight.js';
import { Describe } from '../openapi/describe.decorator.js';
import type { AdminRequest } from './admin-request.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { BulkDto } from './bulk.dto.js';
import { bulkResult } from './bulk.schema.js';
import { HttpReply } from './http-reply.js';
import { readBody } from './read-body.js';
import { sentBy } from './sent-by.js';
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
    private readonly reply: HttpReply,
    private readonly sight: Sight,
  ) {}

  // the least of it; what the action needs is asked for each job
  @Post('bulk')
  @Requires('pause')
  @LeavesOutOfScope()
  @Describe({
    summary: 'Does the same to many jobs; each has an outcome of its own',
    body: BulkDto,
    answer: bulkResult,
    problems: ['count-mismatch', 'impossible-value'],
  })
  async bulk(@Req() request: AdminRequest, @Res() response: unknown): Promise<BulkResult> {
    const { until, ...order } = await readBody(BulkDto, request, EXAMPLE);
    const traits = new Map(
      (await this.manager.getJobs()).map((record) => [record.jobName, traitsOfRecord(record)]),
    );
    const allows = (job: string) => {
      const ofJob = traits.get(job);
      // that there is none, the manager says
      return ofJob === undefined || this.sight.may(request, PERMISSION[order.action], ofJob);
    };
    const result = await this.manager.bulk({
      ...order,
      ...(until !== undefined && { until: instant(until) }),
      ...sentBy(request),
      ...this.sight.within(request),
      allows,
    });
    return this.reply.send(response, 200, result);
  }
}
