import type { JobDefinition } from '../../definition/job-definition.js';
import { fieldValue } from '../../definition/overrides/overridden-job.js';
import type {
  JobOverridePatch,
  JobOverrideValues,
  OverriddenFields,
  OverridableField,
} from '../../definition/overrides/override-fields.js';
import type { FieldChange } from './job-configuration.interface.js';

const SHOWN_DUE_TIMES = 10;

/** Who says so, why, and for how long. */
export interface Said {
  readonly by: string | null;
  readonly reason: string | null;
  readonly until: Date | null;
}

/** What is overridden after a patch. @param now milliseconds since the Unix epoch */
export function patched(
  before: OverriddenFields,
  patch: JobOverridePatch,
  code: JobDefinition,
  { by, reason, until }: Said,
  now: number,
): OverriddenFields {
  const fields: Record<string, unknown> = { ...before };
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete fields[name];
    else
      fields[name] = {
        value,
        code: fieldValue(code, name as OverridableField),
        by,
        reason,
        since: new Date(now).toISOString(),
        until: until?.toISOString() ?? null,
      };
  }
  return fields as OverriddenFields;
}

/** What fields say in place of the code. */
export function valuesOf(fields: OverriddenFields): JobOverrideValues {
  return Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value]));
}

/** What becomes of one field. */
export function changeOf(
  field: OverridableField,
  code: JobDefinition,
  before: JobDefinition,
  after: JobDefinition,
  fields: OverriddenFields,
): FieldChange {
  const until = fields[field]?.until ?? null;
  return {
    field,
    code: fieldValue(code, field),
    before: fieldValue(before, field),
    after: fieldValue(after, field),
    source: fields[field] ? 'override' : 'code',
    until: until === null ? null : new Date(until),
  };
}

/** The next due times, as many as are shown. */
export function nextSlots({ schedule, enabled }: JobDefinition, now: number): Date[] {
  const slots: Date[] = [];
  if (!enabled) return slots;
  for (const slot of schedule.slotsBetween(now, Infinity)) {
    slots.push(new Date(slot));
    if (slots.length === SHOWN_DUE_TIMES) break;
  }
  return slots;
}
