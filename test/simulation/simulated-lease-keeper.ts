import type { Clock, ClockTimer } from '../../libs/tracked-cron/src/clock.js';
import {
  HeldLease,
  type LeaseTaken,
  type TimedRenewal,
} from '../../libs/tracked-cron/src/cluster/held-lease.js';
import type { BeatListener, LeaseKeeper } from '../../libs/tracked-cron/src/cluster/lease-keeper.js';
import type { InstanceDescription } from '../../libs/tracked-cron/src/cluster/lease.repository.js';
import type { MemoryInstances } from './memory-instances.js';
import type { Call } from './simulated-claims.js';

/** Renews a real {@link HeldLease} on the process's own clock, as the keeper without a thread does. */
export class SimulatedLeaseKeeper implements LeaseKeeper {
  private readonly trust = { until: -Infinity };
  private readonly lease: HeldLease;
  private timer: ClockTimer | undefined;

  constructor(
    call: Call,
    instances: MemoryInstances,
    now: () => number,
    private readonly clock: Clock,
    private readonly ttl: number,
  ) {
    const repository = {
      databaseTime: () => call('database time', now),
      register: (id: string, ttl: number) => call('take the lease', () => instances.register(id, ttl)),
      renew: (id: string, ttl: number) => call('renew the lease', () => instances.renew(id, ttl)),
      stop: (id: string) => call('give the lease back', () => instances.stop(id)),
    };
    this.lease = new HeldLease(repository, () => clock.monotonic(), this.trust, ttl);
  }

  get trustedUntil(): number {
    return this.trust.until;
  }

  prepare(): void {}

  take(id: string, description: InstanceDescription): Promise<LeaseTaken> {
    return this.lease.take(id, description);
  }

  beat(listener: BeatListener): void {
    if (!this.timer) this.beatLater(listener);
  }

  renew(): Promise<TimedRenewal> {
    return this.lease.renew({ clockOffset: 0, eventLoopDelay: 0, blockedFor: null });
  }

  forget(): void {
    this.lease.forget();
  }

  async release(): Promise<void> {
    this.timer?.cancel();
    await this.lease.release();
  }

  private beatLater(listener: BeatListener): void {
    this.timer = this.clock.after(this.ttl / 3, () => {
      this.beatLater(listener);
      listener(() => this.renew());
    });
  }
}
