import { Get, Inject, Req, Res } from '@nestjs/common';
import { CronJobManager, type ICronJobManager } from 'nestjs-tracked-cron';
import { Requires } from '../access/requires.decorator.js';
import { prefers } from '../api/accepts.js';
import type { AdminRequest } from '../api/admin-request.js';
import { AdminRoutes } from '../api/admin-routes.decorator.js';
import { parseQuery } from '../api/execution-query.dto.js';
import { HttpReply } from '../api/http-reply.js';
import { readDto } from '../api/read-dto.js';
import { toStatisticsQuery } from '../api/stats-query.dto.js';
import { csvOf, type CsvColumn } from './csv.js';
import { PERFORMANCE_COLUMNS, performanceReport, type PerformanceReport } from './performance-report.js';
import {
  comparedWindows,
  limitOf,
  PerformanceQueryDto,
  ReportQueryDto,
  type ComparedWindows,
} from './report-query.dto.js';
import { TREND_COLUMNS, trendsReport, type TrendsReport } from './trends.js';

/** How jobs do against the period before: as JSON, or as a table for spreadsheets where `Accept` says `text/csv`. */
@AdminRoutes()
export class JobReportsController {
  constructor(
    @Inject(CronJobManager) private readonly manager: ICronJobManager,
    private readonly reply: HttpReply,
  ) {}

  @Get('reports/performance')
  @Requires('read')
  async performance(
    @Req() request: AdminRequest,
    @Res() response: unknown,
  ): Promise<PerformanceReport | string> {
    const dto = await readDto(PerformanceQueryDto, 'query', this.queryOf(request));
    const report = performanceReport(await this.compare(dto), dto.sort ?? '-p95', limitOf(dto));
    return this.send(request, response, 'performance', report, PERFORMANCE_COLUMNS);
  }

  @Get('reports/trends')
  @Requires('read')
  async trends(@Req() request: AdminRequest, @Res() response: unknown): Promise<TrendsReport | string> {
    const dto = await readDto(ReportQueryDto, 'query', this.queryOf(request));
    const report = trendsReport(await this.compare(dto), limitOf(dto));
    return this.send(request, response, 'trends', report, TREND_COLUMNS);
  }

  private compare(dto: ReportQueryDto): Promise<ComparedWindows> {
    return comparedWindows(
      toStatisticsQuery(dto),
      (query) => this.manager.getStatisticsByJob(query),
      Date.now,
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
    if (!prefers(request, 'text/csv')) return this.reply.send(response, 200, report);
    const file = `${name}-${report.to.toISOString().slice(0, 10)}.csv`;
    return this.reply.sendFile(response, file, csvOf(columns, report.items), 'text/csv');
  }
}
