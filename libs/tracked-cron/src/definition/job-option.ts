import { parseDuration, type Duration } from '../duration.js';
import { TrackedCronError } from '../tracked-cron.error.js';
import type { JobDefinition } from './job-definition.js';
import { PROFILE_NAMES, type ProfileName } from './job-profile.js';
import type { StandardSchema } from './standard-schema.js';
import type { TrackedCronJobOptions } from './tracked-cron-job.options.js';

// Readers of single options: each answers the value with its default, or says what to write instead.

type Options = TrackedCronJobOptions;
type Key = keyof Options;

/** PostgreSQL has no place for NUL, people none for the others. */
// oxlint-disable-next-line no-control-regex
const CONTROL_CHARACTER = /[\0-\x1f\x7f]|\p{Surrogate}/u;
// oxlint-disable-next-line no-control-regex
const UNSTORABLE = /\0|\p{Surrogate}/u;

/** Whether PostgreSQL takes a text: without NUL, and without half of a character. It may have several lines. */
export function isStorable(value: string): boolean {
  return !UNSTORABLE.test(value);
}

export function text(options: Options, key: 'group' | 'owner'): string | null {
  const value: unknown = options[key];
  if (value === undefined) return null;
  if (isText(value, 200)) return value;
  throw invalid(`${key} must be a text of 1 to 200 characters on one line: write ${key}: 'billing'.`);
}

/** One for all: thousands of jobs have none. */
export const NONE: readonly never[] = Object.freeze([]);

export function texts(options: Options, key: 'tags' | 'runsOn'): readonly string[] {
  const value: unknown = options[key] ?? NONE;
  if (value === NONE) return NONE;
  if (Array.isArray(value) && value.length <= 50 && value.every((item) => isText(item, 100))) {
    return [...(value as string[])];
  }
  throw invalid(`${key} must be a list of at most 50 short texts: write ${key}: ['nightly'].`);
}

/** One label, or several. */
export function labels(options: Options): readonly string[] {
  return texts(typeof options.runsOn === 'string' ? { runsOn: [options.runsOn] } : options, 'runsOn');
}

export function oneOf<Value extends string>(
  options: Options,
  key: Key,
  values: readonly Value[],
): Value | undefined {
  const value: unknown = options[key];
  if (value === undefined || values.includes(value as Value)) return value as Value | undefined;
  throw invalid(
    `${key}: ${JSON.stringify(value)} is not known: write ${values.map((one) => `'${one}'`).join(' or ')}.`,
  );
}

export function profile(options: Options): ProfileName | undefined {
  return oneOf(options, 'profile', PROFILE_NAMES);
}

export function flag(options: Options, key: Key): boolean {
  const value: unknown = options[key] ?? false;
  if (typeof value === 'boolean') return value;
  throw invalid(`${key} must be true or false.`);
}

export function assertion(options: Options): JobDefinition['assert'] {
  const value: unknown = options.assert;
  if (value === undefined) return null;
  if (typeof value === 'function') return value as JobDefinition['assert'];
  throw invalid(
    "assert must be a function of the result: write assert: (result) => result.length > 0 || 'nothing found'.",
  );
}

export function condition(options: Options): JobDefinition['when'] {
  const value: unknown = options.when;
  if (value === undefined) return null;
  if (typeof value === 'function') return value as JobDefinition['when'];
  throw invalid(
    "when must be a function of the slot: write when: (slot) => isOpen(slot) || 'the shop is closed'.",
  );
}

export function schema(options: Options): JobDefinition['parameters'] {
  const value = options.parameters as StandardSchema | undefined;
  if (value === undefined) return null;
  if (typeof value?.['~standard']?.validate === 'function') return value;
  throw invalid(
    'parameters must be a Standard Schema: write parameters: z.object({ … }) with zod 3.24 or newer, valibot or arktype; or a class with rules of class-validator.',
  );
}

export function duration(options: Options, key: 'catchUpWindow' | 'timeout' | 'jitter'): number | null {
  const value: Duration | null | undefined = options[key];
  return value === undefined || (value === null && key !== 'catchUpWindow')
    ? null
    : parseDuration(value as Duration, key);
}

/** The longest that a timer of Node can wait, milliseconds: 24.8 days. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export function timeout(options: Options): number | null {
  const milliseconds = duration(options, 'timeout');
  if (milliseconds === null || milliseconds <= LONGEST_TIMER_MS) return milliseconds;
  throw invalid('timeout can be 24 days at most: write a shorter one, or none.');
}

export function wholeNumber(
  options: Options,
  key: 'maxCatchUp' | 'maxQueued',
  { least, most }: { least: number; most: number },
): number | null {
  const value: unknown = options[key];
  if (value === undefined) return null;
  if (Number.isInteger(value) && (value as number) >= least && (value as number) <= most)
    return value as number;
  throw invalid(`${key} must be a whole number from ${least} to ${most}.`);
}

function isText(value: unknown, longest: number): value is string {
  return (
    typeof value === 'string' && value !== '' && value.length <= longest && !CONTROL_CHARACTER.test(value)
  );
}

/** An error without the job's name, which whoever reads all options puts in front. */
export function invalid(message: string): TrackedCronError {
  return new TrackedCronError('INVALID_OPTION', message);
}
