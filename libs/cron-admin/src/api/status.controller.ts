import { Get, Inject, Req, Res } from '@nestjs/common';
import { CronJobManager, type ICronJobManager } from 'nestjs-tracked-cron';
import { CronAlerts, type ICronAlerts } from 'nestjs-tracked-cron/monitor';
import { withIncidents, type ShownStatus } from '../alerts/open-incidents.js';
import { LeavesOutOfScope } from '../access/scoped.decorator.js';
import { Requires } from '../access/requires.decorator.js';
import { Sight } from '../access/sight.js';
import { AnswerViews } from '../cache/answer-views.js';
import { Answers } from '../cache/answers.js';
import { Describe } from '../openapi/describe.decorator.js';
import { items } from '../openapi/schema.js';
import type { AdminRequest } from './admin-request.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { HttpReply } from './http-reply.js';
import { jobStatus } from './job-status.schema.js';

const STATUS = { name: 'status', changes: ['execution', 'job', 'instance'], ttl: 2_000 } as const;

/** Every job with its health, as `{ items }`. */
@AdminRoutes()
export class StatusController {
  private readonly views = new AnswerViews();

  constructor(
    @Inject(CronJobManager) private readonly manager: ICronJobManager,
    @Inject(CronAlerts) private readonly alerts: Pick<ICronAlerts, 'getIncidents'>,
    private readonly reply: HttpReply,
    private readonly answers: Answers,
    private readonly sight: Sight,
  ) {}

  @Get('status')
  @Requires('read')
  @Describe({ summary: 'Every job with its health, by name', answer: items(jobStatus) })
  @LeavesOutOfScope()
  async all(@Req() request: AdminRequest, @Res() response: unknown): Promise<{ items: ShownStatus[] }> {
    const all = await this.answers.get(STATUS, async () => ({
      items: await withIncidents(this.manager.getStatuses(), this.alerts),
    }));
    return this.reply.sendKept(request, response, this.seen(request, all));
  }

  private seen(request: AdminRequest, all: { items: ShownStatus[] }): { items: ShownStatus[] } {
    const { within } = this.sight.within(request);
    if (within === undefined) return all;
    return this.views.of(all, JSON.stringify(within), () => ({
      items: this.sight.only(request, all.items, ({ jobName: name, ...rest }) => ({ name, ...rest })),
    }));
  }
}
