import { Inject, Post, Req, Res } from '@nestjs/common';
import { CronJobManager, type TriggeredExecution, type TriggerOptions } from 'nestjs-tracked-cron';
import { Requires } from '../access/requires.decorator.js';
import { Describe, type RouteDescription } from '../openapi/describe.decorator.js';
import type { AdminRequest } from './admin-request.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { parseQuery } from './execution-query.dto.js';
import { HttpReply } from './http-reply.js';
import { triggered } from './steering.schema.js';
import { sentBy } from './sent-by.js';
import { jobNameOf } from './job-name.js';
import { readDto } from './read-dto.js';
import {
  IDEMPOTENCY_KEY,
  readIdempotencyKey,
  readTriggerBody,
  TriggerDto,
  TriggerQueryDto,
} from './trigger.dto.js';

/** The manager's own knows the host's job names by type; which one is asked for, only the request says. */
interface AnyJobTrigger {
  triggerManually(jobName: string, options: TriggerOptions): Promise<TriggeredExecution>;
}

const START: RouteDescription<TriggeredExecution> = {
  summary: 'Starts a job',
  query: TriggerQueryDto,
  body: TriggerDto,
  headers: { 'Idempotency-Key': IDEMPOTENCY_KEY },
  status: 202,
  answer: triggered,
  answerHeaders: { Location: 'Where the execution is.' },
  problems: ['invalid-parameters', 'job-in-flight', 'frozen', 'concurrency-limit', 'observed-job'],
};

/** Starts a job by hand. */
@AdminRoutes()
export class TriggerController {
  constructor(
    @Inject(CronJobManager) private readonly manager: AnyJobTrigger,
    private readonly reply: HttpReply,
  ) {}

  @Post('jobs/:jobName/trigger')
  @Requires('trigger')
  @Describe(START)
  triggerJob(@Req() request: AdminRequest, @Res() response: unknown): Promise<TriggeredExecution> {
    return this.start(request, response, 3);
  }

  @Post(':jobName/trigger')
  @Requires('trigger')
  @Describe(START)
  trigger(@Req() request: AdminRequest, @Res() response: unknown): Promise<TriggeredExecution> {
    return this.start(request, response, 2);
  }

  /** @param depth how many segments the route has below the mount path */
  private async start(request: AdminRequest, response: unknown, depth: number): Promise<TriggeredExecution> {
    const jobName: string = jobNameOf(request);
    const idempotencyKey = readIdempotencyKey(request);
    const query = parseQuery(this.reply.urlOf(request).searchParams);
    const { overlap } = await readDto(TriggerQueryDto, 'query', query);
    const { parameters, reason, force } = await readTriggerBody(request);
    const execution = await this.manager.triggerManually(jobName, {
      parameters,
      reason,
      idempotencyKey,
      ...sentBy(request),
      ...(force !== undefined && { force }),
      ...(overlap !== undefined && { overlap }),
    });
    // relative to what was asked for: only the client knows what a proxy has taken off its path
    const up = depth - (this.reply.urlOf(request).pathname.endsWith('/') ? 0 : 1);
    const Location = `${'../'.repeat(up)}${execution.executionId}`;
    return this.reply.send(response, 202, execution, { Location });
  }
}
