import type { Zoom } from '../now.search.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How far a zoom reaches back and ahead, and by how much the window moves at once. Milliseconds. */
const REACH: Record<Zoom, { readonly back: number; readonly ahead: number; readonly step: number }> = {
  '1h': { back: HOUR, ahead: HOUR, step: MINUTE },
  '6h': { back: 6 * HOUR, ahead: 2 * HOUR, step: 5 * MINUTE },
  '24h': { back: DAY, ahead: 6 * HOUR, step: 30 * MINUTE },
  '7d': { back: 7 * DAY, ahead: DAY, step: 6 * HOUR },
};

/** A stretch of time; milliseconds since the epoch. */
export interface StripWindow {
  readonly from: number;
  readonly to: number;
}

/** What the strip shows. It stands still for a while, and the line of now moves in it. */
export function stripWindow(zoom: Zoom, now: number): StripWindow {
  const { back, ahead, step } = REACH[zoom];
  const moved = Math.floor(now / step) * step;
  return { from: moved - back, to: moved + step + ahead };
}

/** Where an instant is. */
export interface Scale {
  readonly from: number;
  readonly to: number;
  /** Pixels. */
  readonly width: number;
}

export function xOf(instant: number, { from, to, width }: Scale): number {
  return ((instant - from) / (to - from)) * width;
}
