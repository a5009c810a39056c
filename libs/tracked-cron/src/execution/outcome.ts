import type { JobDefinition } from '../definition/job-definition.js';
import type { AttemptRecord } from './attempt-record.js';
import { recordError } from './error-record.js';
import { AssertionError, ExecutionCancelledError, ExecutionTimeoutError, PipelineError } from './errors.js';

/** How the promise of a call ended. */
export type Settlement = { readonly value: unknown } | { readonly error: unknown };

/** What an execution came to. */
export interface Outcome {
  readonly status: 'completed' | 'failed' | 'timed_out' | 'cancelled';
  /** Why, where the status alone doesn't say. */
  readonly reason: string | null;
  readonly error: { readonly thrown: unknown } | null;
  readonly result: unknown;
}

/**
 * Judges a call that ended by itself. What the handler did counts: an interceptor that swallows its error does not turn
 * it into success, and one that keeps it from being called has made it fail.
 */
export function outcomeOf(
  attempt: AttemptRecord,
  settlement: Settlement,
  job: Pick<JobDefinition, 'assert'>,
  enhancers: readonly string[],
): Outcome {
  if (!attempt.called) return failed('pipeline', neverCalled(settlement, enhancers));
  if (attempt.watched && !attempt.outcome) return failed('pipeline', notAwaited(settlement, enhancers));
  const handler = attempt.outcome ?? ('error' in settlement ? settlement : { result: settlement.value });
  if ('error' in handler) return failed(null, handler.error);
  if ('error' in settlement) return failed('pipeline', failedAfterwards(settlement.error, enhancers));
  const objection = job.assert ? objectionOf(job.assert, handler.result) : null;
  if (objection !== null) return failed('assertion', new AssertionError(objection));
  return { status: 'completed', reason: null, error: null, result: handler.result };
}

/** Judges a call that was given up while its handler was still running. */
export function outcomeOfAbort(reason: Error): Outcome {
  if (reason instanceof ExecutionTimeoutError) {
    return { status: 'timed_out', reason: 'timeout', error: { thrown: reason }, result: undefined };
  }
  const by = reason instanceof ExecutionCancelledError ? reason.by : 'lease_lost';
  return { status: 'cancelled', reason: by, error: { thrown: reason }, result: undefined };
}

function failed(reason: string | null, thrown: unknown): Outcome {
  return { status: 'failed', reason, error: { thrown }, result: undefined };
}

function neverCalled(settlement: Settlement, enhancers: readonly string[]): PipelineError {
  if ('error' in settlement) {
    const { error } = settlement;
    if (error instanceof PipelineError) return error;
    if (isEmptyAnswer(error)) {
      return new PipelineError(`${anyOf(enhancers)} ended without calling the handler.`, { cause: error });
    }
    return new PipelineError(
      `${culprit(error, enhancers)} failed before the handler was called: ${messageOf(error)}`,
      { cause: error },
    );
  }
  return new PipelineError(`${anyOf(enhancers)} answered instead of the handler, which was never called.`);
}

/** A time limit or a race in an interceptor: what the handler still does comes too late. */
function notAwaited(settlement: Settlement, enhancers: readonly string[]): PipelineError {
  if (!('error' in settlement)) {
    return new PipelineError(`${anyOf(enhancers)} answered while the handler was still running.`);
  }
  const { error } = settlement;
  return new PipelineError(
    `${culprit(error, enhancers)} failed while the handler was still running: ${messageOf(error)}`,
    { cause: error },
  );
}

function failedAfterwards(error: unknown, enhancers: readonly string[]): PipelineError {
  if (isEmptyAnswer(error)) {
    return new PipelineError(`${anyOf(enhancers)} dropped the answer of the handler, which had succeeded.`, {
      cause: error,
    });
  }
  return new PipelineError(
    `${culprit(error, enhancers)} failed after the handler had succeeded: ${messageOf(error)}`,
    { cause: error },
  );
}

/** Whoever stands in the error's stack; else one of those that could have been it. */
function culprit(error: unknown, enhancers: readonly string[]): string {
  const stack = recordError(error).stack ?? '';
  const frames = new Set(stack.match(/[\w$]+(?=\.(?:intercept|transform|canActivate)\b)/g));
  return enhancers.find((name) => frames.has(name)) ?? anyOf(enhancers);
}

function anyOf(enhancers: readonly string[]): string {
  if (enhancers.length === 0) return 'Something in front of the handler';
  return enhancers.length === 1 ? enhancers[0] : `One of ${enhancers.join(', ')}`;
}

/** rxjs says so when an observable ends without a value. */
function isEmptyAnswer(error: unknown): boolean {
  try {
    return error instanceof Error && error.name === 'EmptyError';
  } catch {
    return false; // its name can't be read
  }
}

/** Never throws, whatever was thrown. */
function messageOf(error: unknown): string {
  return recordError(error).message;
}

function objectionOf(assert: NonNullable<JobDefinition['assert']>, result: unknown): string | null {
  try {
    const answer = assert(result);
    if (answer === true) return null;
    if ((answer as unknown) instanceof Promise) {
      (answer as unknown as Promise<unknown>).catch(() => {});
      return "The job's assertion answered with a promise: it has to say true, or why not, at once.";
    }
    return typeof answer === 'string' ? answer : 'The job ran, but its assertion on the result did not hold.';
  } catch (error) {
    return `The job's assertion itself failed: ${messageOf(error)}`;
  }
}
