import { ArrayMaxSize, IsIn, IsOptional } from 'class-validator';
import {
  ENDED_STATUSES,
  HISTORY_SORTS,
  LIVE_STATUSES,
  type ExecutionStatus,
  type HistoryQuery,
  type HistorySort,
} from 'nestjs-tracked-cron';
import { parseInstant } from './instant.js';
import type { ProblemError } from './problem.js';
import { errorAt, malformed } from './read-dto.js';
import { IsInstant, IsJobName, IsOne, IsText, IsWhole, IsWord, UUID } from './validators.js';

const STATUSES: readonly string[] = [...LIVE_STATUSES, ...ENDED_STATUSES];
const COUNTS = ['none', 'capped', 'exact'] as const;

/** The query of `GET /`, as it is sent: text, `status` as often as wanted. */
export class ExecutionQueryDto {
  @IsOptional()
  @ArrayMaxSize(STATUSES.length, { message: `Write each status once.` })
  @IsIn(STATUSES, {
    each: true,
    message: `Write one of ${STATUSES.join(', ')}; repeat the parameter for several.`,
  })
  status?: ExecutionStatus[];

  @IsOptional() @IsJobName() jobName?: string;
  @IsOptional() @IsText(1, 200) group?: string;
  @IsOptional() @IsText(1, 200) owner?: string;
  @IsOptional() @IsText(1, 200) tag?: string;
  @IsOptional() @IsText(1, 50) trigger?: string;

  @IsOptional()
  @IsOne("an instance's id, a UUID", (text) => UUID.test(text), { format: 'uuid' })
  instance?: string;

  @IsOptional() @IsText(1, 200) release?: string;
  @IsOptional() @IsText(1, 200) fingerprint?: string;
  @IsOptional() @IsText(1, 200) environment?: string;
  @IsOptional() @IsInstant() from?: string;
  @IsOptional() @IsInstant() to?: string;

  @IsOptional()
  @IsOne('two instants, the earlier first: from,to', (text) => parseWindow(text) !== null)
  overlaps?: string;

  @IsOptional() @IsText(2, 200) search?: string;
  @IsOptional() @IsWord(HISTORY_SORTS) sort?: HistorySort;
  @IsOptional() @IsWhole(1, 200) limit?: string;
  @IsOptional() @IsText(1, 2000) cursor?: string;
  @IsOptional() @IsWord(COUNTS) count?: (typeof COUNTS)[number];
}

/** What a URL's query says, for {@link ExecutionQueryDto}: a parameter that is given twice is an array. */
export function parseQuery(query: URLSearchParams): Record<string, unknown> {
  const sent = new Map<string, unknown>();
  for (const name of new Set(query.keys())) {
    const values = query.getAll(name);
    if (name === 'status') sent.set(name, [...new Set(values)]);
    else sent.set(name, values.length === 1 ? values[0] : values);
  }
  return Object.fromEntries(sent);
}

/** The same, for the manager. @throws ProblemException 400 for parameters that don't go together */
export function toHistoryQuery({ from, to, overlaps, limit, ...rest }: ExecutionQueryDto): HistoryQuery {
  const query: HistoryQuery = {
    ...rest,
    ...(from !== undefined && { from: parseInstant(from)! }),
    ...(to !== undefined && { to: parseInstant(to)! }),
    ...(overlaps !== undefined && { overlaps: parseWindow(overlaps)! }),
    ...(limit !== undefined && { limit: Number(limit) }),
  };
  const errors: ProblemError[] = [];
  if (query.from && query.to && query.from >= query.to) {
    errors.push(errorAt('query', 'to', 'INVALID_VALUE', 'Write an instant after `from`.'));
  }
  if (query.sort !== undefined && !query.sort.endsWith('createdAt') && query.jobName === undefined) {
    const detail = `Sorting by ${query.sort} needs a \`jobName\`: add one, or sort by createdAt.`;
    errors.push(errorAt('query', 'sort', 'INVALID_VALUE', detail));
  }
  if (errors.length > 0) throw malformed(errors);
  return query;
}

function parseWindow(text: string): readonly [Date, Date] | null {
  const [from, to, ...more] = text.split(',').map(parseInstant);
  return from && to && more.length === 0 && from < to ? [from, to] : null;
}
