import { LOG_LEVELS, type LogLevel } from '../history/log-line.js';
import { invalid } from './job-option.js';
import { checkNames } from './known-options.js';
import type { TrackedCronJobOptions } from './tracked-cron-job.options.js';

/** Which log lines of an execution are kept, and how many. */
export interface JobLogOptions {
  /**
   * The least level that is kept: `debug`, `info`, `warn` or `error`. It is not that of the host's own output: a line is kept
   * whether or not the host prints it. Default: `'info'`.
   */
  level?: LogLevel;
  /**
   * Lines that are kept of an attempt, 100 to 1,000,000: the first tenth, then the last ones; what is between is dropped and
   * counted. Default: 10,000.
   */
  maxLines?: number;
  /** Bytes that are kept of an attempt, 65,536 to 1,073,741,824; of the first lines at most a quarter of it. Default: 1,048,576. */
  maxBytes?: number;
}

/** The same for the whole module. */
export interface LogOptions extends JobLogOptions {
  /** Whether what handlers write with `console.log` and the like is kept too. Default: `false`. */
  console?: boolean;
}

/** {@link JobLogOptions} with every default filled in. */
export type ResolvedLogOptions = Readonly<Required<JobLogOptions>>;

const KNOWN: Record<keyof JobLogOptions, true> = { level: true, maxLines: true, maxBytes: true };
const KNOWN_OF_MODULE: Record<keyof LogOptions, true> = { ...KNOWN, console: true };
const BOUNDS = {
  maxLines: { least: 100, most: 1_000_000, usual: 10_000 },
  maxBytes: { least: 2 ** 16, most: 2 ** 30, usual: 2 ** 20 },
} as const;

const USUAL: ResolvedLogOptions = Object.freeze({
  level: level(),
  maxLines: bound('maxLines'),
  maxBytes: bound('maxBytes'),
});

/** @returns null where nothing is kept @throws TrackedCronError `INVALID_OPTION` */
export function logOptions({ logs }: TrackedCronJobOptions): ResolvedLogOptions | null {
  return resolved(logs, KNOWN);
}

/** The same for the module's own. */
export function moduleLogOptions(logs: LogOptions | false | undefined): {
  readonly logs: ResolvedLogOptions | false;
  readonly captureConsole: boolean;
} {
  const options = resolved(logs, KNOWN_OF_MODULE);
  const captureConsole: unknown = (logs || {}).console ?? false;
  if (typeof captureConsole !== 'boolean') throw invalid('logs.console must be true or false.');
  return { logs: options ?? false, captureConsole };
}

function resolved(logs: JobLogOptions | false | undefined, known: object): ResolvedLogOptions | null {
  if (logs === false) return null;
  if (logs === undefined) return USUAL;
  const remedy = "logs must be an object, or false: write logs: { level: 'warn' }.";
  checkNames(logs, 'option of logs', Object.keys(known), remedy);
  return {
    level: level(logs.level),
    maxLines: bound('maxLines', logs.maxLines),
    maxBytes: bound('maxBytes', logs.maxBytes),
  };
}

function level(value: LogLevel = 'info'): LogLevel {
  if (LOG_LEVELS.includes(value)) return value;
  const levels = LOG_LEVELS.map((one) => `'${one}'`).join(' or ');
  throw invalid(`logs.level: ${JSON.stringify(value)} is not known: write ${levels}.`);
}

function bound(key: keyof typeof BOUNDS, value: number = BOUNDS[key].usual): number {
  const { least, most } = BOUNDS[key];
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw invalid(`logs.${key} must be a whole number from ${least} to ${most}.`);
}
