import { ValidateBy } from 'class-validator';
import { parseInstant } from './instant.js';

/** What a job's name looks like. */
export const JOB_NAME = /^[A-Za-z0-9_.:-]{1,120}$/;
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const once = (value: unknown): value is string => typeof value === 'string';

/** One value that `accept` accepts; `expected` completes "Write …". */
export function IsOne(expected: string, accept: (text: string) => boolean): PropertyDecorator {
  return ValidateBy({
    name: 'isOne',
    validator: {
      validate: (value) => once(value) && accept(value),
      defaultMessage: (context) =>
        Array.isArray(context?.value) ? `Given more than once: write ${expected}.` : `Write ${expected}.`,
    },
  });
}

/** One text, without characters that PostgreSQL or a log can't hold. */
export function IsText(shortest: number, longest: number): PropertyDecorator {
  return IsOne(
    `${shortest} to ${longest} characters, no control characters`,
    (text) => text.length >= shortest && text.length <= longest && !/\p{Cc}/u.test(text),
  );
}

/** One of a few words. */
export function IsWord(words: readonly string[]): PropertyDecorator {
  return IsOne(`one of ${words.join(', ')}`, (text) => words.includes(text));
}

/** One instant: see {@link parseInstant}. */
export function IsInstant(): PropertyDecorator {
  return IsOne(
    'an instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B)',
    (text) => parseInstant(text) !== null,
  );
}
