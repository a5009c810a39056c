import { Clock, type ClockTimer } from '../clock.js';

interface PendingTimer {
  readonly at: number;
  readonly order: number;
  readonly callback: () => void;
}

/** A clock that stands still until a test moves it. */
export class VirtualClock extends Clock {
  private timers: PendingTimer[] = [];
  private wall: number;
  private elapsed = 0;
  private order = 0;

  /** @param start milliseconds since the Unix epoch, or anything `Date` reads */
  constructor(start: number | string | Date = '2026-01-01T00:00:00Z') {
    super();
    this.wall = new Date(start).getTime();
  }

  now(): number {
    return this.wall;
  }

  monotonic(): number {
    return this.elapsed;
  }

  after(delay: number, callback: () => void): ClockTimer {
    const timer = { at: this.elapsed + Math.max(0, delay), order: this.order++, callback };
    this.timers.push(timer);
    return {
      cancel: () => (this.timers = this.timers.filter((other) => other !== timer)),
      unref: () => {},
    };
  }

  /** Lets `milliseconds` pass; timers that come due fire in their order, each at its own instant. */
  advance(milliseconds: number): void {
    const end = this.elapsed + milliseconds;
    for (let timer = this.nextUntil(end); timer; timer = this.nextUntil(end)) {
      this.timers.splice(this.timers.indexOf(timer), 1);
      this.pass(timer.at - this.elapsed);
      timer.callback();
    }
    this.pass(end - this.elapsed);
  }

  /** Steps the wall clock without any time passing, as an administrator or NTP does. */
  step(milliseconds: number): void {
    this.wall += milliseconds;
  }

  /** When the next timer fires, milliseconds from now; undefined when none waits. */
  get untilNext(): number | undefined {
    const next = this.nextUntil(Infinity);
    return next && next.at - this.elapsed;
  }

  /** How many timers are waiting. */
  get pending(): number {
    return this.timers.length;
  }

  private pass(milliseconds: number): void {
    this.elapsed += milliseconds;
    this.wall += milliseconds;
  }

  private nextUntil(end: number): PendingTimer | undefined {
    return this.timers
      .filter((timer) => timer.at <= end)
      .sort((a, b) => a.at - b.at || a.order - b.order)
      .at(0);
  }
}
