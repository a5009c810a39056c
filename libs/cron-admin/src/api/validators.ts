import { ValidateBy } from 'class-validator';
import type { RuleContext } from '../openapi/dto-schema.js';
import type { JsonSchema } from '../openapi/schema.js';
import { INSTANT, parseInstant } from './instant.js';

/** What a job's name looks like. */
export const JOB_NAME = /^[A-Za-z0-9_.:-]{1,120}$/;
export const LONGEST_FINGERPRINT = 200;
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const once = (value: unknown): value is string => typeof value === 'string';

/**
 * One value that `accept` accepts.
 * @param expected completes "Write …"
 * @param schema what the OpenAPI document says of it, besides that it is a text, and what is expected
 */
export function IsOne(
  expected: string,
  accept: (text: string) => boolean,
  schema: JsonSchema = {},
): PropertyDecorator {
  const context: RuleContext = {
    schema: { type: 'string', description: `${expected[0].toUpperCase()}${expected.slice(1)}.`, ...schema },
  };
  const validator = {
    validate: (value: unknown) => once(value) && accept(value),
    defaultMessage: (context?: { value: unknown }) =>
      Array.isArray(context?.value) ? `Given more than once: write ${expected}.` : `Write ${expected}.`,
  };
  return ValidateBy({ name: 'isOne', validator }, { context });
}

/** One whole number in a query. */
export function IsWhole(least: number, most: number): PropertyDecorator {
  return IsOne(
    `a number from ${least} to ${most}`,
    (text) => /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most,
    { type: 'integer', minimum: least, maximum: most },
  );
}

/** One whole number in a body. */
export function IsCount(least: number, most: number): PropertyDecorator {
  const context: RuleContext = { schema: { type: 'integer', minimum: least, maximum: most } };
  const validator = {
    validate: (value: unknown) =>
      Number.isInteger(value) && (value as number) >= least && (value as number) <= most,
    defaultMessage: () => `Write a whole number from ${least} to ${most}.`,
  };
  return ValidateBy({ name: 'isCount', validator }, { context });
}

/** One job's name. */
export function IsJobName(): PropertyDecorator {
  return IsOne('a job name: 1 to 120 of A-Z a-z 0-9 _ . : -', (text) => JOB_NAME.test(text), {
    pattern: JOB_NAME.source,
  });
}

/** One text, without characters that PostgreSQL or a log can't hold. */
export function IsText(shortest: number, longest: number): PropertyDecorator {
  return IsOne(
    `${shortest} to ${longest} characters, no control characters`,
    (text) => text.length >= shortest && text.length <= longest && !/\p{Cc}/u.test(text),
    { minLength: shortest, maxLength: longest, pattern: '^\\P{Cc}*$' },
  );
}

/** One of a few words. */
export function IsWord(words: readonly string[]): PropertyDecorator {
  return IsOne(`one of ${words.join(', ')}`, (text) => words.includes(text), { enum: words });
}

/** One instant: see {@link parseInstant}. */
export function IsInstant(): PropertyDecorator {
  return IsOne(
    'an instant such as 2026-11-23T02:00:00Z (a + in a query is written %2B)',
    (text) => parseInstant(text) !== null,
    { pattern: INSTANT.source },
  );
}
