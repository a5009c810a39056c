import { Get, Inject, Req, Res } from '@nestjs/common';
import { CronJobManager, type ICronJobManager, type StatisticsQuery } from 'nestjs-tracked-cron';
import { Requires } from '../access/requires.decorator.js';
import { LeavesOutOfScope } from '../access/scoped.decorator.js';
import { Sight } from '../access/sight.js';
import { prefers } from '../api/accepts.js';
import type { AdminRequest } from '../api/admin-request.js';
import { AdminRoutes } from '../api/admin-routes.decorator.js';
import { parseQuery } from '../api/execution-query.dto.js';
import { Answers } from '../cache/answers.js';
import { HttpReply } from '../api/http-reply.js';
import { readDto } from '../api/read-dto.js';
import { toStatisticsQuery } from '../api/stats-query.dto.js';
import { Describe } from '../openapi/describe.decorator.js';
import { csvOf, type CsvColumn } from './csv.js';
import { groupsColumns, groupsReport, type GroupsReport } from './groups-report.js';
import * as answers from './job-reports.schema.js';
import { PERFORMANCE_COLUMNS, performanceReport, type PerformanceReport } from './performance-report.js';
import { ObjectivesQueryDto, toObjectivesQuery } from './objectives-query.dto.js';
import { OBJECTIVE_COLUMNS, type ShownObjectives } from './objectives-report.js';
import { objectivesReport } from './objectives-report.schema.js';
import {
  comparedWindows,
  GroupsQueryDto,
  limitOf,
  PerformanceQueryDto,
  ReportQueryDto,
  type ComparedWindows,
  type CountedLines,
} from './report-query.dto.js';
import { TREND_COLUMNS, trendsReport, type TrendsReport } from './trends.js';

/** They change with every execution, and are counted once a minute. */
const REPORTS = { changes: [], ttl: 20_000 } as const;
const BY_JOB = { name: 'by-job', changes: [], ttl: 1_000, here: true } as const;

/** Reads what was asked for of two windows. */
type Compare = <Line>(
  statisticsOf: (query: StatisticsQuery) => Promise<CountedLines<Line>>,
) => Promise<ComparedWindows<Line>>;

/** How jobs do against the period before: as JSON, or as a table for spreadsheets where `Accept` says `text/csv`. */
@AdminRoutes()
export class JobReportsController {
  constructor(
    @Inject(CronJobManager) private readonly manager: ICronJobManager,
    private readonly reply: HttpReply,
    private readonly sight: Sight,
    private readonly answers: Answers,
  ) {}

  @Get('reports/performance')
  @Requires('read')
  @Describe({
    summary: 'Every job with its durations against the period before',
    query: PerformanceQueryDto,
    answer: answers.performanceReport,
    alsoAs: 'text/csv',
    problems: ['unknown-job', 'impossible-value'],
  })
  @LeavesOutOfScope()
  async performance(
    @Req() request: AdminRequest,
    @Res() response: unknown,
  ): Promise<PerformanceReport | string> {
    const dto = await readDto(PerformanceQueryDto, 'query', this.queryOf(request));
    const report = await this.kept('performance', request, dto, async (compared) =>
      performanceReport(await compared(this.byJob), dto.sort ?? '-p95', limitOf(dto)),
    );
    return this.send(request, response, 'performance', report, PERFORMANCE_COLUMNS);
  }

  @Get('reports/trends')
  @Requires('read')
  @Describe({
    summary: 'What has changed against the period before, in words',
    query: ReportQueryDto,
    answer: answers.trendsReport,
    alsoAs: 'text/csv',
    problems: ['unknown-job', 'impossible-value'],
  })
  @LeavesOutOfScope()
  async trends(@Req() request: AdminRequest, @Res() response: unknown): Promise<TrendsReport | string> {
    const dto = await readDto(ReportQueryDto, 'query', this.queryOf(request));
    const report = await this.kept('trends', request, dto, async (compared) =>
      trendsReport(await compared(this.byJob), limitOf(dto)),
    );
    return this.send(request, response, 'trends', report, TREND_COLUMNS);
  }

  @Get('reports/groups')
  @Requires('read')
  @Describe({
    summary: 'Every group, or every owner, with all its jobs together against the period before',
    query: GroupsQueryDto,
    answer: answers.groupsReport,
    alsoAs: 'text/csv',
    problems: ['unknown-job', 'impossible-value'],
  })
  @LeavesOutOfScope()
  async groups(@Req() request: AdminRequest, @Res() response: unknown): Promise<GroupsReport | string> {
    const dto = await readDto(GroupsQueryDto, 'query', this.queryOf(request));
    const { groupBy } = dto;
    const statisticsOf = (query: StatisticsQuery) => this.manager.getStatisticsBy(groupBy, query);
    const report = await this.kept('groups', request, dto, async (compared) =>
      groupsReport(groupBy, await compared(statisticsOf), limitOf(dto)),
    );
    return this.send(request, response, `${groupBy}s`, report, groupsColumns(groupBy));
  }

  /** The page asks for both reports that stand on it at the same time: they are read once. */
  private readonly byJob = (query: StatisticsQuery) =>
    this.answers.get({ ...BY_JOB, parameters: { ...query } }, () => this.manager.getStatisticsByJob(query));

  @Get('reports/objectives')
  @Requires('read')
  @Describe({
    summary: 'How jobs, groups or owners stand with their objectives: budget and burn',
    query: ObjectivesQueryDto,
    answer: objectivesReport,
    alsoAs: 'text/csv',
    problems: ['unknown-job'],
  })
  @LeavesOutOfScope()
  async objectives(
    @Req() request: AdminRequest,
    @Res() response: unknown,
  ): Promise<ShownObjectives | string> {
    const dto = await readDto(ObjectivesQueryDto, 'query', this.queryOf(request));
    await this.sight.assertKnown(request, dto.jobName);
    const within = this.sight.within(request);
    const question = { ...REPORTS, name: 'objectives', parameters: { ...dto, ...within } };
    const report = await this.answers.get(question, async (): Promise<ShownObjectives> => {
      const { items, ...counted } = await this.manager.getObjectives({
        ...toObjectivesQuery(dto),
        ...within,
      });
      return { ...counted, items: items.slice(0, limitOf(dto)), total: items.length };
    });
    return this.send(request, response, 'objectives', report, OBJECTIVE_COLUMNS);
  }

  private async kept<Report>(
    name: string,
    request: AdminRequest,
    dto: ReportQueryDto,
    reportOn: (compared: Compare) => Promise<Report>,
  ): Promise<Report> {
    await this.sight.assertKnown(request, dto.jobName);
    const within = this.sight.within(request);
    const question = { ...REPORTS, name, parameters: { ...dto, ...within } };
    const query = { ...toStatisticsQuery(dto), ...within };
    return this.answers.get(question, () =>
      reportOn((statisticsOf) => comparedWindows(query, statisticsOf, Date.now)),
    );
  }

  private queryOf(request: AdminRequest): Record<string, unknown> {
    return parseQuery(this.reply.urlOf(request).searchParams);
  }

  private send<Row, Report extends { readonly to: Date; readonly items: readonly Row[] }>(
    request: AdminRequest,
    response: unknown,
    name: string,
    report: Report,
    columns: readonly CsvColumn<Row>[],
  ): Report | string {
    if (!prefers(request, 'text/csv')) return this.reply.sendKept(request, response, report);
    const file = `${name}-${report.to.toISOString().slice(0, 10)}.csv`;
    return this.reply.sendFile(response, file, csvOf(columns, report.items), 'text/csv');
  }
}
