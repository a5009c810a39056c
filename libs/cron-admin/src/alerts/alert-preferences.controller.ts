import { Get, Inject, Put, Req, Res } from '@nestjs/common';
import { CronJobManager, TrackedCronError, type ICronJobManager } from 'nestjs-tracked-cron';
import {
  CronAlerts,
  PREFERENCE_KINDS,
  type AlertPreference,
  type ICronAlerts,
} from 'nestjs-tracked-cron/monitor';
import { traitsOfRecord } from '../access/job-target.js';
import { Requires } from '../access/requires.decorator.js';
import { LeavesOutOfScope } from '../access/scoped.decorator.js';
import { Sight } from '../access/sight.js';
import type { AdminRequest } from '../api/admin-request.js';
import { AdminRoutes } from '../api/admin-routes.decorator.js';
import { IF_MATCH } from '../api/configuration.schema.js';
import { HttpReply } from '../api/http-reply.js';
import { ProblemException } from '../api/problem.exception.js';
import { readBody } from '../api/read-body.js';
import { sentBy } from '../api/sent-by.js';
import { instant } from '../api/steering.dto.js';
import { JOB_NAME } from '../api/validators.js';
import { readIfMatch, versionTag } from '../api/version-tag.js';
import { Describe } from '../openapi/describe.decorator.js';
import { items } from '../openapi/schema.js';
import { AlertPreferenceDto } from './alerting.dto.js';
import { heldPreference } from './alerting.schema.js';

const EXAMPLE = '{ "value": true, "until": "2026-11-23T08:00:00Z", "reason": "…" }';

/** What people want to be told, over what the code says; each with who, why and until when. */
@AdminRoutes()
export class AlertPreferencesController {
  constructor(
    @Inject(CronAlerts) private readonly alerts: ICronAlerts,
    @Inject(CronJobManager) private readonly manager: Pick<ICronJobManager, 'getJobs'>,
    private readonly reply: HttpReply,
    private readonly sight: Sight,
  ) {}

  @Get('alerts/preferences')
  @Requires('read')
  @Describe({ summary: 'Preferences that hold, by key', answer: items(heldPreference) })
  @LeavesOutOfScope()
  async all(
    @Req() request: AdminRequest,
    @Res() response: unknown,
  ): Promise<{ items: readonly AlertPreference[] }> {
    const all = await this.alerts.getPreferences();
    return this.reply.send(response, 200, { items: await this.ofScope(request, all) });
  }

  @Put('alerts/preferences/:key')
  @Requires('configure')
  @Describe({
    summary: 'Sets a preference, or gives it back to the code',
    body: AlertPreferenceDto,
    headers: { 'If-Match': IF_MATCH },
    answer: heldPreference,
    answerHeaders: { ETag: 'The revision afterwards.' },
    problems: [
      'unknown-preference',
      'unknown-job',
      'impossible-value',
      'precondition-required',
      'version-conflict',
    ],
  })
  @LeavesOutOfScope()
  async set(@Req() request: AdminRequest, @Res() response: unknown): Promise<AlertPreference> {
    const key = keyOf(request);
    await this.sight.assertMayDo(request, 'configure', mutedJob(key));
    const { value, until, reason } = await readBody(AlertPreferenceDto, request, EXAMPLE);
    const ifRevision = readIfMatch(request, true);
    const left = await this.unlessOvertaken(key, () =>
      this.alerts.setPreference(key, value, {
        ...(until !== undefined && { until: instant(until) }),
        ...(reason !== undefined && { reason }),
        ...(ifRevision !== undefined && { ifRevision }),
        ...sentBy(request),
      }),
    );
    return this.reply.send(response, 200, left, versionTag(left.revision));
  }

  /** Of who has a scope these are the mutes of single jobs in it; all else is about more. */
  private async ofScope(
    request: AdminRequest,
    all: readonly AlertPreference[],
  ): Promise<readonly AlertPreference[]> {
    if (this.sight.within(request).within === undefined) return all;
    const jobs = this.sight.only(request, await this.manager.getJobs(), traitsOfRecord);
    const names = new Set<string>(jobs.map(({ jobName }) => jobName));
    return all.filter(({ key }) => names.has(mutedJob(key) ?? ''));
  }

  /** Whom somebody else was faster than is shown what is there now. */
  private async unlessOvertaken<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof TrackedCronError) || error.code !== 'VERSION_CONFLICT') throw error;
      const current = (await this.alerts.getPreferences()).find((one) => one.key === key) ?? null;
      const headers = versionTag(current?.revision ?? 0);
      throw new ProblemException('version-conflict', error.message, { current, headers });
    }
  }
}

/** The one job that a preference is about; undefined where it is about more, or about none. */
function mutedJob(key: string): string | undefined {
  const name = key.startsWith('mute:') ? key.slice('mute:'.length) : '';
  return JOB_NAME.test(name) ? name : undefined;
}

function keyOf(request: AdminRequest): string {
  const key = request.params?.key ?? '';
  const [kind, ...rest] = key.split(':');
  const isKnown = PREFERENCE_KINDS.some((one) => one === kind);
  if (isKnown && (kind === 'quietHours') === (rest.length === 0)) return key;
  throw new ProblemException(
    'unknown-preference',
    'There is no such preference: write mute:<job>, channel:<name>, window:<name>, route:<name> or quietHours.',
  );
}
