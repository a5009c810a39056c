import { Logger } from '@nestjs/common';
import type { Clock, ClockTimer } from '../clock.js';
import type { ExecutionEngine } from '../execution/execution-engine.js';
import { TrackedCronError } from '../tracked-cron.error.js';
import type { InstanceLease } from './instance-lease.js';
import type { InstanceRepository, LostExecution } from './instance.repository.js';
import type { PendingClaimer } from './pending-claimer.js';

/** Every so many beats it sweeps without being told, for rows whose instance nobody knows. */
const SWEEP_EVERY = 12;

/**
 * Being one of the cluster: keeps the lease, sweeps what dead instances left, takes what waits, and, when it may no
 * longer believe that it is alive to the others, aborts its executions and starts over as somebody else.
 */
export class Membership {
  private readonly logger = new Logger('TrackedCron');
  private timer: ClockTimer | undefined;
  private running: Promise<void> | undefined;
  private beats = 0;
  private distrusted = false;

  constructor(
    private readonly lease: InstanceLease,
    private readonly instances: InstanceRepository,
    private readonly pending: PendingClaimer,
    private readonly engine: ExecutionEngine,
    private readonly clock: Clock,
    private readonly onLost: (executions: LostExecution[]) => void,
    /** Whether being a member keeps the process alive: not in a script that runs no jobs. */
    private readonly keepsAlive: boolean,
  ) {}

  /** Takes the lease and keeps it from now on. */
  async join(): Promise<void> {
    await this.lease.acquire();
    this.beatLater();
  }

  /** Whether this instance may claim and believe in what it claimed. */
  isTrusted(): boolean {
    return !this.distrusted && this.lease.isTrusted();
  }

  /** One beat. Never throws: what fails now is tried with the next one. */
  async runOnce(): Promise<void> {
    try {
      if (this.distrusted) return await this.startOver();
      const renewal = await this.lease.renew();
      if (!renewal.renewed) {
        this.distrust('other instances found its lease expired');
        return await this.startOver();
      }
      this.beats += 1;
      if (renewal.deadInstances || this.beats % SWEEP_EVERY === 1) await this.sweep();
      if (renewal.pendingExecutions) await this.pending.runOnce();
    } catch (error) {
      if (!this.distrusted && !this.lease.isTrusted()) {
        this.distrust(`its lease could not be renewed (${(error as Error).message})`);
      }
    }
  }

  /** Finds executions of instances that died. */
  async sweep(): Promise<void> {
    const lost = await this.instances.sweep();
    if (lost.length === 0) return;
    this.logger.warn(
      `${lost.length} executions were lost with their instance: ${[...new Set(lost.map((one) => one.jobName))].slice(0, 5).join(', ')}`,
    );
    this.onLost(lost);
  }

  /** Stops beating and gives the lease back. */
  async leave(): Promise<void> {
    this.timer?.cancel();
    this.timer = undefined;
    await this.running;
    await this.lease.release();
  }

  private beatLater(): void {
    this.timer = this.clock.after(this.lease.interval, () => {
      this.beatLater();
      this.running ??= this.runOnce().finally(() => (this.running = undefined));
    });
    if (!this.keepsAlive) this.timer.unref();
  }

  private distrust(why: string): void {
    this.distrusted = true;
    this.logger.error(`This instance stops trusting itself: ${why}. Its executions are aborted.`);
    this.engine.abort(new LeaseLostError(why));
  }

  private async startOver(): Promise<void> {
    await this.lease.startOver();
    this.distrusted = false;
    this.logger.log('This instance joined again under a new identity.');
  }
}

/** The reason with which signals abort when an instance may no longer own its executions. */
export class LeaseLostError extends TrackedCronError {
  override readonly name = 'LeaseLostError';

  constructor(why: string) {
    super('LEASE_LOST', `The instance lost its lease: ${why}.`);
  }
}
