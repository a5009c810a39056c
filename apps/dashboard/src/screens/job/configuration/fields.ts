import type { Schemas } from '../../../api/client.js';

type Job = Schemas['Job'];

/** What of a job can be changed while it is deployed. */
export type Field = Schemas['FieldChange']['field'];

export const FIELD_WORDS: Readonly<Record<Field, string>> = {
  schedule: 'Schedule',
  timeZone: 'Time zone',
  timeout: 'Timeout',
  retryPolicy: 'Retries',
  alertThresholds: 'Alert thresholds',
  enabled: 'Enabled',
};

const FIELDS = Object.keys(FIELD_WORDS) as Field[];

/** One field: what the code says, what is in place of it, and what holds. */
export interface FieldRow {
  readonly field: Field;
  /** What holds now. */
  readonly inForce: unknown;
  /** Who says so. */
  readonly source: string;
  /** What the code says now. */
  readonly code: unknown;
  readonly override: Schemas['OverrideRecord'] | null;
  /** Whether the code lets people change it. */
  readonly isOpen: boolean;
}

/** Code against override, field by field. */
export function fieldRows(job: Job): readonly FieldRow[] {
  const open = openFields(job);
  return FIELDS.map((field) => {
    const { value, source } = inForce(job, field);
    const override = job.override?.fields[field] ?? null;
    return {
      field,
      inForce: value,
      source,
      code: override ? override.codeNow : value,
      override,
      isOpen: open.includes(field),
    };
  });
}

/** Of which fields the code lets people say something. */
export function openFields({ options }: Job): readonly Field[] {
  const { fields } = (options.overrides.value ?? {}) as { readonly fields?: readonly Field[] };
  return fields ?? FIELDS;
}

function inForce({ schedule, scheduleSource, options }: Job, field: Field): Schemas['EffectiveOption'] {
  switch (field) {
    case 'schedule':
      return { value: schedule, source: scheduleSource };
    case 'enabled':
      return { value: options.disabled.value !== true, source: options.disabled.source };
    case 'alertThresholds':
      return thresholdsInForce(options.alertThresholds);
    default:
      return options[field];
  }
}

function thresholdsInForce(thresholds: Job['options']['alertThresholds']): Schemas['EffectiveOption'] {
  const values = Object.entries(thresholds).map(([name, { value }]) => [name, value] as const);
  const sources = [...new Set(Object.values(thresholds).map(({ source }) => source))];
  return { value: Object.fromEntries(values), source: sources.join(', ') || 'default' };
}
