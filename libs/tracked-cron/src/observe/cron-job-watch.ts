// oxlint-disable no-underscore-dangle -- names of the cron package
import { cronTimes, type CronTimeLike, type ObservedTimes } from './observed-times.js';
import type { ObservedSource, Rejections } from './observed-source.js';

/** What is used of a `CronJob` of the `cron` package. Everything is looked at, and hung onto, one object at a time. */
export interface CronJobLike {
  cronTime: CronTimeLike & { getTimeout?(): number };
  waitForCompletion?: boolean;
  threshold?: number;
  readonly isActive?: boolean;
  readonly lastExecution?: unknown;
  fireOnTick(...args: unknown[]): unknown;
  start(...args: unknown[]): unknown;
  addCallback?(callback: unknown): unknown;
  _callbacks?: unknown[];
}

/** What the watch tells beside runs. Instants are milliseconds since the epoch, local wall clock. */
export interface CronJobListener {
  now(): number;
  /** Slots after `from` and before `to` have passed without being fired. */
  dropped(source: ObservedSource, from: number, to: number): void;
  /** A slot was given up because its timer was late by more than the job's `threshold`. */
  overThreshold(source: ObservedSource, slot: number): void;
  /** The host has given the job another time. */
  rescheduled(source: ObservedSource, times: ObservedTimes): void;
}

/**
 * Watches one `CronJob`, by properties of its own that stand before those of its prototype: `fireOnTick`, because timer
 * and host code both call it by that name; `start`, because the timer arms itself through it. What they do stays theirs.
 */
class CronJobWatch {
  /** The last execution of the timer that was seen. */
  private seen: unknown;
  /** Times the timer has said that it fires, and not fired yet. */
  private owed = 0;
  /** Up to here slots are accounted for; undefined while the job is stopped. */
  private accountedUntil: number | undefined;
  private time: CronTimeLike;

  constructor(
    private readonly job: CronJobLike,
    private readonly source: ObservedSource,
    private readonly listener: CronJobListener,
    /** How many functions that are watched it calls each time. */
    private readonly calls: () => number,
  ) {
    this.seen = job.lastExecution;
    this.time = job.cronTime;
    if (job.isActive) this.accountedUntil = listener.now();
    this.watchFire();
    this.watchStart();
  }

  private watchFire(): void {
    const { job, source } = this;
    const fire = job.fireOnTick;
    job.fireOnTick = (...args: unknown[]) => {
      const byTimer = this.isByTimer();
      const slot = byTimer ? this.slotNow() : null;
      const trigger = byTimer ? 'schedule' : 'manual';
      const calls = this.calls();
      const call = () => fire.apply(job, args);
      return source.fires({ trigger, slot }, calls, Boolean(job.waitForCompletion) && calls > 0, call);
    };
  }

  /** The timer notes its time before it fires; who calls `fireOnTick()` by hand doesn't. */
  private isByTimer(): boolean {
    if (this.job.lastExecution !== this.seen) {
      this.seen = this.job.lastExecution;
      return true;
    }
    if (this.owed === 0) return false;
    this.owed -= 1;
    return true;
  }

  private watchStart(): void {
    const { job } = this;
    const start = job.start;
    job.start = (...args: unknown[]) => {
      if (job.lastExecution !== this.seen) {
        // the timer arms itself again before it fires
        this.seen = job.lastExecution;
        this.owed += 1;
      } else if (!job.isActive) {
        this.accountedUntil = this.listener.now();
      }
      this.lookAtTime();
      return this.watchingThreshold(() => start.apply(job, args));
    };
  }

  /** `setTime` stops the job, and starts it again with another time. */
  private lookAtTime(): void {
    if (this.job.cronTime === this.time) return;
    this.time = this.job.cronTime;
    this.listener.rescheduled(this.source, timesOf(this.job));
  }

