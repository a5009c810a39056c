import { ArrayMaxSize, IsOptional, Matches } from 'class-validator';
import type { TimelineLaneKind, TimelineQuery } from 'nestjs-tracked-cron';
import { parseInstant } from './instant.js';
import { IsInstant, IsText, IsWhole, IsWord, JOB_NAME } from './validators.js';

const KINDS: readonly TimelineLaneKind[] = ['job', 'instance'];
const MOST_NAMES = 100;

/** The query of `GET /timeline`, as it is sent: text, `jobName` as often as wanted. */
export class TimelineQueryDto {
  @IsOptional() @IsInstant() from?: string;
  @IsOptional() @IsInstant() to?: string;
  @IsOptional() @IsWord(KINDS) by?: TimelineLaneKind;

  @IsOptional()
  @ArrayMaxSize(MOST_NAMES, { message: `Write ${MOST_NAMES} names at most.` })
  @Matches(JOB_NAME, {
    each: true,
    message: 'Write job names: 1 to 120 of A-Z a-z 0-9 _ . : -',
    context: { schema: { type: 'string', pattern: JOB_NAME.source } },
  })
  jobName?: string[];

  @IsOptional() @IsText(1, 200) group?: string;
  @IsOptional() @IsText(1, 200) owner?: string;
  @IsOptional() @IsWhole(1, 500) limit?: string;
}

/** What a URL's query says, for {@link TimelineQueryDto}: `jobName` is always a list. */
export function parseTimeline(query: URLSearchParams): Record<string, unknown> {
  const sent = [...new Set(query.keys())].map((name): [string, unknown] => {
    const values = query.getAll(name);
    return [name, name === 'jobName' ? [...new Set(values)] : values.length === 1 ? values[0] : values];
  });
  return Object.fromEntries(sent);
}

/** The same, for the manager. */
export function toTimelineQuery({ from, to, jobName, limit, ...rest }: TimelineQueryDto): TimelineQuery {
  return {
    ...rest,
    ...(from !== undefined && { from: parseInstant(from)! }),
    ...(to !== undefined && { to: parseInstant(to)! }),
    ...(jobName !== undefined && { jobNames: jobName }),
    ...(limit !== undefined && { limit: Number(limit) }),
  };
}
