import { IsOptional } from 'class-validator';
import type { CountedWindow, JobsBy, StatisticsQuery } from 'nestjs-tracked-cron';
import { IsWhole, IsWord } from '../api/validators.js';
import { CountedQueryDto } from '../api/stats-query.dto.js';

const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;
const MOST_ITEMS = 10_000;
/** Lines of a report where nobody says how many. */
const DEFAULT_ITEMS = 200;

/** What reports can be sorted by, either direction. */
const REPORT_KEYS = [
  'jobName',
  'runs',
  'successRate',
  'p50',
  'p95',
  'p99',
  'max',
  'totalMs',
  'lateness',
  'missed',
  'change',
] as const;

/** One of these; with a minus the highest first. */
export type ReportSort = (typeof REPORT_KEYS)[number] | `-${(typeof REPORT_KEYS)[number]}`;

/** The query of a report, as it is sent. */
export class ReportQueryDto extends CountedQueryDto {
  @IsOptional() @IsWhole(1, MOST_ITEMS) limit?: string;
}

/** The query of `GET /reports/performance`, as it is sent. */
export class PerformanceQueryDto extends ReportQueryDto {
  @IsOptional() @IsWord([...REPORT_KEYS, ...REPORT_KEYS.map((key) => `-${key}`)]) sort?: ReportSort;
}

const JOBS_BY: readonly JobsBy[] = ['group', 'owner'];

/** The query of `GET /reports/groups`, as it is sent. */
export class GroupsQueryDto extends ReportQueryDto {
  @IsWord(JOBS_BY) groupBy!: JobsBy;
}

/** What was counted of a window, line by line. */
export interface CountedLines<Line> extends CountedWindow {
  readonly items: readonly Line[];
}

/** A window, and the one of the same length before it. */
export interface ComparedWindows<Line> {
  readonly now: CountedLines<Line>;
  readonly before: CountedLines<Line>;
}

/** Reads what two windows came to. Without `from` and `to`, the last seven days, from the beginning of an hour on. */
export async function comparedWindows<Line>(
  query: StatisticsQuery,
  statisticsOf: (query: StatisticsQuery) => Promise<CountedLines<Line>>,
  clock: () => number,
): Promise<ComparedWindows<Line>> {
  // to the second, so that reports that are asked for together ask the same
  const to = Math.min(query.to?.getTime() ?? Infinity, Math.floor(clock() / 1_000) * 1_000);
  const from = query.from?.getTime() ?? Math.floor((to - WEEK_MS) / HOUR_MS) * HOUR_MS;
  const earlier = Math.max(0, from - Math.max(to - from, 1));
  const [now, before] = await Promise.all([
    // an end that nobody gave is left to the manager, whose clock is the database's
    statisticsOf({ ...query, from: new Date(from) }),
    statisticsOf({ ...query, from: new Date(earlier), to: new Date(from) }),
  ]);
  return { now, before };
}

/** How many lines are answered. */
export function limitOf({ limit }: ReportQueryDto): number {
  return limit === undefined ? DEFAULT_ITEMS : Number(limit);
}
