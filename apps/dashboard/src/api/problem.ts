import type { components } from './schema.js';

type Problem = components['schemas']['Problem'];

/** What the API said instead of an answer, or that there was none. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    /** Of the answer; 0 where there was none. */
    readonly status: number,
    /** The last part of the problem's `type`: `unknown-job`. */
    readonly kind: string,
    message: string,
    readonly errors: NonNullable<Problem['errors']> = [],
    /** All that the answer held, such as the state that a change ran into. */
    readonly body: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }

  /** Whether asking again later may help. */
  get passes(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** @param body of an answer that is not one of success: problem+json of ours, or what a proxy in between has written */
export function problemOf(status: number, body: unknown): ApiProblem {
  if (typeof body !== 'object' || body === null) {
    return new ApiProblem(status, 'no-problem', `The server answered ${status}.`);
  }
  const { type = '', title, detail, errors } = body as Partial<Problem>;
  const kind = String(type).split(/[/:#]/).at(-1) || 'no-problem';
  return new ApiProblem(
    status,
    kind,
    detail ?? title ?? `The server answered ${status}.`,
    errors ?? [],
    body as Readonly<Record<string, unknown>>,
  );
}

/** What to show of whatever was thrown. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  return new ApiProblem(0, 'unreachable', 'The application does not answer.');
}
