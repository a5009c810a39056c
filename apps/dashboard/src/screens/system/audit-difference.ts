/** One value that an action has changed, or has set. */
export interface Difference {
  /** Where it stands: `timeout`, `patch.schedule`; empty for a value that stands alone. */
  readonly path: string;
  /** Null where there was none. */
  readonly before: string | null;
  /** Null where there is none any more. */
  readonly after: string | null;
}

/** What an action has changed, value by value: what is the same before and after is left out. */
export function differencesOf(before: unknown, after: unknown): readonly Difference[] {
  const [old, now] = [valuesOf(before), valuesOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((path) => ({ path, before: old.get(path) ?? null, after: now.get(path) ?? null }))
    .filter((one) => one.before !== one.after);
}

function valuesOf(value: unknown, path = '', values = new Map<string, string>()): Map<string, string> {
  if (Array.isArray(value)) {
    const isPlain = value.every((one) => typeof one !== 'object' || one === null);
    if (isPlain) values.set(path, value.length === 0 ? 'none' : value.map(said).join(', '));
    else value.forEach((one, at) => valuesOf(one, joined(path, nameOf(one) ?? String(at + 1)), values));
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, one] of Object.entries(value)) valuesOf(one, joined(path, name), values);
  } else if (value !== null && value !== undefined) {
    values.set(path, said(value));
  }
  return values;
}

/** Entries of a list are known by what they are about, such as the field of a change. */
function nameOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const { field, jobName, name } = value as Record<string, unknown>;
  const known = field ?? jobName ?? name;
  return typeof known === 'string' ? known : null;
}

function said(value: unknown): string {
  return typeof value === 'string' ? value : String(value);
}

function joined(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
