import { nearest } from '../schedule/spelling.js';
import { invalid } from './job-option.js';

/**
 * Refuses what would have no effect because of its name.
 *
 * @param what the word for one of them
 * @param remedy what to write instead of something that is no object
 * @throws TrackedCronError `INVALID_OPTION`
 */
export function checkNames(given: unknown, what: string, known: readonly string[], remedy: string): void {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw invalid(remedy);
  for (const key of Object.keys(given)) {
    if (known.includes(key)) continue;
    const meant = nearest(key, known, 3);
    throw invalid(
      `the ${what} "${key}" is not known${meant ? `: did you mean "${meant}"?` : `; there are ${known.join(', ')}.`}`,
    );
  }
}
