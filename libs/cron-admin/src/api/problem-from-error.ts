import { HttpException } from '@nestjs/common';
import { TrackedCronError } from 'nestjs-tracked-cron';
import {
  hostProblem,
  pointerStep,
  problemOf,
  PROBLEMS,
  type Problem,
  type ProblemError,
  type ProblemKind,
} from './problem.js';
import { ProblemException } from './problem.exception.js';
import { unavailability } from './unavailable.js';

/** How an error is answered. */
export interface ProblemAnswer {
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;
  /** Whether the error is a surprise that belongs in the log. */
  readonly unexpected: boolean;
}

/** Seconds after which it makes sense to ask again. */
const RETRY_AFTER = '5';

const KINDS: Readonly<Record<string, ProblemKind>> = {
  UNKNOWN_JOB: 'unknown-job',
  JOB_IN_FLIGHT: 'job-in-flight',
  OBSERVED_JOB: 'observed-job',
  SYSTEM_JOB: 'system-job',
  INVALID_QUERY: 'invalid-request',
  INVALID_CURSOR: 'invalid-cursor',
  INVALID_PARAMETERS: 'invalid-parameters',
  COUNT_TOO_WIDE: 'count-too-wide',
  TOO_MANY_BUCKETS: 'impossible-value',
  NOT_KEPT: 'impossible-value',
  UNKNOWN_EXECUTION: 'unknown-execution',
  UNKNOWN_FAILURE: 'unknown-failure',
  SHARED_FAILURE: 'forbidden',
  UNKNOWN_INCIDENT: 'unknown-incident',
  INCIDENT_RESOLVED: 'incident-resolved',
  UNKNOWN_ROUTE: 'impossible-value',
  UNKNOWN_CHANNEL: 'impossible-value',
  INVALID_THRESHOLD: 'impossible-value',
  INVALID_DURATION: 'impossible-value',
  NOT_IN_FLIGHT: 'not-in-flight',
  FROZEN: 'frozen',
  CONCURRENCY_LIMIT: 'concurrency-limit',
  NO_SLOT: 'no-slot',
  NO_RIGHT: 'no-right',
  BACKFILL_TOO_LARGE: 'backfill-too-large',
  INVALID_OPTION: 'impossible-value',
  INVALID_JOB: 'impossible-value',
  OVERRIDE_REFUSED: 'override-refused',
  VERSION_CONFLICT: 'version-conflict',
  COUNT_MISMATCH: 'count-mismatch',
  INVALID_EXPRESSION: 'impossible-value',
  INVALID_TIME_ZONE: 'impossible-value',
  NOT_READY: 'not-ready',
};

const WAIT: Partial<Record<ProblemKind, string>> = {
  'database-unavailable': 'The database did not answer. Ask again in a moment.',
  'query-timeout':
    'The database took too long. Narrow the query, for example by jobName or from, or ask again in a moment.',
};

/** What is answered to an error: never its stack, and of errors that are not ours never their words. */
export function problemFromError(error: unknown): ProblemAnswer {
  if (error instanceof ProblemException)
    return answer(error.problem, error.headers, error.cause !== undefined);
  if (error instanceof TrackedCronError && KINDS[error.code] !== undefined) {
    const problem = problemOf(KINDS[error.code], error.message, errorsOf(error));
    return answer(error.code === 'COUNT_MISMATCH' ? { ...problem, current: error.details } : problem);
  }
  const passing = unavailability(error);
  if (passing !== null) return answer(problemOf(passing, WAIT[passing]!), {}, true);
  if (error instanceof HttpException && error.getStatus() < 500)
    return answer(hostProblem(error.getStatus()));
  return answer(problemOf('internal', 'The log of the application says more.'), {}, true);
}

function answer(
  problem: Problem,
  headers: Readonly<Record<string, string>> = {},
  unexpected = false,
): ProblemAnswer {
  const wait: Record<string, string> =
    problem.status === PROBLEMS['not-ready'].status ? { 'Retry-After': RETRY_AFTER } : {};
  return { problem, headers: { ...wait, ...headers }, unexpected };
}

/** Where the manager found what it refuses. */
function errorsOf({ code, message, details }: TrackedCronError): ProblemError[] {
  if (code === 'INVALID_PARAMETERS') {
    const issues = (details.issues ?? []) as readonly { path: readonly string[]; message: string }[];
    const found = issues.slice(0, 50).map((issue) => ({
      pointer: ['/body/parameters', ...issue.path.map(pointerStep)].join('/'),
      code: 'INVALID_VALUE',
      detail: issue.message,
    }));
    return found.length > 0
      ? found
      : [{ pointer: '/body/parameters', code: 'INVALID_VALUE', detail: message }];
  }
  const parameter = PARAMETER_OF[code] ?? details.parameter;
  if (typeof parameter !== 'string') return [];
  return [{ pointer: `/query/${pointerStep(parameter)}`, code, detail: message }];
}

const PARAMETER_OF: Readonly<Record<string, string>> = { INVALID_CURSOR: 'cursor', COUNT_TOO_WIDE: 'count' };
