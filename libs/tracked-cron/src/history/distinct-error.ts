import { normaliseMessage, topOwnFrame } from './error-fingerprint.js';
import type { ExecutionEnd, ExecutionError } from './execution-end.js';

/** Characters of the first message that are kept for people to read and to search. */
const SAMPLE_CHARACTERS = 1_000;

/** What is the same each time a fault shows: what `cron_job_errors` knows of it beside when. */
export interface DistinctError {
  readonly fingerprint: string;
  readonly errorClass: string;
  /** The message without what differs from one time to the next, see {@link normaliseMessage}. */
  readonly pattern: string;
  /** A message as it was, at most 1,000 characters of it. */
  readonly sample: string;
  /** The first frame in the application's own code; null where the stack has none. */
  readonly frame: string | null;
}

/** Reads it off one of its errors, also one that an earlier release has recorded. */
export function distinctErrorOf({ fingerprint, errorClass, message, stack }: ExecutionError): DistinctError {
  return {
    fingerprint,
    errorClass,
    pattern: normaliseMessage(message),
    sample: message.slice(0, SAMPLE_CHARACTERS),
    frame: stack === null ? null : topOwnFrame(behindMessage(stack, message)),
  };
}

/** The distinct errors of ends, each once. */
export function distinctErrorsOf(ends: readonly Pick<ExecutionEnd, 'error'>[]): DistinctError[] {
  const found = new Map<string, ExecutionError>();
  for (const { error } of ends)
    if (error && !found.has(error.fingerprint)) found.set(error.fingerprint, error);
  return [...found.values()].map(distinctErrorOf);
}

/** A message can have lines that look like frames. */
function behindMessage(stack: string, message: string): string {
  const at = message === '' ? -1 : stack.indexOf(message);
  return at === -1 ? stack : stack.slice(at + message.length);
}
