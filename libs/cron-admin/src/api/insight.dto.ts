import { IsOptional } from 'class-validator';
import type { MarkQuery, ScalingQuery } from 'nestjs-tracked-cron';
import { parseInstant } from './instant.js';
import { IsInstant, IsJobName, IsWhole } from './validators.js';

/** The query of `GET /scaling`. */
export class ScalingQueryDto {
  @IsOptional() @IsWhole(1, 10_000) perWorker?: string;
  @IsOptional() @IsWhole(0, 3_600) ahead?: string;
}

/** The query of `GET /marks`. */
export class MarksQueryDto {
  @IsInstant() from!: string;
  @IsInstant() to!: string;

  @IsOptional() @IsJobName() jobName?: string;
  @IsOptional() @IsWhole(1, 1_000) limit?: string;
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
