import { Get, Inject, Post, Req, Res } from '@nestjs/common';
import {
  CronJobManager,
  type FailureGroup,
  type FailureGroupDetails,
  type FailureGroups,
  type ICronJobManager,
} from 'nestjs-tracked-cron';
import { Requires } from '../access/requires.decorator.js';
import { failuresCsv } from '../insight/failures-csv.js';
import { prefers } from './accepts.js';
import type { AdminRequest } from './admin-request.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { parseQuery } from './execution-query.dto.js';
import {
  FailuresQueryDto,
  IgnoreDto,
  parseFailuresQuery,
  ResolveDto,
  toFailureGroupQuery,
} from './failures.dto.js';
import { HttpReply } from './http-reply.js';
import { parseInstant } from './instant.js';
import { ProblemException } from './problem.exception.js';
import { readBody } from './read-body.js';
import { readDto } from './read-dto.js';
import { sentBy } from './sent-by.js';

const LONGEST_FINGERPRINT = 200;

/** One group takes no parameters. */
class FailureQueryDto {}

/** Failures by the fault that they have in common, and what people decided about it. */
@AdminRoutes()
export class FailuresController {
  constructor(
    @Inject(CronJobManager) private readonly manager: ICronJobManager,
    private readonly reply: HttpReply,
  ) {}

  @Get('reports/failures')
  @Requires('read')
  async list(@Req() request: AdminRequest, @Res() response: unknown): Promise<FailureGroups | string> {
    const sent = parseFailuresQuery(this.reply.urlOf(request).searchParams);
    const dto = await readDto(FailuresQueryDto, 'query', sent);
    const groups = await this.manager.getFailureGroups(toFailureGroupQuery(dto));
    if (!prefers(request, 'text/csv')) return this.reply.send(response, 200, groups);
    return this.reply.sendFile(response, 'failures.csv', failuresCsv(groups.items), 'text/csv');
  }

  @Get('reports/failures/:fingerprint')
  @Requires('read')
  async one(@Req() request: AdminRequest, @Res() response: unknown): Promise<FailureGroupDetails> {
    const fingerprint = fingerprintOf(request);
    await readDto(FailureQueryDto, 'query', parseQuery(this.reply.urlOf(request).searchParams));
    const group = await this.manager.getFailureGroup(fingerprint);
    if (group === null) {
      throw new ProblemException(
        'unknown-failure',
        'No execution that is on record has failed with this fingerprint.',
      );
    }
    return this.reply.send(response, 200, group);
  }

  @Post('reports/failures/:fingerprint/ignore')
  @Requires('acknowledge')
  async ignore(@Req() request: AdminRequest, @Res() response: unknown): Promise<FailureGroup> {
    const fingerprint = fingerprintOf(request);
    const { until, reason } = await readBody(
      IgnoreDto,
      request,
      '{ "reason": "…", "until": "2026-11-30T00:00:00Z" }',
    );
    const end = until === undefined ? {} : { until: parseInstant(until)! };
    const group = await this.manager.ignoreFailures(fingerprint, { reason, ...end, ...sentBy(request) });
    return this.reply.send(response, 200, group);
  }

  @Post('reports/failures/:fingerprint/resolve')
  @Requires('acknowledge')
  async resolve(@Req() request: AdminRequest, @Res() response: unknown): Promise<FailureGroup> {
    const fingerprint = fingerprintOf(request);
    const { release, reason } = await readBody(ResolveDto, request, '{ "reason": "…", "release": "1.4.2" }');
    const mended = release === undefined ? {} : { release };
    const group = await this.manager.resolveFailures(fingerprint, { reason, ...mended, ...sentBy(request) });
    return this.reply.send(response, 200, group);
  }
}

function fingerprintOf(request: AdminRequest): string {
  const fingerprint = request.params?.fingerprint ?? '';
  if (fingerprint.length <= LONGEST_FINGERPRINT && !/\p{Cc}/u.test(fingerprint)) return fingerprint;
  throw new ProblemException('unknown-route', 'A fingerprint is 16 hexadecimal digits.');
}
