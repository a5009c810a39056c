import type { Clock } from '../clock.js';
import type { DatabaseClock } from '../database/database-clock.js';
import type { IdGenerator } from '../id-generator.js';
import { EventLoopDelay } from './event-loop-delay.js';
import type { InstanceIdentity } from './instance-identity.js';
import { describeInstance, type InstanceSettings } from './describe-instance.js';
import type { InstanceRepository, LeaseRenewal } from './instance.repository.js';

/** How long before its lease runs out an instance stops trusting itself. */
const TRUST_MARGIN_MS = 1_000;

/** The promise of this process to be alive, renewed in database time, trusted by its own monotonic clock. */
export class InstanceLease {
  /** Measured from the first lease on: an instance that never joins leaves the event loop alone. */
  private loopDelay: EventLoopDelay | undefined;
  /** Monotonic clock until which this instance may believe in itself. */
  trustedUntil = -Infinity;

  constructor(
    private readonly repository: InstanceRepository,
    private readonly clock: Clock,
    private readonly databaseClock: DatabaseClock,
    private readonly ids: IdGenerator,
    private readonly identity: InstanceIdentity,
    private readonly settings: InstanceSettings & {
      /** Milliseconds that a renewal is good for. */
      readonly leaseTtl: number;
    },
  ) {}

  private get ttl(): number {
    return this.settings.leaseTtl;
  }

  /** Milliseconds between two renewals: three chances within one lease. */
  get interval(): number {
    return this.ttl / 3;
  }

  /** Whether this instance may still believe that its executions are its own. */
  isTrusted(): boolean {
    return this.clock.monotonic() < this.trustedUntil;
  }

  /** Measures database time, then takes the first lease. */
  async acquire(): Promise<void> {
    this.loopDelay ??= new EventLoopDelay();
    const asked = this.clock.monotonic();
    const databaseTime = await this.repository.databaseTime();
    this.databaseClock.observe(asked, databaseTime, this.clock.monotonic());
    const since = this.clock.monotonic();
    if (!(await this.repository.register(this.identity.id, this.ttl, describeInstance(this.settings)))) {
      // an earlier attempt to boot went this far, and was found dead since
      return this.startOver();
    }
    this.trustFrom(since);
  }

  /** One heartbeat: renews, measures database time, and hears whether somebody else is dead or something waits. */
  async renew(): Promise<LeaseRenewal> {
    const since = this.clock.monotonic();
    const renewal = await this.repository.renew(this.identity.id, this.ttl, {
      clockOffset: this.databaseClock.localOffset,
      eventLoopDelay: this.loopDelay?.longestSinceAsked() ?? 0,
    });
    this.databaseClock.observe(since, renewal.databaseTime, this.clock.monotonic());
    if (renewal.renewed) this.trustFrom(since);
    return renewal;
  }

  /** Starts over with a new identity, after others declared this one dead. */
  async startOver(): Promise<void> {
    this.identity.renew(this.ids.next(this.databaseClock.now()));
    await this.acquire();
  }

  async release(): Promise<void> {
    this.loopDelay?.stop();
    this.loopDelay = undefined;
    this.trustedUntil = -Infinity;
    await this.repository.stop(this.identity.id);
  }

  private trustFrom(since: number): void {
    this.trustedUntil = since + this.ttl - TRUST_MARGIN_MS;
  }
}
