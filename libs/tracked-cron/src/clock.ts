/** A timer that was set on a {@link Clock}. */
export interface ClockTimer {
  /** Takes the timer back. Does nothing once it has fired. */
  cancel(): void;
  /** Lets the process end although the timer still waits. */
  unref(): void;
}

/** Where every time in the library comes from, so that tests can move it. All values are milliseconds. */
export abstract class Clock {
  /** Milliseconds since the Unix epoch, by the local wall clock: it may jump. */
  abstract now(): number;
  /** Milliseconds from an arbitrary start that never go back: for measuring how long something took. */
  abstract monotonic(): number;
  /** Calls `callback` once after `delay` milliseconds, at most 2^31-1. */
  abstract after(delay: number, callback: () => void): ClockTimer;
}

/** The clock of the machine. */
export class SystemClock extends Clock {
  now(): number {
    return Date.now();
  }

  monotonic(): number {
    return performance.now();
  }

  after(delay: number, callback: () => void): ClockTimer {
    const timer = setTimeout(callback, delay);
    return { cancel: () => clearTimeout(timer), unref: () => timer.unref() };
  }
}
