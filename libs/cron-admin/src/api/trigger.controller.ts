import { Inject, Post, Req, Res } from '@nestjs/common';
import { CronJobManager, type TriggeredExecution, type TriggerOptions } from 'nestjs-tracked-cron';
import { principalOf } from '../access/access.guard.js';
import { Requires } from '../access/requires.decorator.js';
import type { AdminRequest } from './admin-request.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { parseQuery } from './execution-query.dto.js';
import { HttpReply } from './http-reply.js';
import { jobNameOf } from './job-name.js';
import { readDto } from './read-dto.js';
import { readIdempotencyKey, readTriggerBody, TriggerQueryDto } from './trigger.dto.js';

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
    const jobName: string = jobNameOf(request);
    const idempotencyKey = readIdempotencyKey(request);
    const query = parseQuery(this.reply.urlOf(request).searchParams);
    const { overlap } = await readDto(TriggerQueryDto, 'query', query);
    const { parameters, reason, force } = await readTriggerBody(request);
    const by = principalOf(request)?.name;
    const execution = await this.manager.triggerManually(jobName, {
      parameters,
      reason,
      by,
      idempotencyKey,
      ...(force !== undefined && { force }),
      ...(overlap !== undefined && { overlap }),
    });
    const mount = this.reply.urlOf(request).pathname.replace(/\/$/, '').split('/').slice(0, -depth);
    const Location = [...mount, execution.executionId].join('/');
    return this.reply.send(response, 202, execution, { Location });
  }
}
