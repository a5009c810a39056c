import type { AppliedOverride } from '../definition/overrides/overridden-job.js';
import {
  holdingFields,
  type OverridableField,
  type OverriddenFields,
  type StoredOverride,
} from '../definition/overrides/override-fields.js';

/** One field that somebody has put in place of the code. */
export interface OverrideRecord {
  /** As it was asked for. */
  readonly value: unknown;
  /** What the code said when it was overridden; durations in milliseconds. */
  readonly codeThen: unknown;
  /** What the code of the newest release says now; as `codeThen` where no instance has looked yet. */
  readonly codeNow: unknown;
  /** Whether the code has changed under the override: is it still wanted? */
  readonly drifted: boolean;
  readonly by: string | null;
  readonly reason: string | null;
  readonly since: Date;
  /** When it goes back to the code by itself; null for never. */
  readonly until: Date | null;
}

/** What is overridden of a job. */
export interface JobOverride {
  readonly fields: Readonly<Partial<Record<OverridableField, OverrideRecord>>>;
  /** Why it doesn't hold: the code has changed so that it can't be overridden like this. Null: it holds. */
  readonly problem: string | null;
}

/** @param applied what the row of the job says of it */
export function jobOverride(
  stored: StoredOverride | undefined,
  applied: AppliedOverride | null | undefined,
  now: Date,
): JobOverride | null {
  const fields = holdingFields(stored?.fields ?? {}, now.getTime());
  const names = Object.keys(fields) as OverridableField[];
  if (names.length === 0) return null;
  return {
    fields: Object.fromEntries(names.map((name) => [name, overrideRecord(name, fields, applied)])),
    problem: applied?.problem ?? null,
  };
}

function overrideRecord(
  name: OverridableField,
  fields: OverriddenFields,
  applied: AppliedOverride | null | undefined,
): OverrideRecord {
  const { value, code, by, reason, since, until } = fields[name]!;
  const now = applied?.code;
  const codeNow = now && name in now ? now[name] : code;
  return {
    value,
    codeThen: code,
    codeNow,
    drifted: JSON.stringify(codeNow) !== JSON.stringify(code),
    by,
    reason,
    since: new Date(since),
    until: until === null ? null : new Date(until),
  };
}
