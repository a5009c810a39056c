import type { LogLevel } from '../history/log-line.js';
import { CronContext } from './cron-context.js';
import { pinoLine } from './line-text.js';
import { heardOnce } from './method-tap.js';

type LogMethod = (this: never, ...parameters: never[]) => void;

/**
 * Keeps what is logged with pino itself, past Nest's `Logger`, with the execution that logs it: pino's `hooks.logMethod`. Lines
 * that come to pino through Nest's `Logger` are kept once. What pino writes stays as it is.
 *
 * @example LoggerModule.forRoot({ pinoHttp: { mixin: trackedCronLogMixin, hooks: { logMethod: trackedCronLogMethod } } })
 */
export function trackedCronLogMethod(
  this: unknown,
  parameters: unknown[],
  method: LogMethod,
  level: number,
): void {
  heardOnce(
    () => {
      const context = CronContext.current();
      const kept = levelOf(level);
      if (context?.keepsLines(kept, 'logger')) context.keepLine(kept, pinoLine(parameters));
    },
    // pino calls its hook as a method of the logger
    // oxlint-disable-next-line oxc/no-this-in-exported-function
    () => void Reflect.apply(method, this, parameters),
  );
}

/** Levels of the host's own have numbers between those of pino. */
function levelOf(level: number): LogLevel {
  if (level < 30) return 'debug';
  if (level < 40) return 'info';
  return level < 50 ? 'warn' : 'error';
}
