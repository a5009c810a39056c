import { isHiddenValue } from './hidden-value.js';

/** A value of JSON as people read it; what is hidden is said to be. */
export function JsonValue({ name, value }: { name: string; value: unknown }) {
  if (value === null || value === undefined) return <span className="soft">None</span>;
  if (isHiddenValue(value)) return <span className="soft">Hidden from your role</span>;
  return (
    <pre className="json-value" tabIndex={0} role="region" aria-label={name}>
      {JSON.stringify(value, null, 2)}
    </pre>
  );
}
