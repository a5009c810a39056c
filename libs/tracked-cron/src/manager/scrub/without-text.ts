/** What stands where a text was removed. */
const SCRUBBED = '[scrubbed]';

/** Removes a text, without regard to case, from texts and from whatever JSON holds: keys, texts and the digits of numbers. */
export function withoutText(text: string): <Value>(value: Value) => Value {
  const pattern = new RegExp(text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'giu');
  const inText = (value: string) => value.replace(pattern, () => SCRUBBED);
  const inValue = (value: unknown): unknown => {
    if (typeof value === 'string') return inText(value);
    if (typeof value === 'number') return inText(String(value)) === String(value) ? value : SCRUBBED;
    if (Array.isArray(value)) return value.map(inValue);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, held]) => [inText(key), inValue(held)]));
  };
  return <Value>(value: Value) => inValue(value) as Value;
}
