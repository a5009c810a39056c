import { TrackedCronError } from 'nestjs-tracked-cron';
import { nearest } from 'nestjs-tracked-cron/internal';

/** What can be preferred, by the word before the colon; `quietHours` stands alone. */
export const PREFERENCE_KINDS = ['mute', 'channel', 'quietHours', 'window', 'route'] as const;

/** See {@link PREFERENCE_KINDS}. */
type PreferenceKind = (typeof PREFERENCE_KINDS)[number];

/** A key, taken apart. */
export interface PreferenceKey {
  readonly kind: PreferenceKind;
  /** Of the job, channel, window or route; empty for `quietHours`. */
  readonly name: string;
}

const EXAMPLES = 'write "mute:<job>", "channel:<name>", "quietHours", "window:<name>" or "route:<name>"';
/** A job's name has 120 characters at most; a pattern may have some more. */
const LONGEST_KEY = 200;

/** @throws TrackedCronError `INVALID_OPTION` */
export function preferenceKey(key: unknown): PreferenceKey {
  if (typeof key !== 'string' || !/^[^\p{Cc}\p{Cs}]+$/u.test(key) || key.length > LONGEST_KEY)
    throw invalid(`the key of a preference must be a text of 1 to ${LONGEST_KEY} characters: ${EXAMPLES}.`);
  const [word, ...rest] = key.split(':');
  const name = rest.join(':');
  const kind = PREFERENCE_KINDS.find((one) => one === word);
  const isWhole = kind === 'quietHours' ? key === kind : name !== '';
  if (kind !== undefined && isWhole) return { kind, name };
  const near = kind ?? nearest(word, PREFERENCE_KINDS, 2);
  const meant = PREFERENCE_KINDS.find((one) => one === near);
  throw invalid(
    `the preference ${JSON.stringify(key)} is not known: ${meant === undefined ? '' : `did you mean ${exampleOf(meant)}? `}${EXAMPLES}.`,
  );
}

function exampleOf(kind: PreferenceKind): string {
  return kind === 'quietHours' ? '"quietHours"' : `"${kind}:<${kind === 'mute' ? 'job' : 'name'}>"`;
}

function invalid(message: string): TrackedCronError {
  return new TrackedCronError('INVALID_OPTION', message);
}
