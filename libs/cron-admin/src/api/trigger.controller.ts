import { Inject, Post, Req, Res } from '@nestjs/common';
import { CronJobManager, type TriggeredExecution, type TriggerOptions } from 'nestjs-tracked-cron';
import { principalOf } from '../access/access.guard.js';
import { Requires } from '../access/requires.decorator.js';
import { Describe, type RouteDescription } from '../openapi/describe.decorator.js';
import type { AdminRequest } from './admin-request.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { HttpReply } from './http-reply.js';
import { ProblemException } from './problem.exception.js';
import { triggered } from './steering.schema.js';
import { IDEMPOTENCY_KEY, readIdempotencyKey, readTriggerBody, TriggerDto } from './trigger.dto.js';
import { JOB_NAME } from './validators.js';

/** The manager's own knows the host's job names by type; which one is asked for, only the request says. */
interface AnyJobTrigger {
  triggerManually(jobName: string, options: TriggerOptions): Promise<TriggeredExecution>;
}

const START: RouteDescription<TriggeredExecution> = {
  summary: 'Starts a job',
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
    const jobName = request.params?.jobName ?? '';
    if (!JOB_NAME.test(jobName)) {
      throw new ProblemException('unknown-route', "A job's name is 1 to 120 of A-Z a-z 0-9 _ . : -");
    }
    const idempotencyKey = readIdempotencyKey(request);
    const { parameters, reason, force } = await readTriggerBody(request);
    const by = principalOf(request)?.name;
    const execution = await this.manager.triggerManually(jobName, {
      parameters,
      reason,
      by,
      idempotencyKey,
      ...(force !== undefined && { force }),
    });
    // relative to what was asked for: only the client knows what a proxy has taken off its path
    const up = depth - (this.reply.urlOf(request).pathname.endsWith('/') ? 0 : 1);
    const Location = `${'../'.repeat(up)}${execution.executionId}`;
    return this.reply.send(response, 202, execution, { Location });
  }
}