  /** While the timer is armed: a time to wait that is negative is a slot already past. */
  private watchingThreshold(arm: () => unknown): unknown {
    const time = this.job.cronTime;
    const getTimeout = time.getTimeout;
    if (typeof getTimeout !== 'function' || Object.hasOwn(time, 'getTimeout')) return arm();
    let first = true;
    time.getTimeout = () => {
      const wait = getTimeout.call(time);
      if (first && -wait > (this.job.threshold ?? Infinity)) this.overThreshold(this.listener.now() + wait);
      first = false;
      return wait;
    };
    try {
      return arm();
    } finally {
      delete time.getTimeout;
    }
  }

  private overThreshold(at: number): void {
    const slot = this.slotAt(at);
    if (slot === null) return;
    this.listener.overThreshold(this.source, slot);
    this.accountedUntil = Math.max(this.accountedUntil ?? slot, slot);
  }

  /** The slot that the timer fires for: the last one; those before it that it never fired for were dropped. */
  private slotNow(): number | null {
    const slot = this.slotAt(this.listener.now());
    if (slot === null) return null;
    if (this.accountedUntil !== undefined && slot > this.accountedUntil) {
      const { schedule } = this.source.job.times;
      if (schedule && schedule.nextAfter(this.accountedUntil) < slot) {
        this.listener.dropped(this.source, this.accountedUntil, slot);
      }
    }
    this.accountedUntil = slot;
    return slot;
  }

  private slotAt(instant: number): number | null {
    const { schedule, at } = this.source.job.times;
    if (schedule === null) return at;
    const last = this.accountedUntil;
    if (last !== undefined) {
      // nearly always: the next one after the last
      const next = schedule.nextAfter(last);
      if (next <= instant && schedule.nextAfter(next) > instant) return next;
    }
    return schedule.previousBefore(instant + 1) ?? null;
  }
}

/** Watches the functions that a `CronJob` calls, those that are added later too. */
export function watchCallbacks(job: CronJobLike, source: ObservedSource): void {
  const callbacks = job._callbacks;
  if (!Array.isArray(callbacks)) return;
  const rejections = (): Rejections =>
    job.waitForCompletion || handlesRejections(job) ? 'handled' : 'unhandled';
  const watched = (callback: unknown) =>
    typeof callback !== 'function'
      ? callback
      : function (this: unknown, ...args: unknown[]): unknown {
          return source.call(() => Reflect.apply(callback, this, args), rejections());
        };
  for (const [index, callback] of callbacks.entries()) callbacks[index] = watched(callback);
  const add = job.addCallback;
  if (typeof add === 'function') job.addCallback = (callback) => add.call(job, watched(callback));
}

const handling = new WeakMap<object, boolean>();

/**
 * Whether this version of `CronJob` catches what a function that it doesn't wait for rejects with: `cron` does so from 4.4
 * on. Asked of the class itself, once, with a job that has no timer.
 */
function handlesRejections(job: CronJobLike): boolean {
  const type = job.constructor as unknown as { from?(parameters: object): CronJobLike };
  let known = handling.get(type);
  if (known !== undefined) return known;
  known = false;
  // oxlint-disable-next-line unicorn/no-thenable -- it is asked for what a promise is asked for
  const probe = { then: () => {}, catch: () => (known = true) };
  try {
    void type.from?.({ cronTime: '0 0 1 1 *', onTick: () => probe, start: false }).fireOnTick();
  } catch {
    // whatever it is, it is not known to catch anything
  }
  handling.set(type, known);
  return known;
}

/** The functions that a `CronJob` calls. */
export function callbacksOf({ _callbacks: callbacks }: CronJobLike): readonly unknown[] {
  return callbacks ?? [];
}

/** Has one `CronJob` watched from now on. */
export function watchCronJob(
  job: CronJobLike,
  source: ObservedSource,
  listener: CronJobListener,
  calls: () => number,
): void {
  // its hooks keep it
  void new CronJobWatch(job, source, listener, calls);
}

/** When a `CronJob` is due. */
export function timesOf({ cronTime }: CronJobLike): ObservedTimes {
  return cronTimes(cronTime);
}
