import { IsOptional } from 'class-validator';
import type { MarkQuery, ScalingQuery } from 'nestjs-tracked-cron';
import { parseInstant } from './instant.js';
import { IsInstant, IsOne, JOB_NAME } from './validators.js';

/** They take no parameters. */
export class NoQueryDto {}

/** The query of `GET /scaling`. */
export class ScalingQueryDto {
  @IsOptional()
  @IsWhole(1, 10_000)
  perWorker?: string;

  @IsOptional()
  @IsWhole(0, 3_600)
  ahead?: string;
}

/** The query of `GET /marks`. */
export class MarksQueryDto {
  @IsInstant() from!: string;
  @IsInstant() to!: string;

  @IsOptional()
  @IsOne('a job name: 1 to 120 of A-Z a-z 0-9 _ . : -', (text) => JOB_NAME.test(text))
  jobName?: string;

  @IsOptional()
  @IsWhole(1, 1_000)
  limit?: string;
}

/** The same, for the manager. */
export function toScalingQuery({ perWorker, ahead }: ScalingQueryDto): ScalingQuery {
  return {
    ...(perWorker !== undefined && { perWorker: Number(perWorker) }),
    ...(ahead !== undefined && { ahead: Number(ahead) }),
  };
}

/** The same, for the manager. */
export function toMarkQuery({ from, to, jobName, limit }: MarksQueryDto): MarkQuery {
  return {
    from: parseInstant(from)!,
    to: parseInstant(to)!,
    ...(jobName !== undefined && { jobName }),
    ...(limit !== undefined && { limit: Number(limit) }),
  };
}

function IsWhole(least: number, most: number): PropertyDecorator {
  return IsOne(
    `a whole number from ${least} to ${most}`,
    (text) => /^\d{1,5}$/.test(text) && Number(text) >= least && Number(text) <= most,
  );
}
