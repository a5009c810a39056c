/**
 * An array parameter of texts, whatever is in them, written out. The driver adds an array up piece by piece; thirteen columns of
 * ten thousand jobs were ropes of half a million parts, all of them alive until they were sent.
 */
export function quotedArray(values: readonly (string | null)[]): string {
  return `{${values.map(quoted).join()}}`;
}

function quoted(value: string | null): string {
  return value === null ? 'NULL' : `"${value.replace(/["\\]/g, '\\$&')}"`;
}
