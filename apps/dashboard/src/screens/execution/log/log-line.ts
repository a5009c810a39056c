import type { Schemas } from '../../../api/client.js';

export type LogLine = Schemas['LogLine'];
export type LogLevel = LogLine['level'];

/** From quiet to loud. */
export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const satisfies readonly LogLevel[];

export interface LogFilter {
  readonly level?: LogLevel;
  readonly find?: string;
}

/** A line by its attempt and number, for the address: `1.73`. */
export function nameOf({ attempt, sequence }: Pick<LogLine, 'attempt' | 'sequence'>): string {
  return `${attempt}.${sequence}`;
}

/** Whether a line that came by itself is one of those that were asked for: the API's own rules. */
export function isMeant({ level, text, context }: LogLine, { level: least, find }: LogFilter): boolean {
  if (least !== undefined && LOG_LEVELS.indexOf(level) < LOG_LEVELS.indexOf(least)) return false;
  if (find === undefined) return true;
  const needle = find.toLowerCase();
  return text.toLowerCase().includes(needle) || (context?.toLowerCase().includes(needle) ?? false);
}

/** Whether a line stands behind a place in the log. */
export function isBehind({ attempt, sequence }: LogLine, place: string | null): boolean {
  if (place === null) return true;
  const [placeAttempt = 0, placeSequence = 0] = place.split('.').map(Number);
  return attempt > placeAttempt || (attempt === placeAttempt && sequence > placeSequence);
}

/** Where to begin so that a line has some before it. */
export function placeBefore(line: string, lines: number): string | undefined {
  const [attempt = 1, sequence = 1] = line.split('.').map(Number);
  const first = Math.max(0, sequence - 1 - lines);
  return first === 0 && attempt === 1 ? undefined : `${attempt}.${first}`;
}
