import { Logger } from '@nestjs/common';
import type { DatabaseClock } from '../database/database-clock.js';
import type { AttemptLog } from '../history/attempt-log.js';
import type { LogJournal } from '../history/log-journal.js';
import type { LogLevel } from '../history/log-line.js';
import { CronContext } from './cron-context.js';
import { consoleLine, nestLine, type LineSource, type LineText } from './line-text.js';
import { MethodTap, type TappedMethod } from './method-tap.js';

const NEST_LEVELS: Readonly<Record<string, LogLevel>> = {
  verbose: 'debug',
  debug: 'debug',
  log: 'info',
  warn: 'warn',
  error: 'error',
  fatal: 'error',
};
const CONSOLE_LEVELS: Readonly<Record<string, LogLevel>> = {
  debug: 'debug',
  log: 'info',
  info: 'info',
  warn: 'warn',
  error: 'error',
};
/** What this library says about an execution is no line of its handler. */
const OWN_CONTEXT = 'TrackedCron';

/**
 * Nest's `Logger` itself, its instances and its static methods: in front of whatever stands behind it. So `useLogger`,
 * buffered logs, a logger of the host's own and `logger: false` make no difference, neither to what is captured nor to
 * what the host prints.
 */
const nestLogger = new MethodTap(() =>
  Object.entries(NEST_LEVELS).flatMap(([name, level]): TappedMethod[] => {
    const hears = (self: unknown, parameters: unknown[]) => {
      const context = CronContext.current();
      if (!context?.keepsLines(level, 'logger')) return;
      const own = (self as { context?: unknown } | undefined)?.context;
      const line = nestLine(parameters, typeof own === 'string' && own !== '' ? own : undefined);
      if (line.context !== OWN_CONTEXT) context.keepLine(level, line);
    };
    return [
      { owner: Logger.prototype, name, hears },
      { owner: Logger, name, hears: (_, parameters) => hears(undefined, parameters) },
    ];
  }),
);

const consoleMethods = new MethodTap(() =>
  Object.entries(CONSOLE_LEVELS).map(([name, level]) => ({
    owner: console,
    name,
    hears: (_, parameters) => {
      const context = CronContext.current();
      if (context?.keepsLines(level, 'console')) context.keepLine(level, consoleLine(parameters));
    },
  })),
);

/**
 * Hears what handlers log, from their first line's execution on until the application is gone. Lines are an execution's by
 * the same storage that `CronContext.current()` reads; all others are only passed on.
 */
export class LogCapture {
  private detachments: (() => void)[] | undefined;

  constructor(
    private readonly settings: { readonly captureConsole: boolean },
    private readonly journal: Pick<LogJournal, 'add' | 'end'>,
    private readonly clock: Pick<DatabaseClock, 'now'>,
  ) {}

  attach(): void {
    if (this.detachments) return;
    this.detachments = [nestLogger.attach()];
    if (this.settings.captureConsole) this.detachments.push(consoleMethods.attach());
  }

  detach(): void {
    for (const detach of this.detachments ?? []) detach();
    this.detachments = undefined;
  }

  /** Whether lines of this source are kept by this application. */
  hears(source: LineSource): boolean {
    return source === 'logger' || this.settings.captureConsole;
  }

  take(log: AttemptLog, level: LogLevel, line: LineText): void {
    this.journal.add(log, { at: Math.round(this.clock.now()), level, ...line });
  }

  /** The attempt has ended, or its handler returned: what it logged leaves soon. */
  flush(log: AttemptLog): void {
    this.journal.end(log);
  }
}
