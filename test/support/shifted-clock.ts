/** How wrong the clock of a process is. */
export interface ClockShift {
  /** How far its wall clock is ahead, ms; negative: behind. */
  readonly byMs: number;
  /** How much faster than time all of its clocks run: 0.001 gains a millisecond a second. Default: 0. */
  readonly drift?: number;
}

const RealDate = Date;
const realMonotonic = performance.now.bind(performance);
const startedAt = realMonotonic();
let shift: Required<ClockShift> = { byMs: 0, drift: 0 };

/** Makes the wall clock of this process wrong from now on, and both clocks faster or slower from its start on. */
export function shiftClock({ byMs, drift = 0 }: ClockShift): void {
  shift = { byMs, drift };
  globalThis.Date = ShiftedDate as DateConstructor;
  performance.now = () => realMonotonic() + gained();
}

function gained(): number {
  return (realMonotonic() - startedAt) * shift.drift;
}

class ShiftedDate extends RealDate {
  constructor(...when: []) {
    if (when.length === 0) super(ShiftedDate.now());
    else super(...when);
  }

  static override now(): number {
    return Math.floor(RealDate.now() + shift.byMs + gained());
  }
}
