import { duration } from '../../../time/words.js';

/** Options whose numbers are milliseconds. */
const LENGTHS = new Set([
  'timeout',
  'jitter',
  'catchUpWindow',
  'startDeadline',
  'staleness',
  'maxDuration',
  'stallAfter',
  'executionTime',
  'initialDelay',
  'maxDelay',
  'maxRetryAfter',
  'pause',
  'maxPause',
  'window',
  'shortestInterval',
]);

/** What an option came to, for people to read: `20 s`, `none`, `maxAttempts 3, initialDelay 1 s`. */
export function optionInWords(name: string, value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (typeof value === 'number') return LENGTHS.has(name) ? duration(value) : value.toLocaleString('en-GB');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) {
    return value.length === 0 ? 'none' : value.map((one) => optionInWords('', one)).join(', ');
  }
  const parts = Object.entries(value as object).filter(([, part]) => part !== null && part !== undefined);
  return parts.map(([part, of]) => `${part} ${optionInWords(part, of)}`).join(', ') || 'none';
}
