import { recordError } from './error-record.js';
import { REDACTED, redact } from './redact.js';

/** What of a value is kept with an execution. */
export const KEPT_JSON_BYTES = 8 * 1024;

/**
 * A value as JSON can hold it, if it is small: never throws, whatever a handler returned. What is too large, cyclic or
 * not JSON becomes a note that says so; what looks like a secret is redacted.
 */
export function boundedJson(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  try {
    const text = JSON.stringify(value, withoutSecrets);
    if (text === undefined) return { omitted: `${typeof value} is not JSON` };
    if (text.length > KEPT_JSON_BYTES)
      return { omitted: `${text.length} characters of JSON are more than are kept` };
    return JSON.parse(storable(text)) as unknown;
  } catch (error) {
    // a getter or toJSON of the value may throw anything, an error that can't be read among it
    return { omitted: recordError(error).message };
  }
}

const SECRET_KEY =
  /pass(word|wd|phrase)?$|^pwd$|secret|token$|authorization|cookie|api_?-?key|private_?-?key/i;

/** By the name of a property, or by what a text looks like; long texts are cut before any pattern runs over them. */
function withoutSecrets(key: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (SECRET_KEY.test(key)) return REDACTED;
  return value.length > KEPT_JSON_BYTES ? value : redact(value);
}

/** PostgreSQL's jsonb has no place for NUL and lone surrogates. A text that only spells one out stays as it is. */
function storable(json: string): string {
  return json.replace(/(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/g, '$1\\ufffd');
}
