/** One thing that is wrong with a request. */
export interface ProblemError {
  /** Where: `/query/limit`, `/body/parameters/team`, `/headers/Idempotency-Key`. */
  readonly pointer: string;
  /** Stable, for programs: `UNKNOWN_PARAMETER`, `INVALID_VALUE`. */
  readonly code: string;
  /** What to write instead. */
  readonly detail: string;
}

/** The body of every answer that is not a success: `application/problem+json`, RFC 9457. */
export interface Problem {
  /** Stable: `urn:nestjs-tracked-cron:problem:` and a {@link ProblemKind}. */
  readonly type: string;
  /** The same words for every problem of this type. */
  readonly title: string;
  readonly status: number;
  /** This problem, and what to do about it. */
  readonly detail: string;
  readonly errors?: readonly ProblemError[];
  /** Of `version-conflict` and `count-mismatch`: what is there instead. */
  readonly current?: unknown;
}

/** What can go wrong: status and title of each type. */
export const PROBLEMS = {
  'invalid-request': { status: 400, title: 'The request is malformed' },
  'invalid-cursor': { status: 400, title: 'The cursor does not belong to this query' },
  'invalid-parameters': { status: 400, title: 'The job does not take these parameters' },
  unauthenticated: { status: 401, title: 'Who are you?' },
  'invalid-ticket': { status: 401, title: 'The link was used already, or has expired' },
  forbidden: { status: 403, title: 'Permission is missing' },
  'cross-origin': { status: 403, title: 'The request comes from another origin' },
  'unknown-route': { status: 404, title: 'There is nothing here' },
  'unknown-job': { status: 404, title: 'There is no such job' },
  'unknown-execution': { status: 404, title: 'There is no such execution' },
  'unknown-failure': { status: 404, title: 'There is no such failure' },
  'unknown-incident': { status: 404, title: 'There is no such incident' },
  'unknown-preference': { status: 404, title: 'There is no such preference' },
  'not-built': { status: 404, title: 'The page was not built' },
  'not-installed': { status: 404, title: 'An optional package is not installed' },
  'job-in-flight': { status: 409, title: 'The job is in flight' },
  'not-in-flight': { status: 409, title: 'The execution is not in flight' },
  'incident-resolved': { status: 409, title: 'The incident is over' },
  frozen: { status: 409, title: 'The job is frozen' },
  'concurrency-limit': { status: 409, title: 'The concurrency group is full' },
  'no-right': { status: 409, title: 'The database does not let the application do this' },
  'count-mismatch': { status: 409, title: 'Other jobs are meant than expected' },
  'observed-job': { status: 409, title: 'The job is only observed' },
  'system-job': { status: 409, title: "The job is the library's own" },
  'version-conflict': { status: 412, title: 'Somebody else was faster' },
  'unsupported-media-type': { status: 415, title: 'The body is not JSON' },
  'count-too-wide': { status: 422, title: 'Too many executions to count' },
  'no-slot': { status: 422, title: 'The job has no next slot' },
  'backfill-too-large': { status: 422, title: 'Too many slots to make up for' },
  'impossible-value': { status: 422, title: 'A value is well-formed, but impossible' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'override-refused': { status: 422, title: "The job's code forbids this change" },
  'precondition-required': { status: 428, title: 'The request does not say which version it is made for' },
  internal: { status: 500, title: 'Something went wrong here' },
  'not-ready': { status: 503, title: 'Not ready yet' },
  'database-unavailable': { status: 503, title: 'The database cannot be reached' },
  'identity-unavailable': { status: 503, title: 'Nobody can say who asks' },
  'query-timeout': { status: 503, title: 'The query ran past its time limit' },
} as const;

/** The stable name of a type of problem. */
export type ProblemKind = keyof typeof PROBLEMS;

/** What one problem says. */
export function problemOf(kind: ProblemKind, detail: string, errors?: readonly ProblemError[]): Problem {
  const { status, title } = PROBLEMS[kind];
  return { ...typed(kind, title, status, detail), ...(errors?.length ? { errors } : {}) };
}

/** A refusal by the host's own guard, pipe or interceptor: its status, our shape, none of its words. */
export function hostProblem(status: number): Problem {
  const detail =
    'A guard, pipe or interceptor that this application applies to all its routes refused the request before it was read.';
  return typed('refused-by-host', 'The host application refused the request', status, detail);
}

/** A step of a JSON pointer, RFC 6901. */
export function pointerStep(step: string): string {
  return step.slice(0, 120).replaceAll('~', '~0').replaceAll('/', '~1');
}

function typed(kind: string, title: string, status: number, detail: string): Problem {
  return { type: `urn:nestjs-tracked-cron:problem:${kind}`, title, status, detail };
}
