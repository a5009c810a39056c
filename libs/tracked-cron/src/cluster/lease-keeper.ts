import type { LeaseTaken, TimedRenewal } from './held-lease.js';
import type { InstanceDescription } from './lease.repository.js';

/** Is called once an interval; `renew` answers what that interval's renewal found. */
export type BeatListener = (renew: () => Promise<TimedRenewal>) => void;

/** Who renews the lease, every third of its life: a thread of its own, or the main one. */
export abstract class LeaseKeeper {
  /** Monotonic clock, milliseconds, until which this instance may believe in itself. */
  abstract readonly trustedUntil: number;

  /** Starts ahead what it needs. Never throws. */
  abstract prepare(): void;

  /** Measures database time, then takes a lease and renews it from now on. */
  abstract take(id: string, description: InstanceDescription): Promise<LeaseTaken>;

  /** Beats from now on, until the lease is released. Calling it again changes nothing. */
  abstract beat(listener: BeatListener): void;

  /** Renews now. */
  abstract renew(): Promise<TimedRenewal>;

  /** Renews no more what is held, but goes on beating. */
  abstract forget(): void;

  /** Gives back what is held, ends whatever it started. */
  abstract release(): Promise<void>;
}
