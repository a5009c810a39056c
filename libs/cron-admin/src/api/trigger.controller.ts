import { Inject, Post, Req, Res } from '@nestjs/common';
import { CronJobManager, type TriggeredExecution, type TriggerOptions } from 'nestjs-tracked-cron';
import { Requires } from '../access/requires.decorator.js';
import type { AdminRequest } from './admin-request.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { HttpReply } from './http-reply.js';
import { ProblemException } from './problem.exception.js';
import { sentBy } from './sent-by.js';
import { readIdempotencyKey, readTriggerBody } from './trigger.dto.js';
import { JOB_NAME } from './validators.js';

/** The manager's own knows the host's job names by type; which one is asked for, only the request says. */
interface AnyJobTrigger {
  triggerManually(jobName: string, options: TriggerOptions): Promise<TriggeredExecution>;
}

/** Starts a job by hand. */
@AdminRoutes()
export class TriggerController {
  constructor(
    @Inject(CronJobManager) private readonly manager: AnyJobTrigger,
    private readonly reply: HttpReply,
  ) {}

  @Post('jobs/:jobName/trigger')
  @Requires('trigger')
  triggerJob(@Req() request: AdminRequest, @Res() response: unknown): Promise<TriggeredExecution> {
    return this.start(request, response, 3);
  }

  @Post(':jobName/trigger')
  @Requires('trigger')
  trigger(@Req() request: AdminRequest, @Res() response: unknown): Promise<TriggeredExecution> {
    return this.start(request, response, 2);
  }

  /** @param depth how many segments the route has below the mount path, wherever the host put that */
  private async start(request: AdminRequest, response: unknown, depth: number): Promise<TriggeredExecution> {
    const jobName = request.params?.jobName ?? '';
    if (!JOB_NAME.test(jobName)) {
      throw new ProblemException('unknown-route', "A job's name is 1 to 120 of A-Z a-z 0-9 _ . : -");
    }
    const idempotencyKey = readIdempotencyKey(request);
    const { parameters, reason, force } = await readTriggerBody(request);
    const execution = await this.manager.triggerManually(jobName, {
      parameters,
      reason,
      idempotencyKey,
      ...sentBy(request),
      ...(force !== undefined && { force }),
    });
    const mount = this.reply.urlOf(request).pathname.replace(/\/$/, '').split('/').slice(0, -depth);
    const Location = [...mount, execution.executionId].join('/');
    return this.reply.send(response, 202, execution, { Location });
  }
}
