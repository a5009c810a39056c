/** What of a value is kept with an execution. */
export const KEPT_JSON_BYTES = 8 * 1024;

/**
 * A value as JSON can hold it, if it is small: never throws, whatever a handler returned. What is too large, cyclic or
 * not JSON becomes a note that says so.
 */
export function boundedJson(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  try {
    const text = JSON.stringify(value);
    if (text === undefined) return { omitted: `${typeof value} is not JSON` };
    if (text.length > KEPT_JSON_BYTES)
      return { omitted: `${text.length} characters of JSON are more than are kept` };
    return JSON.parse(storable(text)) as unknown;
  } catch (error) {
    return { omitted: error instanceof Error ? error.message : 'not JSON' };
  }
}

/** PostgreSQL's jsonb has no place for NUL and lone surrogates. */
function storable(json: string): string {
  return json.replaceAll('\\u0000', '\\ufffd').replace(/\\ud[89a-f][0-9a-f]{2}/g, '\\ufffd');
}
