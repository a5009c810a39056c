import { IsOptional } from 'class-validator';
import { AUDIT_ACTIONS, type AuditQuery } from 'nestjs-tracked-cron';
import { instant } from './steering.dto.js';
import { IsInstant, IsJobName, IsText, IsWhole, IsWord } from './validators.js';

/** The query of `GET /audit`, as it is sent: text. */
export class AuditQueryDto {
  @IsOptional() @IsJobName() jobName?: string;
  @IsOptional() @IsText(1, 200) by?: string;
  @IsOptional() @IsWord(AUDIT_ACTIONS) action?: string;
  @IsOptional() @IsText(1, 200) requestId?: string;
  @IsOptional() @IsInstant() from?: string;
  @IsOptional() @IsInstant() to?: string;

  @IsOptional() @IsWhole(1, 200) limit?: string;

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
