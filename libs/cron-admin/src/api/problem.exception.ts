import { problemOf, type Problem, type ProblemError, type ProblemKind } from './problem.js';

/** Thrown inside the admin to answer with a problem. */
export class ProblemException extends Error {
  override readonly name = 'ProblemException';
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    kind: ProblemKind,
    detail: string,
    more: {
      errors?: readonly ProblemError[];
      headers?: Readonly<Record<string, string>>;
      /** What went wrong on our side; it is logged, and not told. */
      cause?: unknown;
      /** What is there instead of what the request was made for. */
      current?: unknown;
    } = {},
  ) {
    super(detail, more.cause === undefined ? {} : { cause: more.cause });
    const problem = problemOf(kind, detail, more.errors);
    this.problem = more.current === undefined ? problem : { ...problem, current: more.current };
    this.headers = more.headers ?? {};
  }
}
