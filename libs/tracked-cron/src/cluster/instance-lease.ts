import type { Clock } from '../clock.js';
import type { DatabaseClock } from '../database/database-clock.js';
import type { IdGenerator } from '../id-generator.js';
import { describeInstance, type InstanceSettings } from './describe-instance.js';
import type { TimedRenewal } from './held-lease.js';
import type { InstanceIdentity } from './instance-identity.js';
import type { LeaseKeeper } from './lease-keeper.js';
import type { LeaseRenewal } from './lease.repository.js';

/** The promise of this process to be alive, renewed in database time, trusted by its own monotonic clock. */
export class InstanceLease {
  constructor(
    private readonly keeper: LeaseKeeper,
    private readonly clock: Clock,
    private readonly databaseClock: DatabaseClock,
    private readonly ids: IdGenerator,
    private readonly identity: InstanceIdentity,
    private readonly settings: InstanceSettings,
  ) {}

  /** Monotonic clock until which this instance may believe in itself. */
  get trustedUntil(): number {
    return this.keeper.trustedUntil;
  }

  /** Whether this instance may still believe that its executions are its own. */
  isTrusted(): boolean {
    return this.clock.monotonic() < this.trustedUntil;
  }

  /** Starts ahead what keeping a lease needs. */
  prepare(): void {
    this.keeper.prepare();
  }

  /** Measures database time, then takes the first lease. */
  async acquire(): Promise<void> {
    const { taken, asked, databaseTime, answered } = await this.keeper.take(
      this.identity.id,
      describeInstance(this.settings, this.identity.generationId),
    );
    this.databaseClock.observe(asked, databaseTime, answered);
    // an earlier attempt to boot went this far, and was found dead since
    if (!taken) return this.startOver();
  }

  /** Tells `listener` of each renewal from now on. */
  beat(listener: (renew: () => Promise<LeaseRenewal>) => void): void {
    this.keeper.beat((renew) => listener(async () => this.noted(await renew())));
  }

  /** One heartbeat: renews, measures database time, and hears whether somebody else is dead or something waits. */
  async renew(): Promise<LeaseRenewal> {
    return this.noted(await this.keeper.renew());
  }

  /** Renews no more: what this instance had is no longer its own. */
  forget(): void {
    this.keeper.forget();
  }

  /** Starts over with a new identity, after others declared this one dead. */
  async startOver(): Promise<void> {
    this.identity.renew(this.ids.next(this.databaseClock.now()));
    await this.acquire();
  }

  /** Gives the lease back, if there is one. */
  release(): Promise<void> {
    return this.keeper.release();
  }

  private noted(renewal: TimedRenewal): LeaseRenewal {
    this.databaseClock.observe(renewal.asked, renewal.databaseTime, renewal.answered);
    return renewal;
  }
}
