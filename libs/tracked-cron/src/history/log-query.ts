import { TrackedCronError } from '../tracked-cron.error.js';
import { LOG_LEVELS, type LogLevel, type LogLine } from './log-line.js';

/** Which lines of an execution are asked for. */
export interface LogQuery {
  /** `page.next` of an earlier answer: what was logged after it. Default: from the beginning. */
  after?: string;
  /** The least level: `warn` for warnings and errors. Default: all. */
  level?: LogLevel;
  /** A part of the text or of the logger's name, without regard to case; 1 to 200 characters. Default: all. */
  search?: string;
  /** Lines a page, 1 to 1,000. Default: 200. */
  limit?: number;
  /** Only so many of its last lines, 1 to 1,000, without any of the others beside it. Default: from `after`. */
  last?: number;
}

/** Lines of an execution, in the order in which they were logged. */
export interface LogPage {
  readonly executionId: string;
  /** False where lines of the job are not captured at all: `logs: false`, or it is only observed. */
  readonly captured: boolean;
  /** Whether it is in flight now: more may follow. */
  readonly inFlight: boolean;
  readonly items: readonly LogLine[];
  readonly page: {
    /** Where to read on, also later; null while there is no line at all. */
    readonly next: string | null;
    /** Whether there are lines behind this page already. */
    readonly more: boolean;
    readonly limit: number;
  };
}

/** A place in a log: the attempt, and the number of a line of it. */
export interface LogPosition {
  readonly attempt: number;
  readonly sequence: number;
}

/** Before its first line. */
export const BEFORE_ALL: LogPosition = { attempt: 0, sequence: 0 };
export const DEFAULT_LOG_LIMIT = 200;
export const MAX_LOG_LIMIT = 1_000;
const LONGEST_SEARCH = 200;
const LARGEST_NUMBER = 2 ** 31 - 1;

/** Refuses what can't be answered. @throws TrackedCronError `INVALID_QUERY`, `INVALID_CURSOR` */
export function checkLogQuery(query: LogQuery): LogPosition {
  const { level, search, limit = DEFAULT_LOG_LIMIT, after, last } = query;
  if (last !== undefined) return checkLast(last, query);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LOG_LIMIT) {
    throw invalid('limit', `limit must be a whole number from 1 to ${MAX_LOG_LIMIT}.`);
  }
  if (level !== undefined && !LOG_LEVELS.includes(level)) {
    throw invalid('level', `level must be one of ${LOG_LEVELS.join(', ')}.`);
  }
  if (
    search !== undefined &&
    (typeof search !== 'string' || search === '' || search.length > LONGEST_SEARCH)
  ) {
    throw invalid('search', `search must be a text of 1 to ${LONGEST_SEARCH} characters.`);
  }
  return after === undefined ? BEFORE_ALL : parsePosition(after);
}

function checkLast(last: number, { after, level, search, limit }: LogQuery): LogPosition {
  if (!Number.isInteger(last) || last < 1 || last > MAX_LOG_LIMIT) {
    throw invalid('last', `last must be a whole number from 1 to ${MAX_LOG_LIMIT}.`);
  }
  if ([after, level, search, limit].some((other) => other !== undefined)) {
    throw invalid('last', 'last stands alone: leave out after, level, search and limit.');
  }
  return BEFORE_ALL;
}

export function writePosition({ attempt, sequence }: LogPosition): string {
  return `${attempt}.${sequence}`;
}

function parsePosition(text: unknown): LogPosition {
  const [, attempt, sequence] = /^(\d{1,10})\.(\d{1,10})$/.exec(String(text)) ?? [];
  const position = { attempt: Number(attempt), sequence: Number(sequence) };
  if (position.attempt <= LARGEST_NUMBER && position.sequence <= LARGEST_NUMBER) return position;
  throw new TrackedCronError(
    'INVALID_CURSOR',
    'after must be the page.next of an earlier answer: ask for the first page without it.',
    { parameter: 'after' },
  );
}

function invalid(parameter: string, message: string): TrackedCronError {
  return new TrackedCronError('INVALID_QUERY', message, { parameter });
}
