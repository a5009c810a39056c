import { oneOf, textOf, type Search } from '../../address/search.js';
import { LOG_LEVELS, type LogLevel } from './log/log-line.js';

/** What the address says of this screen. */
export interface ExecutionSearch {
  /** A line of the log, by attempt and number: `1.73`. */
  readonly line?: string;
  /** The least level of the lines shown. */
  readonly level?: LogLevel;
  /** A part of the lines shown. */
  readonly find?: string;
}

export function readExecutionSearch(search: Search): ExecutionSearch {
  const line = textOf(search.line);
  return {
    line: line !== undefined && /^\d{1,9}\.\d{1,9}$/.test(line) ? line : undefined,
    level: oneOf(search.level, LOG_LEVELS),
    find: textOf(search.find)?.slice(0, 200),
  };
}
