import { IsOptional } from 'class-validator';
import type { JobName, StatisticsBucket, StatisticsQuery } from 'nestjs-tracked-cron';
import { parseInstant } from './instant.js';
import { IsInstant, IsJobName, IsText, IsWord } from './validators.js';

const BUCKETS: readonly StatisticsBucket[] = ['hour', 'day', 'none'];

/** Whose executions are counted, and when, as it is sent. */
export class CountedQueryDto {
  @IsOptional() @IsJobName() jobName?: string;
  @IsOptional() @IsText(1, 200) group?: string;
  @IsOptional() @IsText(1, 200) owner?: string;
  @IsOptional() @IsInstant() from?: string;
  @IsOptional() @IsInstant() to?: string;
}

/** The query of `GET /stats`, as it is sent. */
export class StatsQueryDto extends CountedQueryDto {
  @IsOptional() @IsWord(BUCKETS) bucket?: StatisticsBucket;
}

/** The same, for the manager. */
export function toStatisticsQuery({
  jobName,
  group,
  owner,
  from,
  to,
  bucket,
}: StatsQueryDto): StatisticsQuery {
  return {
    ...(jobName !== undefined && { jobName: jobName as JobName }),
    ...(group !== undefined && { group }),
    ...(owner !== undefined && { owner }),
    ...(from !== undefined && { from: parseInstant(from)! }),
    ...(to !== undefined && { to: parseInstant(to)! }),
    ...(bucket !== undefined && { bucket }),
  };
}
