import { Get, Inject, Req, Res } from '@nestjs/common';
import {
  CronJobManager,
  type Diagnosis,
  type ICronJobManager,
  type InstancesReport,
  type MarksReport,
  type ScalingSignal,
  type StorageReport,
} from 'nestjs-tracked-cron';
import { Requires } from '../access/requires.decorator.js';
import { LeavesOutOfScope } from '../access/scoped.decorator.js';
import { Sight } from '../access/sight.js';
import { Answers } from '../cache/answers.js';
import { Describe } from '../openapi/describe.decorator.js';
import type { AdminRequest } from './admin-request.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { diagnosis } from './diagnosis.schema.js';
import { parseQuery } from './execution-query.dto.js';
import { HttpReply } from './http-reply.js';
import { MarksQueryDto, ScalingQueryDto, toMarkQuery, toScalingQuery } from './insight.dto.js';
import { instancesReport } from './instances.schema.js';
import { marksReport } from './marks.schema.js';
import { readDto } from './read-dto.js';
import { scalingSignal } from './scaling.schema.js';
import { storageReport } from './storage.schema.js';

const INSTANCES = { name: 'instances', changes: ['instance'], ttl: 2_000 } as const;
/** Partly about this process: not shared with others. */
const DIAGNOSIS = { name: 'diagnosis', changes: ['job', 'instance'], ttl: 5_000, here: true } as const;
/** Sizes grow with every execution, and nobody minds. */
const STORAGE = { name: 'storage', changes: [], ttl: 5_000, here: true } as const;
const SCALING = { name: 'scaling', changes: ['execution', 'job', 'instance'], ttl: 2_000 } as const;

/** The library itself: who is there, what is wrong with it, how much room it takes, and what changed around the jobs. */
@AdminRoutes()
export class InsightController {
  constructor(
    @Inject(CronJobManager) private readonly manager: ICronJobManager,
    private readonly reply: HttpReply,
    private readonly answers: Answers,
    private readonly sight: Sight,
  ) {}

  @Get('instances')
  @Requires('read')
  @Describe({ summary: 'Who is there, and which definitions they run', answer: instancesReport })
  async instances(@Req() _request: AdminRequest, @Res() response: unknown): Promise<InstancesReport> {
    const report = await this.answers.get(INSTANCES, () => this.manager.getInstances());
    return this.reply.send(response, 200, report);
  }

  @Get('diagnosis')
  @Requires('read')
  @Describe({ summary: 'What somebody has to see to about the library itself', answer: diagnosis })
  async diagnosis(@Req() _request: AdminRequest, @Res() response: unknown): Promise<Diagnosis> {
    return this.reply.send(
      response,
      200,
      await this.answers.get(DIAGNOSIS, () => this.manager.getDiagnosis()),
    );
  }

  @Get('storage')
  @Requires('read')
  @Describe({
    summary: 'How much room the record takes, how fast it grows, when what goes',
    answer: storageReport,
  })
  async storage(@Req() _request: AdminRequest, @Res() response: unknown): Promise<StorageReport> {
    return this.reply.send(response, 200, await this.answers.get(STORAGE, () => this.manager.getStorage()));
  }

  @Get('scaling')
  @Requires('read')
  @Describe({
    summary: 'How many workers the work there is would occupy',
    query: ScalingQueryDto,
    answer: scalingSignal,
  })
  @LeavesOutOfScope()
  async scaling(@Req() request: AdminRequest, @Res() response: unknown): Promise<ScalingSignal> {
    const asked = toScalingQuery(await this.query(ScalingQueryDto, request));
    const query = { ...asked, ...this.sight.within(request) };
    const question = { ...SCALING, parameters: { ...query } };
    return this.reply.send(
      response,
      200,
      await this.answers.get(question, () => this.manager.getScaling(query)),
    );
  }

  @Get('marks')
  @Requires('read')
  @Describe({
    summary: 'What changed: deployments, instances, edits',
    query: MarksQueryDto,
    answer: marksReport,
    problems: ['unknown-job'],
  })
  @LeavesOutOfScope()
  async marks(@Req() request: AdminRequest, @Res() response: unknown): Promise<MarksReport> {
    const query = toMarkQuery(await this.query(MarksQueryDto, request));
    await this.sight.assertKnown(request, query.jobName);
    const marks = await this.manager.getMarks({ ...query, ...this.sight.within(request) });
    return this.reply.send(response, 200, marks);
  }

  private query<Dto extends object>(Dto: new () => Dto, request: AdminRequest): Promise<Dto> {
    return readDto(Dto, 'query', parseQuery(this.reply.urlOf(request).searchParams));
  }
}
