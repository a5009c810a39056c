import type { Clock, ClockTimer } from '../clock.js';
import type { DatabaseClock } from '../database/database-clock.js';
import { EventLoopDelay } from './event-loop-delay.js';
import { HeldLease, type LeaseTaken, type TimedRenewal } from './held-lease.js';
import type { BeatListener, LeaseKeeper } from './lease-keeper.js';
import type { InstanceDescription, LeaseRepository } from './lease.repository.js';

/** What keepers go by. */
export interface LeaseKeeperSettings {
  /** Milliseconds that a renewal is good for. */
  readonly leaseTtl: number;
  /** Being an instance keeps the process alive, but not in a script that runs no jobs. */
  readonly execution: { readonly any: boolean };
}

/** Renews the lease on the main thread: an event loop that is blocked for longer than the lease looks dead to others. */
export class InThreadLeaseKeeper implements LeaseKeeper {
  private readonly trust = { until: -Infinity };
  private readonly lease: HeldLease;
  /** Measured from the first lease on: an instance that never joins leaves the event loop alone. */
  private loopDelay: EventLoopDelay | undefined;
  private timer: ClockTimer | undefined;

  constructor(
    repository: LeaseRepository,
    private readonly clock: Clock,
    private readonly databaseClock: DatabaseClock,
    private readonly settings: LeaseKeeperSettings,
  ) {
    this.lease = new HeldLease(repository, () => clock.monotonic(), this.trust, settings.leaseTtl);
  }

  get trustedUntil(): number {
    return this.trust.until;
  }

  prepare(): void {}

  take(id: string, description: InstanceDescription): Promise<LeaseTaken> {
    this.loopDelay ??= new EventLoopDelay();
    return this.lease.take(id, description);
  }

  /** Goes on with a lease that another keeper had taken. */
  resume(id: string, since: number): void {
    this.loopDelay ??= new EventLoopDelay();
    this.lease.resume(id, since);
  }

  beat(listener: BeatListener): void {
    if (!this.timer) this.beatLater(listener);
  }

  renew(): Promise<TimedRenewal> {
    return this.lease.renew({
      clockOffset: this.databaseClock.localOffset,
      eventLoopDelay: this.loopDelay?.longestSinceAsked() ?? 0,
      blockedFor: null,
    });
  }

  forget(): void {
    this.lease.forget();
  }

  async release(): Promise<void> {
    this.timer?.cancel();
    this.timer = undefined;
    this.loopDelay?.stop();
    this.loopDelay = undefined;
    await this.lease.release();
  }

  private beatLater(listener: BeatListener): void {
    this.timer = this.clock.after(this.settings.leaseTtl / 3, () => {
      this.beatLater(listener);
      listener(() => this.renew());
    });
    if (!this.settings.execution.any) this.timer.unref();
  }
}
