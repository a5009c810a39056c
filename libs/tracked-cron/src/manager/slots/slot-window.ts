import { TrackedCronError } from '../../tracked-cron.error.js';

const DAY = 24 * 3_600_000;
const LONGEST_WINDOW_MS = 31 * DAY;
const MOST = 500;

/** A window whose beginning is not part of it. Milliseconds since the Unix epoch. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** @throws TrackedCronError `INVALID_QUERY` */
export function ledgerWindow({ from, to }: { from?: Date; to?: Date }, now: number): Window {
  const end = instant('to', to) ?? now;
  const begin = instant('from', from) ?? end - DAY;
  if (begin >= end) throw invalid('from', 'from must lie before to.');
  if (end - begin <= LONGEST_WINDOW_MS) return { from: begin, to: end };
  throw invalid('from', 'from and to may be at most 31 days apart: read the ledger in parts.');
}

/** @throws TrackedCronError `INVALID_QUERY` */
export function firesWindow({ from, to }: { from?: Date; to?: Date }, now: number): Window {
  const window = { from: instant('from', from) ?? now, to: instant('to', to) ?? Infinity };
  if (window.from < window.to) return window;
  throw invalid('from', 'from must lie before to.');
}

/** @throws TrackedCronError `INVALID_QUERY` */
export function pageSize(limit: number | undefined, usual: number): number {
  if (limit === undefined) return usual;
  if (Number.isInteger(limit) && limit >= 1 && limit <= MOST) return limit;
  throw invalid('limit', `limit must be a whole number from 1 to ${MOST}.`);
}

function instant(parameter: 'from' | 'to', value: Date | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.getTime();
  throw invalid(parameter, `${parameter} must be a valid Date.`);
}

function invalid(parameter: string, message: string): TrackedCronError {
  return new TrackedCronError('INVALID_QUERY', message, { parameter });
}
