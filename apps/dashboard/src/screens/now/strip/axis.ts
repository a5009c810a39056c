import type { Scale } from './strip-window.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [5, 10, 15, 30, 60, 120, 180, 360, 720, 1440].map((minutes) => minutes * MINUTE);
/** A label needs so much room, pixels. */
const ROOM = 72;

/**
 * The instants that the axis names: whole hours, days and parts of them on the viewer's clock.
 * @param offsetAt of that clock against UTC at an instant, milliseconds
 */
export function axisTicks({ from, to, width }: Scale, offsetAt: (instant: number) => number): number[] {
  const most = Math.max(1, Math.floor(width / ROOM));
  const step = STEPS.find((one) => (to - from) / one <= most) ?? Math.ceil((to - from) / most / DAY) * DAY;
  const ticks: number[] = [];
  const offset = offsetAt(from);
  for (let wall = Math.ceil((from + offset) / step) * step; wall - offset < to; wall += step) {
    // a change of the clocks moves what comes after it
    ticks.push(wall - offsetAt(wall - offset));
  }
  return ticks;
}

/** How an instant of the axis is called: a day by its name, else the time of day. */
export function tickName(instant: number, span: number): string {
  const date = new Date(instant);
  const isMidnight = date.getHours() === 0 && date.getMinutes() === 0;
  if (isMidnight && span > 12 * HOUR) return DAYS.format(date);
  return TIMES.format(date);
}

const DAYS = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric' });
const TIMES = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
