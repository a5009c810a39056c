import type { Terminal } from './terminal.js';

/** What a command answers to the shell. */
export const EXIT = {
  ok: 0,
  /** It found something, or failed. */
  found: 1,
  /** It was called wrongly. */
  usage: 2,
} as const;

/** One command of `tracked-cron`. */
export interface Command {
  readonly name: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  /** What `--help` prints. */
  readonly help: string;
  /** @throws UsageError when it is called wrongly */
  run(args: string[], terminal: Terminal): Promise<number>;
}

/** The command was called wrongly; the message says how to call it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
