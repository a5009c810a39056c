import { TrackedCronError } from '../tracked-cron.error.js';
import { formatDuration } from '../duration.js';
import { cancellationMessage, type Cancellation } from './cancellation.js';
import { recordError } from './error-record.js';

/** The reason with which a signal aborts when an execution takes longer than its job's `timeout`. */
export class ExecutionTimeoutError extends TrackedCronError {
  override readonly name = 'TimeoutError';

  constructor(jobName: string, timeout: number) {
    super('TIMEOUT', `"${jobName}" did not finish within its timeout of ${formatDuration(timeout)}.`, {
      jobName,
      timeout,
    });
  }
}

/** The reason with which a signal aborts when somebody cancels an execution. */
export class ExecutionCancelledError extends TrackedCronError {
  override readonly name = 'ExecutionCancelledError';

  constructor(
    /** A person, a newer slot of the job, or the shutdown: how the record explains it. */
    readonly by: 'person' | 'replaced' | 'shutdown',
    message: string,
  ) {
    super('CANCELLED', message);
  }
}

/** What a signal aborts with for this cancellation. */
export function cancelledError(cancellation: Cancellation): ExecutionCancelledError {
  return new ExecutionCancelledError(cancellation.kind, cancellationMessage(cancellation));
}

/** An interceptor, guard or pipe kept the handler from being called, or its success from being one. */
export class PipelineError extends TrackedCronError {
  override readonly name = 'PipelineError';

  constructor(message: string, options?: { readonly cause?: unknown }) {
    super('PIPELINE', message, {}, options);
    // where it was made says nothing; where its cause was does
    this.stack = `${this.name}: ${message}${framesOf(options?.cause)}`;
  }
}

/**
 * Thrown by a handler: no other attempt will mend it, whatever the job's `retryPolicy` says. Extend it, or throw it as it
 * is; it counts as a cause of another error, too.
 */
export class PermanentError extends TrackedCronError {
  override readonly name: string;

  constructor(message: string, options?: { readonly cause?: unknown }) {
    super('PERMANENT', message, {}, options);
    this.name = new.target.name;
  }
}

/** Thrown by a handler: it passes by itself. What it says of the time to wait is heard by the job's `retryPolicy`. */
export class TransientError extends TrackedCronError {
  override readonly name: string;
  /** Seconds from now, as HTTP's `Retry-After` has it, or an instant; undefined: the policy's own waits. */
  readonly retryAfter: number | Date | undefined;

  constructor(message: string, options?: { readonly cause?: unknown; readonly retryAfter?: number | Date }) {
    super('TRANSIENT', message, {}, options);
    this.name = new.target.name;
    this.retryAfter = options?.retryAfter;
  }
}

function framesOf(cause: unknown): string {
  const { stack } = recordError(cause);
  const first = stack?.search(/^ +at /m) ?? -1;
  return first === -1 ? '' : `\n${stack!.slice(first)}`;
}

/** The handler succeeded, but the job's `assert` says that it did not do its work. */
export class AssertionError extends TrackedCronError {
  override readonly name = 'AssertionError';

  constructor(message: string) {
    super('ASSERTION', message);
  }
}
