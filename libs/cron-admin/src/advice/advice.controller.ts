import { Get, Inject, Req, Res } from '@nestjs/common';
import {
  CronJobManager,
  type DurationDistribution,
  type ExecutionRecord,
  type ICronJobManager,
  type JobName,
} from 'nestjs-tracked-cron';
import { adviceOn, CronAlerts, type ICronAlerts } from 'nestjs-tracked-cron/monitor';
import { Requires } from '../access/requires.decorator.js';
import { Sight } from '../access/sight.js';
import type { AdminRequest } from '../api/admin-request.js';
import { AdminRoutes } from '../api/admin-routes.decorator.js';
import { executionIdOf, unknownExecution } from '../api/execution-id.js';
import { HttpReply } from '../api/http-reply.js';
import { Describe } from '../openapi/describe.decorator.js';
import { changedBefore, incidentsBy, jobOrNull, lastSuccessBefore, logLinesOf } from './advice-reads.js';
import { adviceAnswer, type AdviceAnswer } from './advice.schema.js';
import { incidentAround } from './incident-around.js';

const WEEK_MS = 7 * 24 * 3_600_000;

/** What to do about an execution, and what it can be held against. */
@AdminRoutes()
export class AdviceController {
  constructor(
    @Inject(CronJobManager) private readonly manager: ICronJobManager,
    @Inject(CronAlerts) private readonly alerts: Pick<ICronAlerts, 'getIncidents'>,
    private readonly reply: HttpReply,
    private readonly sight: Sight,
  ) {}

  @Get(':id/advice')
  @Requires('read')
  @Describe({
    summary:
      'What to do about an execution, its last success, what changed since, and the incident it belongs to',
    answer: adviceAnswer,
  })
  async advice(@Req() request: AdminRequest, @Res() response: unknown): Promise<AdviceAnswer> {
    const id = executionIdOf(request);
    const execution = await this.manager.getExecution(id);
    if (execution === null) throw unknownExecution(id);
    const lastSuccess = await lastSuccessBefore(this.manager, execution);
    const shown = this.sight.execution(request, execution);
    const showsLogs = !this.sight.hides(request, 'logs');
    const [surroundings, own, lines] = await Promise.all([
      this.surroundings(request, execution, lastSuccess),
      showsLogs ? logLinesOf(this.manager, execution) : null,
      showsLogs ? logLinesOf(this.manager, lastSuccess) : null,
    ]);
    const { job, ...around } = surroundings;
    return this.reply.send(response, 200, {
      executionId: id,
      // a hint quotes no more of an error than is shown of it
      ...adviceOn(shown, job),
      lastSuccess: lastSuccess && this.sight.execution(request, lastSuccess),
      logLines: { own, lastSuccess: lines },
      ...around,
    });
  }

  /** Of another environment only executions are known here. */
  private async surroundings(
    request: AdminRequest,
    execution: ExecutionRecord,
    lastSuccess: ExecutionRecord | null,
  ): Promise<Surroundings> {
    if (execution.environment !== this.manager.environment) return NOTHING;
    const [job, changed, incidents, usual] = await Promise.all([
      jobOrNull(this.manager, execution.jobName),
      changedBefore(this.manager, execution, lastSuccess, this.sight.within(request)),
      incidentsBy(this.alerts, execution),
      this.usual(execution),
    ]);
    const incident = incidentAround(execution, incidents);
    return {
      job,
      changed,
      usual,
      incident: incident && { id: incident.id, state: incident.state, severity: incident.severity },
    };
  }

  private async usual({ jobName, createdAt }: ExecutionRecord): Promise<DurationDistribution | null> {
    const from = new Date(createdAt.getTime() - WEEK_MS);
    return (await this.manager.getStatistics({ jobName: jobName as JobName, from, to: createdAt })).total
      .duration;
  }
}

type Surroundings = Pick<AdviceAnswer, 'changed' | 'incident' | 'usual'> & {
  readonly job: Awaited<ReturnType<typeof jobOrNull>>;
};

const NOTHING: Surroundings = { job: null, changed: [], incident: null, usual: null };
