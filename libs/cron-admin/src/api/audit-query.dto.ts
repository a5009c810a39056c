import { IsOptional } from 'class-validator';
import { AUDIT_ACTIONS, type AuditQuery } from 'nestjs-tracked-cron';
import { instant } from './steering.dto.js';
import { IsInstant, IsOne, IsText, IsWord, JOB_NAME } from './validators.js';

/** The query of `GET /audit`, as it is sent: text. */
export class AuditQueryDto {
  @IsOptional()
  @IsOne('a job name: 1 to 120 of A-Z a-z 0-9 _ . : -', (text) => JOB_NAME.test(text))
  jobName?: string;

  @IsOptional() @IsText(1, 200) by?: string;
  @IsOptional() @IsWord(AUDIT_ACTIONS) action?: string;
  @IsOptional() @IsText(1, 200) requestId?: string;
  @IsOptional() @IsInstant() from?: string;
  @IsOptional() @IsInstant() to?: string;

  @IsOptional()
  @IsOne(
    'a number from 1 to 200',
    (text) => /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= 200,
  )
  limit?: string;

  @IsOptional() @IsText(1, 2000) cursor?: string;
}

/** The same, for the manager. */
export function toAuditQuery({ from, to, limit, ...rest }: AuditQueryDto): AuditQuery {
  return {
    ...rest,
    ...(from !== undefined && { from: instant(from) }),
    ...(to !== undefined && { to: instant(to) }),
    ...(limit !== undefined && { limit: Number(limit) }),
  };
}
