import { IsOptional } from 'class-validator';
import type { FiresQuery, SlotsQuery } from 'nestjs-tracked-cron';
import { parseInstant } from './instant.js';
import { IsInstant, IsText, IsWhole } from './validators.js';

const MOST = 500;

/** A window of the ledger. */
export class SlotsQueryDto {
  @IsOptional() @IsInstant() from?: string;
  @IsOptional() @IsInstant() to?: string;
  @IsOptional() @IsWhole(1, MOST) limit?: string;
}

/** Due times, also by a schedule that is only being considered. */
export class FiresQueryDto extends SlotsQueryDto {
  @IsOptional() @IsText(1, 500) expression?: string;
  @IsOptional() @IsText(1, 100) timeZone?: string;
}

export function toSlotsQuery({ from, to, limit }: SlotsQueryDto): SlotsQuery {
  return {
    ...(from !== undefined && { from: parseInstant(from)! }),
    ...(to !== undefined && { to: parseInstant(to)! }),
    ...(limit !== undefined && { limit: Number(limit) }),
  };
}

export function toFiresQuery({ expression, timeZone, ...window }: FiresQueryDto): FiresQuery {
  return {
    ...toSlotsQuery(window),
    ...(expression !== undefined && { expression }),
    ...(timeZone !== undefined && { timeZone }),
  };
}
