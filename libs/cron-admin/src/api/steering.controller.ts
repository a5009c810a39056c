import { Inject, Post, Req, Res } from '@nestjs/common';
import {
  CronJobManager,
  type BackfilledRange,
  type CancelledExecution,
  type ICronJobManager,
  type JobName,
} from 'nestjs-tracked-cron';
import { LeavesOutOfScope } from '../access/scoped.decorator.js';
import { Requires } from '../access/requires.decorator.js';
import { Sight } from '../access/sight.js';
import type { AdminRequest } from './admin-request.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { HttpReply } from './http-reply.js';
import { ProblemException } from './problem.exception.js';
import { readBody } from './read-body.js';
import { sentBy } from './sent-by.js';
import { BackfillDto, FreezeDto, instant, PauseDto, ReasonDto, UnfreezeDto } from './steering.dto.js';
import { JOB_NAME, UUID } from './validators.js';

const REASON = '{ "reason": "…" }';

/** What is decided over single slots and executions; each on record with who asked. */
@AdminRoutes()
export class SteeringController {
  constructor(
    @Inject(CronJobManager) private readonly manager: ICronJobManager,
    private readonly reply: HttpReply,
    private readonly sight: Sight,
  ) {}

  @Post('freeze')
  @Requires('freeze')
  @LeavesOutOfScope()
  async freeze(@Req() request: AdminRequest, @Res() response: unknown): Promise<{ frozen: true }> {
    const example = '{ "reason": "…", "until": "2026-11-23T02:00:00Z", "group": "matches" }';
    const { reason, until, group } = await readBody(FreezeDto, request, example);
    const end = until === undefined ? {} : { until: instant(until) };
    await this.sight.assertMay(request, 'freeze', group);
    await this.manager.freeze({ reason, group, ...end, ...sentBy(request) });
    return this.reply.send(response, 200, { frozen: true });
  }

  @Post('unfreeze')
  @Requires('freeze')
  @LeavesOutOfScope()
  async unfreeze(@Req() request: AdminRequest, @Res() response: unknown): Promise<{ unfrozen: boolean }> {
    const { group, reason } = await readBody(UnfreezeDto, request, '{ "group": "matches" }');
    await this.sight.assertMay(request, 'freeze', group);
    const unfrozen = await this.manager.unfreeze({ group, reason, ...sentBy(request) });
    return this.reply.send(response, 200, { unfrozen });
  }

  @Post(':id/cancel')
  @Requires('cancel')
  async cancel(@Req() request: AdminRequest, @Res() response: unknown): Promise<CancelledExecution> {
    const id = request.params?.id ?? '';
    if (!UUID.test(id)) throw new ProblemException('unknown-route', "An execution's id is a UUID.");
    const { reason } = await readBody(ReasonDto, request, REASON);
    const cancelled = await this.manager.cancel(id, { reason, ...sentBy(request) });
    return this.reply.send(response, 202, cancelled);
  }

  @Post([':jobName/pause', 'jobs/:jobName/pause'])
  @Requires('pause')
  async pause(
    @Req() request: AdminRequest,
    @Res() response: unknown,
  ): Promise<{ jobName: string; paused: true; until: Date | null }> {
    const jobName = jobNameOf(request);
    const example = '{ "reason": "…", "until": "2026-11-23T02:00:00Z" }';
    const { reason, until } = await readBody(PauseDto, request, example);
    const end = until === undefined ? undefined : instant(until);
    await this.manager.pause(jobName, { reason, ...(end && { until: end }), ...sentBy(request) });
    return this.reply.send(response, 200, { jobName, paused: true, until: end ?? null });
  }

  @Post([':jobName/resume', 'jobs/:jobName/resume'])
  @Requires('pause')
  async resume(
    @Req() request: AdminRequest,
    @Res() response: unknown,
  ): Promise<{ jobName: string; paused: false }> {
    const jobName = jobNameOf(request);
    const { reason } = await readBody(ReasonDto, request, REASON);
    await this.manager.resume(jobName, { reason, ...sentBy(request) });
    return this.reply.send(response, 200, { jobName, paused: false });
  }

  @Post([':jobName/skip-next', 'jobs/:jobName/skip-next'])
  @Requires('skip')
  async skipNext(@Req() request: AdminRequest, @Res() response: unknown): Promise<{ slot: Date }> {
    const jobName = jobNameOf(request);
    const { reason } = await readBody(ReasonDto, request, REASON);
    const slot = await this.manager.skipNext(jobName, { reason, ...sentBy(request) });
    return this.reply.send(response, 200, { jobName, slot });
  }

  @Post([':jobName/backfill', 'jobs/:jobName/backfill'])
  @Requires('backfill')
  async backfill(@Req() request: AdminRequest, @Res() response: unknown): Promise<BackfilledRange> {
    const jobName = jobNameOf(request);
    const example = '{ "from": "2026-11-22T00:00:00Z", "to": "2026-11-23T00:00:00Z", "reason": "…" }';
    const { from, to, limit, reason } = await readBody(BackfillDto, request, example);
    const options = { reason, ...(limit !== undefined && { limit }), ...sentBy(request) };
    const range = await this.manager.backfill(jobName, instant(from), instant(to), options);
    return this.reply.send(response, 202, range);
  }
}

function jobNameOf(request: AdminRequest): JobName {
  const jobName = request.params?.jobName ?? '';
  if (JOB_NAME.test(jobName)) return jobName as JobName;
  throw new ProblemException('unknown-route', "A job's name is 1 to 120 of A-Z a-z 0-9 _ . : -");
}
