import { duration } from '../../time/words.js';
import type { Performance } from './job-line.js';

/** Less is no change that somebody would notice. */
const LEAST_SHARE = 0.1;
const LEAST_MS = 10;

/** `p50 → p95`, as durations; null where nothing completed. */
export function percentiles({ duration: known }: Performance): string | null {
  return known && `${duration(known.p50)} → ${duration(known.p95)}`;
}

/** How a percentile stands against the period before, and whether that is for the better. */
export interface ChangeInWords {
  readonly text: string;
  readonly is: 'better' | 'worse' | 'same';
}

/** Of the p95, which people wait for; null where there is nothing to compare with. */
export function changeInWords({ duration: known, change }: Performance): ChangeInWords | null {
  if (!known || change.p95 === null) return null;
  const before = known.p95 / (1 + change.p95);
  if (Math.abs(change.p95) < LEAST_SHARE || Math.abs(known.p95 - before) < LEAST_MS) {
    return { text: 'as before', is: 'same' };
  }
  return change.p95 > 0
    ? { text: `worse: ${slower(change.p95)}`, is: 'worse' }
    : { text: `better: ${Math.round(-change.p95 * 100)} % faster`, is: 'better' };
}

function slower(more: number): string {
  return more >= 2 ? `${Math.round(more + 1)} times as long` : `${Math.round(more * 100)} % slower`;
}
