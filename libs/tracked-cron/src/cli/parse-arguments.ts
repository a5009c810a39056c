import { nearest } from '../schedule/spelling.js';
import { UsageError } from './command.js';

/**
 * Reads a command's arguments with `parse`.
 * @param known its options, without dashes
 * @throws UsageError that names what was meant
 */
export function parseArguments<Parsed>(parse: () => Parsed, known: readonly string[]): Parsed {
  try {
    return parse();
  } catch (error) {
    const { message } = error as Error;
    const unknown = /^Unknown option '-+([^'=]+)/.exec(message)?.[1];
    if (unknown === undefined) throw new UsageError(message);
    const meant = nearest(unknown, known, 3);
    throw new UsageError(`There is no option --${unknown}${meant ? `: did you mean --${meant}?` : '.'}`);
  }
}
