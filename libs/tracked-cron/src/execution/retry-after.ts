import { types } from 'node:util';
import { causesOf, read } from './error-record.js';

/**
 * How long an error, or one of its causes, asks to be left alone: a property `retryAfter` (seconds, or an instant), or
 * the header `Retry-After` of the answer it carries, as errors of fetch, undici, axios, got, superagent and the SDKs
 * above them do. Never throws, whatever was thrown.
 *
 * @param now milliseconds since the Unix epoch
 * @returns milliseconds from now, not negative; null where it says nothing that can be read
 */
export function retryAfterOf(thrown: unknown, now: number): number | null {
  for (const error of [thrown, ...causesOf(thrown)]) {
    const said = read(error, 'retryAfter') ?? headerOf(error);
    const wait = waitOf(said, now);
    if (wait !== null) return wait;
  }
  return null;
}

const NAME = 'retry-after';

function headerOf(error: unknown): unknown {
  const holders = [error, read(error, 'response'), read(error, 'res')];
  for (const holder of holders) {
    const value = inHeaders(read(holder, 'headers'));
    if (value !== undefined) return value;
  }
  return undefined;
}

function inHeaders(headers: unknown): unknown {
  if (typeof headers !== 'object' || headers === null) return undefined;
  try {
    // Headers of fetch, AxiosHeaders
    const get = read(headers, 'get');
    if (typeof get === 'function') return (get.call(headers, NAME) as unknown) ?? undefined;
    const key = Object.keys(headers).find((name) => name.toLowerCase() === NAME);
    return key === undefined ? undefined : firstOf(read(headers, key));
  } catch {
    return undefined; // not what it looks like
  }
}

function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? (value[0] as unknown) : value;
}

/** RFC 9110, 10.2.3: seconds, or a date. */
function waitOf(said: unknown, now: number): number | null {
  if (typeof said === 'number') return Number.isFinite(said) && said >= 0 ? said * 1_000 : null;
  if (types.isDate(said)) return until(said.getTime(), now);
  if (typeof said !== 'string' || said.length > 100) return null;
  const text = said.trim();
  if (/^\d+(?:\.\d+)?$/.test(text)) return waitOf(Number(text), now);
  // a number that is none of seconds would be read as a year
  return /^[a-z]{3,9},? |^\d{4}-\d\d-\d\dT/i.test(text) ? until(Date.parse(text), now) : null;
}

function until(instant: number, now: number): number | null {
  return Number.isNaN(instant) ? null : Math.max(0, instant - now);
}
