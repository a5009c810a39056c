import { TrackedCronError } from '../../tracked-cron.error.js';
import { defineJob } from '../define-job.js';
import { describePolicy } from '../describe-options.js';
import type { JobDefinition } from '../job-definition.js';
import {
  holdingFields,
  overrideKey,
  type JobOverrideValues,
  type OverridableField,
  type StoredOverride,
} from './override-fields.js';

/** How many due times are looked at for two that are too close together. */
const INTERVALS_LOOKED_AT = 1_000;

/** What an override makes of a job. */
export interface AppliedOverride {
  /** See `overrideKey`. */
  readonly key: string;
  /** What the code says now of the overridden fields. */
  readonly code: Readonly<Partial<Record<OverridableField, unknown>>>;
  /** Why the code, which has changed since, can't be overridden like this; it then holds as it is. Null: it can. */
  readonly problem: string | null;
}

/**
 * The job as it is with what somebody put in place of its code. Never throws: an override that the code of today would
 * refuse is left out, and says why.
 * @param now milliseconds since the Unix epoch
 */
export function overriddenJob(code: JobDefinition, stored: StoredOverride, now: number): JobDefinition {
  const fields = holdingFields(stored.fields, now);
  const key = overrideKey({ ...stored, fields });
  if (key === null) return code;
  const names = Object.keys(fields) as OverridableField[];
  const applied = { key, code: Object.fromEntries(names.map((name) => [name, fieldValue(code, name)])) };
  const values = Object.fromEntries(names.map((name) => [name, fields[name]!.value])) as JobOverrideValues;
  try {
    return { ...checkedOverride(code, values, now), override: { ...applied, problem: null } };
  } catch (error) {
    if (!(error instanceof TrackedCronError)) throw error;
    return { ...code, override: { ...applied, problem: error.message } };
  }
}

/**
 * The job with these values, checked by the rules of boot and by what the job allows.
 * @throws TrackedCronError `INVALID_JOB`, `OVERRIDE_REFUSED`
 */
export function checkedOverride(code: JobDefinition, values: JobOverrideValues, now: number): JobDefinition {
  const { fields, shortestInterval } = code.overrides;
  const forbidden = (Object.keys(values) as OverridableField[]).filter((name) => !fields.includes(name));
  if (forbidden.length > 0) {
    throw refused(
      code,
      `its code doesn't let ${forbidden.join(', ')} be overridden` +
        (fields.length === 0 ? ', nor anything else.' : `, only ${fields.join(', ')}.`),
    );
  }
  const job = defineJob(code.writtenAs, code.defaults, values);
  if (shortestInterval === null || values.schedule === undefined) return job;
  const shortest = closest(job, now);
  if (shortest >= shortestInterval) return job;
  throw refused(
    code,
    `its code wants at least ${shortestInterval / 1_000} s between two due times, and '${job.schedule.expression}' has ` +
      `${shortest / 1_000} s.`,
  );
}

/** What a job says of a field that can be overridden, durations in milliseconds. */
export function fieldValue(job: JobDefinition, field: OverridableField): unknown {
  switch (field) {
    case 'schedule':
      return job.schedule.expression;
    case 'timeZone':
      return job.schedule.timeZone;
    case 'retryPolicy':
      return describePolicy(job.retryPolicy);
    default:
      return job[field];
  }
}

function closest({ schedule }: JobDefinition, now: number): number {
  let shortest = Infinity;
  let before: number | undefined;
  let looks = 0;
  for (const slot of schedule.slotsBetween(now, Infinity)) {
    if (before !== undefined) shortest = Math.min(shortest, slot - before);
    before = slot;
    if (++looks > INTERVALS_LOOKED_AT) break;
  }
  return shortest;
}

function refused({ name }: JobDefinition, why: string): TrackedCronError {
  return new TrackedCronError('OVERRIDE_REFUSED', `Job "${name}" can't be changed like this: ${why}`, {
    jobName: name,
  });
}
