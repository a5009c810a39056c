import { IsOptional } from 'class-validator';
import { LOG_LEVELS, type LogLevel, type LogQuery } from 'nestjs-tracked-cron';
import { IsOne, IsText, IsWord } from './validators.js';

/** The query of `GET /:id/logs`, as it is sent: text. */
export class LogQueryDto {
  @IsOptional()
  @IsOne("an earlier answer's page.next", (text) => /^\d{1,9}\.\d{1,9}$/.test(text))
  after?: string;

  @IsOptional() @IsWord(LOG_LEVELS) level?: LogLevel;
  @IsOptional() @IsText(1, 200) search?: string;

  @IsOptional()
  @IsOne(
    'a number from 1 to 1000',
    (text) => /^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= 1_000,
  )
  limit?: string;
}

/** The same, for the manager. */
export function toLogQuery({ limit, ...rest }: LogQueryDto): LogQuery {
  return { ...rest, ...(limit !== undefined && { limit: Number(limit) }) };
}
