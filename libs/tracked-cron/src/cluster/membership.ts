import { Logger } from '@nestjs/common';
import type { Clock, ClockTimer } from '../clock.js';
import type { TrackedCronEvents } from '../events.js';
import type { Assignment } from '../execution/assignment.js';
import type { ExecutionEngine } from '../execution/execution-engine.js';
import type { CancelDesk } from './cancel-desk.js';
import type { InstanceIdentity } from './instance-identity.js';
import type { InstanceLease } from './instance-lease.js';
import { LeaseLostError } from './lease-lost.error.js';
import type { LeaseRenewal } from './lease.repository.js';
import type { OrphanSweep } from './orphan-sweep.js';
import type { PendingClaimer } from './pending-claimer.js';

/** Every so many beats it sweeps without being told, for rows that no lease tells of. */
const SWEEP_EVERY = 12;
/** A timer that fires later than this was held up by a blocked event loop. */
const HELD_UP_MS = 500;

/**
 * Being one of the cluster: keeps the lease, sweeps what dead instances left, takes what waits, and, when it may no
 * longer believe that it is alive to the others, aborts its executions and starts over as somebody else.
 */
export class Membership {
  private readonly logger = new Logger('TrackedCron');
  private trustTimer: ClockTimer | undefined;
  private running: Promise<void> | undefined;
  private sweeping: Promise<void> | undefined;
  private beats = 0;
  /** Monotonic clock until which nobody is swept. */
  private graceUntil = -Infinity;
  private distrusted = false;
  private state: 'out' | 'member' | 'draining' = 'out';
  private listener: ((renewal: LeaseRenewal) => void) | undefined;

  constructor(
    private readonly lease: InstanceLease,
    private readonly sweep: OrphanSweep,
    private readonly pending: Pick<PendingClaimer, 'runOnce' | 'close'>,
    private readonly engine: ExecutionEngine,
    private readonly clock: Clock,
    private readonly settings: { readonly leaseTtl: number },
    private readonly identity: Pick<InstanceIdentity, 'id'>,
    private readonly events: TrackedCronEvents,
    private readonly cancels: Pick<CancelDesk, 'runOnce'>,
  ) {}

  /** Starts ahead what {@link join} needs. Never throws. */
  prepare(): void {
    this.lease.prepare();
  }

  /** Takes the lease and keeps it from now on. May be called again after boot failed further on. */
  async join(): Promise<void> {
    await this.lease.acquire();
    this.state = 'member';
    this.lease.beat((renew) => void this.beat(renew));
    this.watchTrust();
    this.tellJoined();
  }

  /** Tells of each renewal from now on. */
  onRenewal(listener: (renewal: LeaseRenewal) => void): void {
    this.listener = listener;
  }

  /** Whether this instance may claim and believe in what it claimed. */
  isTrusted(): boolean {
    return !this.distrusted && this.lease.isTrusted();
  }

  /** Whether this instance may take what waits for one. */
  mayTake(): boolean {
    return this.state === 'member' && this.isTrusted();
  }

  /** Takes nothing any more that waits for an instance, but keeps the lease for what runs. */
  async drain(): Promise<void> {
    if (this.state === 'member') {
      this.state = 'draining';
      void this.lease.drain();
    }
    await this.pending.close();
  }

  /** One beat, and the sweep that came of it. Never throws: what fails now is tried with the next one. */
  async runOnce(): Promise<void> {
    await this.beatOnce(() => this.lease.renew());
    await this.sweeping;
  }

  /** Stops beating and gives the lease back, if there is one. */
  async leave(): Promise<void> {
    const joined = this.state !== 'out';
    this.state = 'out';
    this.trustTimer?.cancel();
    await this.running;
    this.sweep.close();
    try {
      await this.lease.release();
    } finally {
      if (joined) this.events.emit('instance.left', () => ({ instanceId: this.identity.id }));
    }
  }

  /** @param renew brings the renewal that this beat is about */
  private async beatOnce(renew: () => Promise<LeaseRenewal>): Promise<void> {
    try {
      if (this.distrusted) return await this.startOver();
      const renewal = await renew();
      if (!renewal.renewed) this.distrust('other instances found its lease expired');
      // the answer may also have come after it stopped trusting itself
      if (this.distrusted) return await this.startOver();
      this.watchTrust();
      await this.attend(renewal);
    } catch (error) {
      // When the database was away, all leases are old, and ends wait to be written: nobody is dead for that alone.
      this.graceUntil = this.clock.monotonic() + this.settings.leaseTtl;
      if (!this.lease.isTrusted())
        this.distrust(`its lease could not be renewed (${(error as Error).message})`);
    }
  }

  private async attend(renewal: LeaseRenewal): Promise<void> {
    const { deadInstances, pendingExecutions, cancellations } = renewal;
    this.beats += 1;
    this.listener?.(renewal);
    if (cancellations) await this.cancels.runOnce();
    const grace = this.clock.monotonic() < this.graceUntil;
    if (grace)
      this.beats = 0; // the sweep comes with the first beat after it
    else if (deadInstances || this.beats % SWEEP_EVERY === 1) this.startSweep();
    if (pendingExecutions && this.state === 'member') await this.pending.runOnce();
  }

  /** A sweep may hang behind somebody's lock: what waits and what is to be cancelled must not hang with it. */
  private startSweep(): void {
    this.sweeping ??= this.sweep.runOnce().finally(() => (this.sweeping = undefined));
  }

  private beat(renew: () => Promise<LeaseRenewal> = () => this.lease.renew()): Promise<void> {
    if (this.state === 'out') return Promise.resolve();
    return (this.running ??= this.beatOnce(renew).finally(() => (this.running = undefined)));
  }

  /** A renewal that hangs must not keep the abort waiting: others may take over as soon as the lease has run out. */
  private watchTrust(): void {
    this.trustTimer?.cancel();
    if (this.state === 'out') return;
    const until = this.lease.trustedUntil;
    const delay = Math.max(0, until - this.clock.monotonic());
    this.trustTimer = this.clock.after(delay, () => void this.trustEnded(until));
    this.trustTimer.unref();
  }

  private async trustEnded(until: number): Promise<void> {
    // renewed meanwhile by a thread of its own, whose word has not come through yet
    if (this.lease.isTrusted()) return this.watchTrust();
    // a blocked event loop is not a dead process: nobody may have missed this instance yet
    if (this.clock.monotonic() - until > HELD_UP_MS) await this.beat();
    if (this.state !== 'out' && !this.lease.isTrusted())
      this.distrust('its lease could not be renewed in time');
  }

  private distrust(why: string): void {
    if (this.distrusted) return;
    this.distrusted = true;
    this.lease.forget();
    this.logger.error(`This instance stops trusting itself: ${why}. Its executions are aborted.`);
    this.events.emit('instance.lease-lost', () => ({ instanceId: this.identity.id, why }));
    this.abortClaimed(why);
  }

  private abortClaimed(why: string): void {
    // the slots that every instance runs by itself are nobody else's
    const isClaimed = ({ trigger, job }: Assignment) =>
      trigger === 'manual' || job.definition.scope === 'cluster';
    this.engine.abort(new LeaseLostError(why), isClaimed);
  }

  private async startOver(): Promise<void> {
    await this.lease.startOver();
    this.distrusted = false;
    this.watchTrust();
    this.tellJoined();
    this.logger.log('This instance joined again under a new identity.');
  }

  private tellJoined(): void {
    this.events.emit('instance.joined', () => ({ instanceId: this.identity.id }));
  }
}
