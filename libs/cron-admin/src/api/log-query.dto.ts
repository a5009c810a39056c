import { IsOptional } from 'class-validator';
import { LOG_LEVELS, type LogLevel, type LogQuery } from 'nestjs-tracked-cron';
import { IsOne, IsText, IsWhole, IsWord } from './validators.js';

const PLACE = /^\d{1,9}\.\d{1,9}$/;

/** The query of `GET /:id/logs`, as it is sent: text. */
export class LogQueryDto {
  @IsOptional()
  @IsOne("an earlier answer's page.next", (text) => PLACE.test(text), { pattern: PLACE.source })
  after?: string;

  @IsOptional() @IsWord(LOG_LEVELS) level?: LogLevel;
  @IsOptional() @IsText(1, 200) search?: string;
  @IsOptional() @IsWhole(1, 1_000) limit?: string;
}

/** The same, for the manager. */
export function toLogQuery({ limit, ...rest }: LogQueryDto): LogQuery {
  return { ...rest, ...(limit !== undefined && { limit: Number(limit) }) };
}
