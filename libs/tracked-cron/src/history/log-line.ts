/** From quiet to loud. Nest's `verbose` is kept as `debug`, `log` as `info`, `fatal` as `error`. */
export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;

/** See {@link LOG_LEVELS}. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** A line as it was captured: bounded and redacted. */
export interface CapturedLine {
  /** Milliseconds since the epoch, database time. */
  readonly at: number;
  readonly level: LogLevel;
  /** The name of the logger; null where it has none. */
  readonly context: string | null;
  readonly text: string;
}

/** The same as it lies in a chunk: time, level, context, text. */
export type StoredLine = readonly [at: number, level: LogLevel, context: string | null, text: string];

/** One line of an execution's log. */
export interface LogLine {
  /** The attempt that logged it; 1 for the first. */
  readonly attempt: number;
  /** Its number among the lines of the attempt, from 1. */
  readonly sequence: number;
  readonly at: Date;
  readonly level: LogLevel;
  /** The name of the logger; null where it has none. */
  readonly context: string | null;
  /** What was logged, secrets redacted, at most 8 KB; a stack trace is part of it. */
  readonly text: string;
  /** How many lines right before it are not kept: the log was too long, or the database away for too long. Nearly always 0. */
  readonly dropped: number;
}

/** What time, level and the rest of a line come to beside its texts, as JSON. */
const LINE_OVERHEAD_BYTES = 32;

/** What a line counts towards bounds. */
export function bytesOf({ text, context }: CapturedLine): number {
  return Buffer.byteLength(text) + (context === null ? 0 : Buffer.byteLength(context)) + LINE_OVERHEAD_BYTES;
}

/** Whether `level` is at least as loud as `least`. */
export function isAtLeast(level: LogLevel, least: LogLevel): boolean {
  return LOG_LEVELS.indexOf(level) >= LOG_LEVELS.indexOf(least);
}
