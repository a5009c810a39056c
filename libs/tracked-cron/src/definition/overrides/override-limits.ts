import { parseDuration, type Duration } from '../../duration.js';
import { invalid } from '../job-option.js';
import { checkNames } from '../known-options.js';
import type { TrackedCronJobOptions } from '../tracked-cron-job.options.js';
import { OVERRIDABLE, type OverridableField } from './override-fields.js';

/** What people may change of a job while it is deployed. */
export interface OverrideOptions {
  /** The fields that may be overridden; `[]` for none. Default: all of them. */
  readonly fields?: readonly OverridableField[];
  /** No overriding schedule may have two due times closer together. Milliseconds, or such as `'30s'`. Default: no limit. */
  readonly shortestInterval?: Duration;
}

/** {@link OverrideOptions}, checked. */
export interface OverrideLimits {
  readonly fields: readonly OverridableField[];
  /** Milliseconds; null for none. */
  readonly shortestInterval: number | null;
}

const KNOWN: Record<keyof OverrideOptions, true> = { fields: true, shortestInterval: true };

/** One for all that say nothing of it. */
const EVERYTHING: OverrideLimits = Object.freeze({ fields: OVERRIDABLE, shortestInterval: null });

/** @throws TrackedCronError `INVALID_OPTION`, `INVALID_DURATION` */
export function overrideLimits({ overrides }: TrackedCronJobOptions): OverrideLimits {
  if (overrides === undefined) return EVERYTHING;
  checkNames(
    overrides,
    'part of overrides',
    Object.keys(KNOWN),
    "overrides must be an object: write overrides: { fields: ['timeout'], shortestInterval: '30s' }.",
  );
  const { fields = OVERRIDABLE, shortestInterval } = overrides;
  if (!Array.isArray(fields) || !fields.every((field) => OVERRIDABLE.includes(field as OverridableField))) {
    throw invalid(`overrides.fields must be a list of ${OVERRIDABLE.join(', ')}; [] allows none.`);
  }
  return {
    fields: [...fields],
    shortestInterval:
      shortestInterval === undefined ? null : parseDuration(shortestInterval, 'overrides.shortestInterval'),
  };
}
