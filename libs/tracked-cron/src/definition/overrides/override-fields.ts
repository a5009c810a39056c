import type { Duration } from '../../duration.js';
import type { AlertThresholds } from '../../health/alert-thresholds.js';
import type { RetryPolicy } from '../retry-policy.js';

/** What of a job can be changed while it is deployed. */
export const OVERRIDABLE = [
  'schedule',
  'timeZone',
  'timeout',
  'retryPolicy',
  'alertThresholds',
  'enabled',
] as const;

export type OverridableField = (typeof OVERRIDABLE)[number];

/** Values in place of those that the code has; what is left out stays as the code says. */
export interface JobOverrideValues {
  /** As `@TrackedCron` takes it. */
  schedule?: string | readonly string[];
  /** IANA name. */
  timeZone?: string;
  /** `'none'`: no limit, also where the code has one. */
  timeout?: Duration | 'none';
  /** In place of the code's whole policy, except `classify`, which stays the code's. `{ maxAttempts: 1 }`: no retries. */
  retryPolicy?: Omit<RetryPolicy, 'classify'>;
  /** Laid over the code's, one by one. */
  alertThresholds?: AlertThresholds;
  /** False: slots come due, and are counted as skipped, reason `disabled`. */
  enabled?: boolean;
}

/** A change of overrides: null gives a field back to the code, what is left out stays as it is. */
export type JobOverridePatch = {
  readonly [Field in OverridableField]?: JobOverrideValues[Field] | null;
};

/** One overridden field, as it is stored. */
interface OverriddenField {
  /** As it was asked for. */
  readonly value: unknown;
  /** What the code said when it was overridden; durations in milliseconds. */
  readonly code: unknown;
  readonly by: string | null;
  readonly reason: string | null;
  /** ISO 8601. */
  readonly since: string;
  /** When it ends by itself, ISO 8601; null for never. */
  readonly until: string | null;
}

export type OverriddenFields = Readonly<Partial<Record<OverridableField, OverriddenField>>>;

/** What somebody has put in place of a job's code, as its last edit left it. */
export interface StoredOverride {
  /** Grows with each edit in the application and environment. */
  readonly revision: number;
  readonly fields: OverriddenFields;
}

/** The fields that have not run out. @param now milliseconds since the Unix epoch */
export function holdingFields(fields: OverriddenFields, now: number): OverriddenFields {
  return Object.fromEntries(
    Object.entries(fields).filter(([, { until }]) => until === null || Date.parse(until) > now),
  );
}

/** Names what holds, the same for all instances; null where nothing does. */
export function overrideKey({ revision, fields }: StoredOverride): string | null {
  const names = Object.keys(fields).sort();
  return names.length === 0 ? null : `${revision}:${names.join(',')}`;
}

/** When the next of these fields runs out, milliseconds since the Unix epoch; `Infinity` for never. */
export function nextExpiry(fields: OverriddenFields, now: number): number {
  const ends = Object.values(fields).flatMap(({ until }) => (until === null ? [] : [Date.parse(until)]));
  return Math.min(Infinity, ...ends.filter((end) => end > now));
}
