import type { WatchedRows } from './watched-job.js';

/** A stretch of time. */
export interface Gap {
  readonly from: Date;
  readonly to: Date;
}

/** What was read of a job without the slots that it missed within gaps. */
export function outside(gaps: readonly Gap[], rows: WatchedRows): WatchedRows {
  if (gaps.length === 0) return rows;
  return {
    ended: rows.ended.filter(
      ({ status, scheduledAt }) =>
        status !== 'missed' || scheduledAt === null || !isWithin(gaps, scheduledAt),
    ),
    ranges: rows.ranges.filter(
      ({ outcome, fromSlot, toSlot }) =>
        outcome !== 'missed' || !gaps.some(({ from, to }) => fromSlot >= from && toSlot <= to),
    ),
  };
}

function isWithin(gaps: readonly Gap[], instant: Date): boolean {
  return gaps.some(({ from, to }) => from <= instant && instant <= to);
}
