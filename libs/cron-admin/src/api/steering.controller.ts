import { Inject, Post, Req, Res } from '@nestjs/common';
import {
  CronJobManager,
  type BackfilledRange,
  type CancelledExecution,
  type ICronJobManager,
  type JobName,
} from 'nestjs-tracked-cron';
import { principalOf } from '../access/access.guard.js';
import type { CronAdminAccess } from '../access/cron-admin-access.js';
import { Requires } from '../access/requires.decorator.js';
import { Describe } from '../openapi/describe.decorator.js';
import { ACCESS } from '../cron-admin.tokens.js';
import type { AdminRequest } from './admin-request.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { HttpReply } from './http-reply.js';
import { ProblemException } from './problem.exception.js';
import { readBody } from './read-body.js';
import { backfilled, cancelled, frozen, paused, resumed, skippedNext, unfrozen } from './steering.schema.js';
import { BackfillDto, FreezeDto, instant, PauseDto, ReasonDto, UnfreezeDto } from './steering.dto.js';
import { JOB_NAME, UUID } from './validators.js';

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
  @Describe({
    summary: 'Nothing starts any more',
    body: FreezeDto,
    answer: frozen,
    problems: ['impossible-value'],
  })
  async freeze(@Req() request: AdminRequest, @Res() response: unknown): Promise<{ frozen: true }> {
    const example = '{ "reason": "…", "until": "2026-11-23T02:00:00Z", "group": "matches" }';
    const { reason, until, group } = await readBody(FreezeDto, request, example);
    const end = until === undefined ? {} : { until: instant(until) };
    await this.manager.freeze({ reason, group, ...end, ...by(request) });
    return this.reply.send(response, 200, { frozen: true });
  }

  @Post('unfreeze')
  @Requires('freeze')
  @Describe({ summary: 'Ends a freeze', body: UnfreezeDto, answer: unfrozen })
  async unfreeze(@Req() request: AdminRequest, @Res() response: unknown): Promise<{ unfrozen: boolean }> {
    const { group, reason } = await readBody(UnfreezeDto, request, '{ "group": "matches" }');
    const unfrozen = await this.manager.unfreeze({ group, reason, ...by(request) });
    return this.reply.send(response, 200, { unfrozen });
  }

  @Post(':id/cancel')
  @Requires('cancel')
  @Describe({
    summary: 'Cancels an execution, wherever it waits or runs',
    body: ReasonDto,
    status: 202,
    answer: cancelled,
    problems: ['not-in-flight', 'observed-job'],
  })
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
  @Describe({
    summary: 'Lets no slot of a job run',
    body: PauseDto,
    answer: paused,
    problems: ['observed-job', 'impossible-value'],
  })
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
  @Describe({ summary: 'Lets slots run again', body: ReasonDto, answer: resumed, problems: ['observed-job'] })
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
  @Describe({
    summary: 'Lets the next slot of a job pass',
    body: ReasonDto,
    answer: skippedNext,
    problems: ['no-slot', 'observed-job'],
  })
  async skipNext(
    @Req() request: AdminRequest,
    @Res() response: unknown,
  ): Promise<{ jobName: string; slot: Date }> {
    const jobName = jobNameOf(request);
    const { reason } = await readBody(ReasonDto, request, REASON);
    const slot = await this.manager.skipNext(jobName, { reason, ...by(request) });
    return this.reply.send(response, 200, { jobName, slot });
  }

  @Post([':jobName/backfill', 'jobs/:jobName/backfill'])
  @Requires('backfill')
  @Describe({
    summary: 'Runs a job for the slots of a past range',
    body: BackfillDto,
    status: 202,
    answer: backfilled,
    problems: ['backfill-too-large', 'impossible-value', 'observed-job'],
  })
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

function jobNameOf(request: AdminRequest): JobName {
  const jobName = request.params?.jobName ?? '';
  if (JOB_NAME.test(jobName)) return jobName as JobName;
  throw new ProblemException('unknown-route', "A job's name is 1 to 120 of A-Z a-z 0-9 _ . : -");
}
