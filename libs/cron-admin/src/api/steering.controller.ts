import { Get, Inject, Post, Req, Res } from '@nestjs/common';
import {
  CronJobManager,
  type BackfilledRange,
  type CancelledExecution,
  type Freeze,
  type ICronJobManager,
} from 'nestjs-tracked-cron';
import { principalOf } from '../access/access.guard.js';
import type { CronAdminAccess } from '../access/cron-admin-access.js';
import { Requires } from '../access/requires.decorator.js';
import { ACCESS } from '../cron-admin.tokens.js';
import type { AdminRequest } from './admin-request.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { HttpReply } from './http-reply.js';
import { jobNameOf } from './job-name.js';
import { ProblemException } from './problem.exception.js';
import { readBody } from './read-body.js';
import { BackfillDto, FreezeDto, instant, PauseDto, ReasonDto, UnfreezeDto } from './steering.dto.js';
import { UUID } from './validators.js';

const REASON = '{ "reason": "…" }';

/** What is decided over single slots and executions; each on record with who asked. */
@AdminRoutes()
export class SteeringController {
  constructor(
    @Inject(CronJobManager) private readonly manager: ICronJobManager,
    @Inject(ACCESS) private readonly access: CronAdminAccess,
    private readonly reply: HttpReply,
  ) {}

  @Post('freeze')
  @Requires('freeze')
  async freeze(@Req() request: AdminRequest, @Res() response: unknown): Promise<{ frozen: true }> {
    const example = '{ "reason": "…", "until": "2026-11-23T02:00:00Z", "group": "matches" }';
    const { reason, until, group } = await readBody(FreezeDto, request, example);
    const end = until === undefined ? {} : { until: instant(until) };
    await this.manager.freeze({ reason, group, ...end, ...by(request) });
    return this.reply.send(response, 200, { frozen: true });
  }

  @Post('unfreeze')
  @Requires('freeze')
  async unfreeze(@Req() request: AdminRequest, @Res() response: unknown): Promise<{ unfrozen: boolean }> {
    const { group, reason } = await readBody(UnfreezeDto, request, '{ "group": "matches" }');
    const unfrozen = await this.manager.unfreeze({ group, reason, ...by(request) });
    return this.reply.send(response, 200, { unfrozen });
  }

  @Get('freezes')
  @Requires('read')
  async freezes(
    @Req() _request: AdminRequest,
    @Res() response: unknown,
  ): Promise<{ items: readonly Freeze[] }> {
    return this.reply.send(response, 200, { items: await this.manager.getFreezes() });
  }

  @Post(':id/cancel')
  @Requires('cancel')
  async cancel(@Req() request: AdminRequest, @Res() response: unknown): Promise<CancelledExecution> {
    const id = request.params?.id ?? '';
    if (!UUID.test(id)) throw new ProblemException('unknown-route', "An execution's id is a UUID.");
    const { reason } = await readBody(ReasonDto, request, REASON);
    await this.checkJobOf(id, request);
    const cancelled = await this.manager.cancel(id, { reason, ...by(request) });
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
    await this.manager.pause(jobName, { reason, ...(end && { until: end }), ...by(request) });
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
    await this.manager.resume(jobName, { reason, ...by(request) });
    return this.reply.send(response, 200, { jobName, paused: false });
  }

  @Post([':jobName/skip-next', 'jobs/:jobName/skip-next'])
  @Requires('skip')
  async skipNext(@Req() request: AdminRequest, @Res() response: unknown): Promise<{ slot: Date }> {
    const jobName = jobNameOf(request);
    const { reason } = await readBody(ReasonDto, request, REASON);
    const slot = await this.manager.skipNext(jobName, { reason, ...by(request) });
    return this.reply.send(response, 200, { jobName, slot });
  }

  @Post([':jobName/backfill', 'jobs/:jobName/backfill'])
  @Requires('backfill')
  async backfill(@Req() request: AdminRequest, @Res() response: unknown): Promise<BackfilledRange> {
    const jobName = jobNameOf(request);
    const example = '{ "from": "2026-11-22T00:00:00Z", "to": "2026-11-23T00:00:00Z", "reason": "…" }';
    const { from, to, limit, reason } = await readBody(BackfillDto, request, example);
    const options = { reason, ...(limit !== undefined && { limit }), ...by(request) };
    const range = await this.manager.backfill(jobName, instant(from), instant(to), options);
    return this.reply.send(response, 202, range);
  }

  /** The path names no job; whether this one may be acted on is asked once it is known. */
  private async checkJobOf(id: string, request: AdminRequest): Promise<void> {
    const execution = await this.manager.getExecution(id.toLowerCase());
    if (execution === null) {
      throw new ProblemException(
        'unknown-execution',
        `No execution has the id ${id}, or it is no longer kept.`,
      );
    }
    const job = execution.jobName;
    if (!(await this.access.can(principalOf(request)!, 'cancel', { job })))
      throw new ProblemException('forbidden', `You have no permission to cancel executions of "${job}".`);
  }
}

function by(request: AdminRequest): { by?: string } {
  const name = principalOf(request)?.name;
  return name === undefined ? {} : { by: name };
}
