import { Logger } from '@nestjs/common';
import type { Clock, ClockTimer } from '../clock.js';
import type { TrackedCronEvents } from '../events.js';
import type { Assignment } from '../execution/assignment.js';
import type { ExecutionEngine } from '../execution/execution-engine.js';
import type { CancelDesk } from './cancel-desk.js';
import type { InstanceIdentity } from './instance-identity.js';
import type { InstanceLease } from './instance-lease.js';
import type { LeaseRenewal } from './instance.repository.js';
import { LeaseLostError } from './lease-lost.error.js';
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
  private beatTimer: ClockTimer | undefined;
  private trustTimer: ClockTimer | undefined;
  private running: Promise<void> | undefined;
  private beats = 0;
  private distrusted = false;
  private state: 'out' | 'member' | 'draining' = 'out';

  constructor(
    private readonly lease: InstanceLease,
    private readonly sweep: OrphanSweep,
    private readonly pending: PendingClaimer,
    private readonly engine: ExecutionEngine,
    private readonly clock: Clock,
    /** Being a member keeps the process alive, but not in a script that runs no jobs. */
    private readonly settings: { readonly execution: { readonly any: boolean } },
    private readonly identity: Pick<InstanceIdentity, 'id'>,
    private readonly events: TrackedCronEvents,
    private readonly cancels: Pick<CancelDesk, 'runOnce'>,
  ) {}

  /** Takes the lease and keeps it from now on. May be called again after boot failed further on. */
  async join(): Promise<void> {
    await this.lease.acquire();
    if (this.state === 'out') this.beatLater();
    this.state = 'member';
    this.watchTrust();
    this.tellJoined();
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
    if (this.state === 'member') this.state = 'draining';
    await this.pending.close();
  }

  /** One beat. Never throws: what fails now is tried with the next one. */
  async runOnce(): Promise<void> {
    try {
      if (this.distrusted) return await this.startOver();
      const renewal = await this.lease.renew();
      if (!renewal.renewed) this.distrust('other instances found its lease expired');
      // the answer may also have come after it stopped trusting itself
      if (this.distrusted) return await this.startOver();
      this.watchTrust();
      await this.attend(renewal);
    } catch (error) {
      if (!this.lease.isTrusted())
        this.distrust(`its lease could not be renewed (${(error as Error).message})`);
    }
  }

  /** Stops beating and gives the lease back. Does nothing where it never joined. */
  async leave(): Promise<void> {
    if (this.state === 'out') return;
    this.state = 'out';
    this.beatTimer?.cancel();
    this.trustTimer?.cancel();
    await this.running;
    await this.lease.release();
    this.events.emit('instance.left', () => ({ instanceId: this.identity.id }));
  }

  private async attend({ deadInstances, pendingExecutions, cancellations }: LeaseRenewal): Promise<void> {
    this.beats += 1;
    if (cancellations) await this.cancels.runOnce();
    if (deadInstances || this.beats % SWEEP_EVERY === 1) await this.sweep.runOnce();
    if (pendingExecutions && this.state === 'member') await this.pending.runOnce();
  }

  private beat(): Promise<void> {
    return (this.running ??= this.runOnce().finally(() => (this.running = undefined)));
  }

  private beatLater(): void {
    this.beatTimer = this.clock.after(this.lease.interval, () => {
      this.beatLater();
      void this.beat();
    });
    if (!this.settings.execution.any) this.beatTimer.unref();
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
    // a blocked event loop is not a dead process: nobody may have missed this instance yet
    if (this.clock.monotonic() - until > HELD_UP_MS) await this.beat();
    if (this.state !== 'out' && !this.lease.isTrusted())
      this.distrust('its lease could not be renewed in time');
  }

  private distrust(why: string): void {
    if (this.distrusted) return;
    this.distrusted = true;
    this.logger.error(`This instance stops trusting itself: ${why}. Its executions are aborted.`);
    this.events.emit('instance.lease-lost', () => ({ instanceId: this.identity.id, why }));
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
