import { Inject, Post, Req, Res } from '@nestjs/common';
import {
  CronJobManager,
  type BackfilledRange,
  type CancelledExecution,
  type ICronJobManager,
} from 'nestjs-tracked-cron';
import { Requires } from '../access/requires.decorator.js';
import { Describe } from '../openapi/describe.decorator.js';
import type { AdminRequest } from './admin-request.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { executionIdOf } from './execution-id.js';
import { HttpReply } from './http-reply.js';
import { jobNameOf } from './job-name.js';
import { readBody } from './read-body.js';
import { backfilled, cancelled, paused, resumed, skippedNext } from './steering.schema.js';
import { sentBy } from './sent-by.js';
import { BackfillDto, instant, PauseDto, ReasonDto } from './steering.dto.js';

const REASON = '{ "reason": "…" }';

/** What is decided over single slots and executions; each on record with who asked. */
@AdminRoutes()
export class SteeringController {
  constructor(
    @Inject(CronJobManager) private readonly manager: ICronJobManager,
    private readonly reply: HttpReply,
  ) {}

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
    const id = executionIdOf(request);
    const { reason } = await readBody(ReasonDto, request, REASON);
    const cancelled = await this.manager.cancel(id, { reason, ...sentBy(request) });
    return this.reply.send(response, 202, cancelled);
  }

  @Post([':jobName/pause', 'jobs/:jobName/pause'])
  @Requires('pause')
  @Describe({
    summary: 'Lets no slot of a job run',
    body: PauseDto,
    answer: paused,
    problems: ['observed-job', 'system-job', 'impossible-value'],
  })
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
  @Describe({ summary: 'Lets slots run again', body: ReasonDto, answer: resumed, problems: ['observed-job'] })
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
  @Describe({
    summary: 'Lets the next slot of a job pass',
    body: ReasonDto,
    answer: skippedNext,
    problems: ['no-slot', 'observed-job', 'system-job'],
  })
  async skipNext(
    @Req() request: AdminRequest,
    @Res() response: unknown,
  ): Promise<{ jobName: string; slot: Date }> {
    const jobName = jobNameOf(request);
    const { reason } = await readBody(ReasonDto, request, REASON);
    const slot = await this.manager.skipNext(jobName, { reason, ...sentBy(request) });
    return this.reply.send(response, 200, { jobName, slot });
  }

  @Post([':jobName/backfill', 'jobs/:jobName/backfill'])
  @Requires('backfill')
  @Describe({
    summary: 'Runs a job for the slots of a past range',
    body: BackfillDto,
    status: 202,
    answer: backfilled,
    problems: ['backfill-too-large', 'impossible-value', 'observed-job', 'system-job'],
  })
  async backfill(@Req() request: AdminRequest, @Res() response: unknown): Promise<BackfilledRange> {
    const jobName = jobNameOf(request);
    const example = '{ "from": "2026-11-22T00:00:00Z", "to": "2026-11-23T00:00:00Z", "reason": "…" }';
    const { from, to, limit, reason } = await readBody(BackfillDto, request, example);
    const options = { reason, ...(limit !== undefined && { limit }), ...sentBy(request) };
    const range = await this.manager.backfill(jobName, instant(from), instant(to), options);
    return this.reply.send(response, 202, range);
  }
}
