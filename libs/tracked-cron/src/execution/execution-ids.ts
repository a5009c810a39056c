import { CronContext } from './cron-context.js';

/** What a line of the host's own log has to carry to be found by its execution, and the reverse. */
export interface ExecutionIds {
  readonly executionId: string;
  readonly jobName: string;
  readonly attempt: number;
}

/**
 * The ids of the execution that the caller is part of, and nothing outside of one: a `mixin` of pino, or a part of any
 * other logger's line.
 *
 * @example LoggerModule.forRoot({ pinoHttp: { mixin: trackedCronLogMixin } })
 */
export function trackedCronLogMixin(): Partial<ExecutionIds> {
  const context = CronContext.current();
  if (!context) return {};
  const { executionId, jobName, attempt } = context;
  return { executionId, jobName, attempt };
}
