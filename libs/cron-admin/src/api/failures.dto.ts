import { ArrayMaxSize, IsIn, IsOptional } from 'class-validator';
import {
  FAILURE_SORTS,
  FAILURE_STATES,
  type FailureGroupQuery,
  type FailureSort,
  type FailureState,
} from 'nestjs-tracked-cron';
import { parseInstant } from './instant.js';
import { ReasonDto } from './steering.dto.js';
import { IsInstant, IsJobName, IsText, IsWhole, IsWord } from './validators.js';

/** The query of `GET /reports/failures`, as it is sent. */
export class FailuresQueryDto {
  @IsOptional() @IsInstant() from?: string;
  @IsOptional() @IsInstant() to?: string;

  @IsOptional()
  @ArrayMaxSize(FAILURE_STATES.length, { message: 'Write each state once.' })
  @IsIn(FAILURE_STATES, {
    each: true,
    message: `Write one of ${FAILURE_STATES.join(', ')}; repeat the parameter for several.`,
  })
  state?: FailureState[];

  @IsOptional() @IsJobName() jobName?: string;
  @IsOptional() @IsText(1, 200) group?: string;
  @IsOptional() @IsText(1, 200) owner?: string;
  @IsOptional() @IsInstant() newSince?: string;
  @IsOptional() @IsText(2, 200) search?: string;
  @IsOptional() @IsWord(FAILURE_SORTS) sort?: FailureSort;

  @IsOptional() @IsWhole(1, 200) limit?: string;
}

/** The body of an ignore. */
export class IgnoreDto extends ReasonDto {
  @IsOptional() @IsInstant() until?: string;
}

/** The body of a resolve. */
export class ResolveDto extends ReasonDto {
  @IsOptional() @IsText(1, 200) release?: string;
}

/** What a URL's query says, for {@link FailuresQueryDto}. */
export function parseFailuresQuery(query: URLSearchParams): Record<string, unknown> {
  const sent = [...new Set(query.keys())].map((name): [string, unknown] => {
    const values = query.getAll(name);
    return [name, name === 'state' ? [...new Set(values)] : values.length === 1 ? values[0] : values];
  });
  return Object.fromEntries(sent);
}

/** The same, for the manager. */
export function toFailureGroupQuery({
  from,
  to,
  newSince,
  limit,
  ...rest
}: FailuresQueryDto): FailureGroupQuery {
  return {
    ...rest,
    ...(from !== undefined && { from: parseInstant(from)! }),
    ...(to !== undefined && { to: parseInstant(to)! }),
    ...(newSince !== undefined && { newSince: parseInstant(newSince)! }),
    ...(limit !== undefined && { limit: Number(limit) }),
  };
}
