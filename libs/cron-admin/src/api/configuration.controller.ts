import { Get, Inject, Patch, Req, Res } from '@nestjs/common';
import {
  CronJobManager,
  TrackedCronError,
  type ConfigurationChange,
  type EditedOverride,
  type ICronJobManager,
  type JobName,
} from 'nestjs-tracked-cron';
import { Requires } from '../access/requires.decorator.js';
import { Describe } from '../openapi/describe.decorator.js';
import { items } from '../openapi/schema.js';
import type { AdminRequest } from './admin-request.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { ConfigurationDto, ConfigurationQueryDto, patchOf } from './configuration.dto.js';
import { configurationChange, editedOverride, IF_MATCH } from './configuration.schema.js';
import { parseQuery } from './execution-query.dto.js';
import { HttpReply } from './http-reply.js';
import { jobNameOf } from './job-name.js';
import { ProblemException } from './problem.exception.js';
import { readBody } from './read-body.js';
import { readDto } from './read-dto.js';
import { sentBy } from './sent-by.js';
import { instant } from './steering.dto.js';
import { readIfMatch, versionTag } from './version-tag.js';

const EXAMPLE = '{ "timeout": "30s", "reason": "…", "until": "2026-11-23T02:00:00Z" }';

/** What is put in place of the code of jobs that are deployed. */
@AdminRoutes()
export class ConfigurationController {
  constructor(
    @Inject(CronJobManager) private readonly manager: ICronJobManager,
    private readonly reply: HttpReply,
  ) {}

  @Patch([':jobName/config', 'jobs/:jobName/config'])
  @Requires('configure')
  @Describe({
    summary: "Puts values in place of those of a job's code",
    query: ConfigurationQueryDto,
    body: ConfigurationDto,
    headers: { 'If-Match': IF_MATCH },
    answer: configurationChange,
    answerHeaders: { ETag: 'The version afterwards.' },
    problems: [
      'version-conflict',
      'precondition-required',
      'override-refused',
      'impossible-value',
      'observed-job',
      'system-job',
    ],
  })
  async configure(@Req() request: AdminRequest, @Res() response: unknown): Promise<ConfigurationChange> {
    const jobName = jobNameOf(request);
    const query = parseQuery(this.reply.urlOf(request).searchParams);
    const dryRun = (await readDto(ConfigurationQueryDto, 'query', query)).dryRun === 'true';
    const body = await readBody(ConfigurationDto, request, EXAMPLE);
    const ifVersion = readIfMatch(request, !dryRun);
    const until = body.until === undefined ? undefined : instant(body.until);
    const change = await this.unlessOvertaken(jobName, () =>
      this.manager.configure(jobName, patchOf(body), {
        dryRun,
        ...(ifVersion !== undefined && { ifVersion }),
        ...(until && { until }),
        ...(body.reason !== undefined && { reason: body.reason }),
        ...sentBy(request),
      }),
    );
    return this.reply.send(response, 200, change, versionTag(change.version));
  }

  @Get('jobs/:jobName/config')
  @Requires('read')
  @Describe({
    summary: "Who changed what of a job's configuration, the last change first",
    answer: items(editedOverride),
  })
  async edits(
    @Req() request: AdminRequest,
    @Res() response: unknown,
  ): Promise<{ items: readonly EditedOverride[] }> {
    const items = await this.manager.getConfigurationEdits(jobNameOf(request));
    return this.reply.send(response, 200, { items });
  }

  /** Whom somebody else was faster than is shown what is there now. */
  private async unlessOvertaken<Result>(jobName: JobName, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof TrackedCronError) || error.code !== 'VERSION_CONFLICT') throw error;
      const current = await this.manager.getJob(jobName);
      throw new ProblemException('version-conflict', error.message, {
        current,
        headers: versionTag(current.version),
      });
    }
  }
}
