import { Clock, type ClockTimer } from '../../libs/tracked-cron/src/clock.js';
import type { Timeline } from './timeline.js';

/** A process, seen from outside: it runs, stands still (SIGSTOP, a machine that swaps), or is gone. */
export class SimulatedHost {
  private state: 'up' | 'paused' | 'gone' = 'up';
  private readonly deferred: (() => void)[] = [];

  get isUp(): boolean {
    return this.state === 'up';
  }

  get isGone(): boolean {
    return this.state === 'gone';
  }

  /** What reaches a process that stands still reaches it when it goes on; what reaches none is lost. */
  run(work: () => void): void {
    if (this.state === 'up') work();
    else if (this.state === 'paused') this.deferred.push(work);
  }

  pause(): void {
    if (this.state === 'up') this.state = 'paused';
  }

  goOn(timeline: Timeline): void {
    if (this.state !== 'paused') return;
    this.state = 'up';
    for (const work of this.deferred.splice(0)) timeline.after(0, () => this.run(work));
  }

  end(): void {
    this.state = 'gone';
    this.deferred.length = 0;
  }
}

/** The clock of one process. Its wall clock may be wrong; its timers fire late where it stands still. */
export class SimulatedClock extends Clock {
  private readonly startedAt: number;
  /** Timers that would keep the process alive. */
  private readonly waiting = new Set<object>();

  constructor(
    private readonly timeline: Timeline,
    private readonly host: SimulatedHost,
    private readonly skew: number,
  ) {
    super();
    this.startedAt = timeline.now;
  }

  now(): number {
    return this.timeline.now + this.skew;
  }

  monotonic(): number {
    return this.timeline.now - this.startedAt;
  }

  after(delay: number, callback: () => void): ClockTimer {
    let cancelled = false;
    const timer = {
      cancel: () => {
        cancelled = true;
        this.waiting.delete(timer);
        takeBack();
      },
      unref: () => void this.waiting.delete(timer),
    };
    this.waiting.add(timer);
    const takeBack = this.timeline.after(delay, () =>
      this.host.run(() => {
        if (cancelled) return;
        this.waiting.delete(timer);
        callback();
      }),
    );
    return timer;
  }

  /** How many timers keep the process from ending by itself. */
  get pending(): number {
    return this.waiting.size;
  }
}
