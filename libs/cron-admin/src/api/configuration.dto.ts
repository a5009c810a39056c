import { Allow, IsBoolean, IsOptional } from 'class-validator';
import { OVERRIDABLE, type JobOverridePatch } from 'nestjs-tracked-cron';
import { ReasonDto } from './steering.dto.js';
import { IsInstant, IsWord } from './validators.js';

/** A change of a job's configuration: null gives a field back to the code. What values are worth, the job's own rules say. */
export class ConfigurationDto extends ReasonDto {
  @Allow() schedule?: unknown;
  @Allow() timeZone?: unknown;
  @Allow() timeout?: unknown;
  @Allow() retryPolicy?: unknown;
  @Allow() alertThresholds?: unknown;
  @Allow() enabled?: unknown;

  /** Gives everything back to the code that this change doesn't name. */
  @IsOptional()
  @IsBoolean({ message: 'Write true or false.' })
  reset?: boolean;

  @IsOptional() @IsInstant() until?: string;
}

/** How a change is asked for. */
export class ConfigurationQueryDto {
  @IsOptional() @IsWord(['true', 'false']) dryRun?: string;
}

const EVERYTHING = Object.fromEntries(OVERRIDABLE.map((field) => [field, null]));

/** The patch that a body means. */
export function patchOf(body: ConfigurationDto): JobOverridePatch {
  const patch = Object.fromEntries(
    OVERRIDABLE.filter((field) => body[field] !== undefined).map((field) => [field, body[field]]),
  );
  return body.reset === true ? { ...EVERYTHING, ...patch } : patch;
}
