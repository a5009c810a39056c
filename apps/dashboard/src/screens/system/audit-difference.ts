import { clockTime } from '../../time/words.js';

/** One value that an action has changed, or has set. */
export interface Difference {
  /** Where it stands: `timeout`, `patch.schedule`; empty for a value that stands alone. */
  readonly path: string;
  /** Null where nothing is said of it. */
  readonly before: string | null;
  /** Null where nothing is said of it: what held before is told all the same. */
  readonly after: string | null;
}

const NONE = 'none';
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/**
 * What an action has changed, value by value: what is the same before and after is left out, and what there is none of.
 * @param zone of who reads it; default: the viewer's
 */
export function differencesOf(before: unknown, after: unknown, zone?: string): readonly Difference[] {
  const { changes, rest } = fieldChanges(after);
  const [old, now] = [valuesOf(before, zone), valuesOf(rest, zone)];
  const others = [...new Set([...old.keys(), ...now.keys()])]
    .map((path) => ({ path, before: old.get(path) ?? null, after: now.get(path) ?? null }))
    .filter((one) => (one.before ?? NONE) !== (one.after ?? NONE) && one.after !== '0');
  const fields = changes.map(({ field, before, after }) => ({
    path: field,
    before: inWords(before, zone),
    after: inWords(after, zone),
  }));
  return [...fields, ...others];
}

interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** An edit of the configuration says itself what was different, field by field. */
function fieldChanges(after: unknown): { readonly changes: readonly FieldChange[]; readonly rest: unknown } {
  if (typeof after !== 'object' || after === null || !('changes' in after))
    return { changes: [], rest: after };
  const { changes, ...rest } = after;
  return Array.isArray(changes) && changes.every(isFieldChange)
    ? { changes, rest }
    : { changes: [], rest: after };
}

function isFieldChange(value: unknown): value is FieldChange {
  return typeof value === 'object' && value !== null && 'field' in value && typeof value.field === 'string';
}

function valuesOf(value: unknown, zone?: string, path = '', values = new Map<string, string>()) {
  if (typeof value === 'object' && value !== null && !isPlainList(value)) {
    for (const [name, one] of Object.entries(value)) {
      valuesOf(one, zone, path === '' ? name : `${path}.${name}`, values);
    }
  } else if (value !== undefined && !(value === null && path === '')) {
    values.set(path, inWords(value, zone));
  }
  return values;
}

function isPlainList(value: object): boolean {
  return Array.isArray(value) && value.every((one) => typeof one !== 'object' || one === null);
}

function inWords(value: unknown, zone?: string): string {
  if (value === null || value === undefined) return NONE;
  if (Array.isArray(value) && isPlainList(value)) {
    return value.length === 0 ? NONE : value.map((one) => inWords(one, zone)).join(', ');
  }
  if (typeof value === 'string') return INSTANT.test(value) ? clockTime(Date.parse(value), zone) : value;
  return JSON.stringify(value);
}
