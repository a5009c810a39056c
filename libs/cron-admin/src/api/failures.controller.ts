import { Get, Inject, Post, Req, Res } from '@nestjs/common';
import {
  CronJobManager,
  type FailureGroup,
  type FailureGroupDetails,
  type FailureGroups,
  type ICronJobManager,
} from 'nestjs-tracked-cron';
import { Requires } from '../access/requires.decorator.js';
import { LeavesOutOfScope } from '../access/scoped.decorator.js';
import { Sight } from '../access/sight.js';
import { Answers } from '../cache/answers.js';
import { failuresCsv } from '../insight/failures-csv.js';
import { Describe } from '../openapi/describe.decorator.js';
import { prefers } from './accepts.js';
import type { AdminRequest } from './admin-request.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import {
  FailuresQueryDto,
  IgnoreDto,
  parseFailuresQuery,
  ResolveDto,
  toFailureGroupQuery,
} from './failures.dto.js';
import { failureGroup, failureGroupDetails, failureGroups } from './failures.schema.js';
import { HttpReply } from './http-reply.js';
import { parseInstant } from './instant.js';
import { ProblemException } from './problem.exception.js';
import { readBody } from './read-body.js';
import { readDto } from './read-dto.js';
import { sentBy } from './sent-by.js';
import { LONGEST_FINGERPRINT } from './validators.js';

/** Counted anew for each; what is decided about them is seen at once. */
const FAILURES = { name: 'failures', changes: ['job'], ttl: 5_000 } as const;

/** Failures by the fault that they have in common, and what people decided about it. */
@AdminRoutes()
export class FailuresController {
  constructor(
    @Inject(CronJobManager) private readonly manager: ICronJobManager,
    private readonly reply: HttpReply,
    private readonly sight: Sight,
    private readonly answers: Answers,
  ) {}

  @Get('reports/failures')
  @Requires('read')
  @Describe({
    summary: 'Failures by the fault that they have in common',
    query: FailuresQueryDto,
    answer: failureGroups,
    alsoAs: 'text/csv',
  })
  @LeavesOutOfScope()
  async list(@Req() request: AdminRequest, @Res() response: unknown): Promise<FailureGroups | string> {
    this.assertMaySee(request);
    const sent = parseFailuresQuery(this.reply.urlOf(request).searchParams);
    const dto = await readDto(FailuresQueryDto, 'query', sent);
    const query = { ...toFailureGroupQuery(dto), ...this.sight.within(request) };
    const question = { ...FAILURES, parameters: { ...dto, ...this.sight.within(request) } };
    const groups = await this.answers.get(question, () => this.manager.getFailureGroups(query));
    if (!prefers(request, 'text/csv')) return this.reply.sendKept(request, response, groups);
    return this.reply.sendFile(response, 'failures.csv', failuresCsv(groups.items), 'text/csv');
  }

  @Get('reports/failures/:fingerprint')
  @Requires('read')
  @Describe({
    summary: 'One fault, with its newest executions',
    answer: failureGroupDetails,
  })
  @LeavesOutOfScope()
  async one(@Req() request: AdminRequest, @Res() response: unknown): Promise<FailureGroupDetails> {
    this.assertMaySee(request);
    const fingerprint = fingerprintOf(request);
    const group = await this.manager.getFailureGroup(fingerprint, this.sight.within(request));
    if (group === null) {
      throw new ProblemException(
        'unknown-failure',
        'No execution that is on record has failed with this fingerprint.',
      );
    }
    const executions = group.executions.map((execution) => this.sight.execution(request, execution));
    return this.reply.send(response, 200, { ...group, executions });
  }

  @Post('reports/failures/:fingerprint/ignore')
  @Requires('acknowledge')
  @Describe({
    summary: 'Nobody wants to hear of a fault',
    body: IgnoreDto,
    answer: failureGroup,
    problems: ['impossible-value'],
  })
  @LeavesOutOfScope()
  async ignore(@Req() request: AdminRequest, @Res() response: unknown): Promise<FailureGroup> {
    this.assertMaySee(request);
    const fingerprint = fingerprintOf(request);
    const { until, reason } = await readBody(
      IgnoreDto,
      request,
      '{ "reason": "…", "until": "2026-11-30T00:00:00Z" }',
    );
    const end = until === undefined ? {} : { until: parseInstant(until)! };
    const options = { reason, ...end, ...sentBy(request), ...this.sight.within(request) };
    const group = await this.manager.ignoreFailures(fingerprint, options);
    return this.reply.send(response, 200, group);
  }

  @Post('reports/failures/:fingerprint/resolve')
  @Requires('acknowledge')
  @Describe({
    summary: 'A fault is mended; should it show again, that is a regression',
    body: ResolveDto,
    answer: failureGroup,
    problems: ['impossible-value'],
  })
  @LeavesOutOfScope()
  async resolve(@Req() request: AdminRequest, @Res() response: unknown): Promise<FailureGroup> {
    this.assertMaySee(request);
    const fingerprint = fingerprintOf(request);
    const { release, reason } = await readBody(ResolveDto, request, '{ "reason": "…", "release": "1.4.2" }');
    const mended = release === undefined ? {} : { release };
    const options = { reason, ...mended, ...sentBy(request), ...this.sight.within(request) };
    const group = await this.manager.resolveFailures(fingerprint, options);
    return this.reply.send(response, 200, group);
  }

  /** A group is known by the words of its errors. */
  private assertMaySee(request: AdminRequest): void {
    this.sight.assertShown(request, 'error', 'read errors');
  }
}

function fingerprintOf(request: AdminRequest): string {
  const fingerprint = request.params?.fingerprint ?? '';
  if (fingerprint.length <= LONGEST_FINGERPRINT && !/\p{Cc}/u.test(fingerprint)) return fingerprint;
  throw new ProblemException('unknown-route', 'A fingerprint is 16 hexadecimal digits.');
}
