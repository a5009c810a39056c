import { TrackedCronError } from '../tracked-cron.error.js';
import { formatDuration } from '../duration.js';
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
    /** `person` or `shutdown`: how the record explains it. */
    readonly by: 'person' | 'shutdown',
    message: string,
  ) {
    super('CANCELLED', message);
  }
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
