import type { AlertPreferenceEntity } from './alert-preference.entity.js';

/** A preference as it is stored: the last word about its key. */
export type StoredPreference = Pick<
  AlertPreferenceEntity,
  'key' | 'value' | 'revision' | 'setAt' | 'setBy' | 'reason' | 'holdsUntil'
>;

/** Whether it holds: it has not run out, and was not given back to the code. @param now epoch milliseconds */
export function isHolding({ value, holdsUntil }: StoredPreference, now: number): boolean {
  return value !== null && (holdsUntil === null || holdsUntil.getTime() > now);
}
