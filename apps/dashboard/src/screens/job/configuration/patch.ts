import type { Schemas } from '../../../api/client.js';
import { fieldRows, type Field } from './fields.js';

type Job = Schemas['Job'];

/** What stands in the form, as text; `enabled` is `true` or `false`. */
export type Written = Readonly<Record<Field, string>>;

/** What of a change would be sent, or what is wrong with what is written, by field. */
export interface WrittenPatch {
  readonly patch: Readonly<Partial<Record<Field, unknown>>>;
  readonly problems: Readonly<Partial<Record<Field, string>>>;
}

/** What the form begins with: what holds now, in the words in which it can be said. */
export function writtenOf(job: Job): Written {
  const texts = fieldRows(job).map(({ field, inForce, override }) => [
    field,
    textOf(field, override ? override.value : inForce),
  ]);
  return Object.fromEntries(texts) as Written;
}

function textOf(field: Field, value: unknown): string {
  if (field === 'retryPolicy') return JSON.stringify(ownPart(value) ?? { maxAttempts: 1 }, null, 2);
  if (field === 'alertThresholds') return JSON.stringify(value ?? {}, null, 2);
  if (field === 'timeout')
    return value === null ? 'none' : typeof value === 'number' ? millis(value) : String(value);
  if (field === 'schedule' && Array.isArray(value)) return value.join(' | ');
  return String(value);
}

/** `classify` is code, and stays the code's. */
function ownPart(policy: unknown): unknown {
  if (typeof policy !== 'object' || policy === null) return null;
  const { classify: _, ...own } = policy as Record<string, unknown>;
  return own;
}

function millis(ms: number): string {
  if (ms % 60_000 === 0) return `${ms / 60_000}m`;
  return ms % 1_000 === 0 ? `${ms / 1_000}s` : `${ms}ms`;
}

/** Only what differs from the beginning: what is not named stays as it is. */
export function patchOf(before: Written, now: Written): WrittenPatch {
  const patch: Partial<Record<Field, unknown>> = {};
  const problems: Partial<Record<Field, string>> = {};
  for (const field of Object.keys(before) as Field[]) {
    if (now[field].trim() === before[field].trim()) continue;
    const read = valueOf(field, now[field].trim());
    if ('problem' in read) problems[field] = read.problem;
    else patch[field] = read.value;
  }
  return { patch, problems };
}

function valueOf(field: Field, text: string): { value: unknown } | { problem: string } {
  if (field === 'enabled') return { value: text === 'true' };
  if (field === 'timeout') return { value: text === '' ? 'none' : /^\d+$/.test(text) ? Number(text) : text };
  if (field !== 'retryPolicy' && field !== 'alertThresholds') {
    return text === '' ? { problem: 'Write one, or reset it to what the code says.' } : { value: text };
  }
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { problem: `This is no JSON yet: ${error instanceof Error ? error.message : String(error)}` };
  }
}
