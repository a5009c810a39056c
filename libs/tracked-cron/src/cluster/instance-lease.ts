import type { Clock } from '../clock.js';
import type { DatabaseClock } from '../database/database-clock.js';
import type { IdGenerator } from '../id-generator.js';
import type { EvidenceLog } from './evidence-log.js';
import { describeInstance, type InstanceSettings } from './describe-instance.js';
import type { TimedRenewal } from './held-lease.js';
import type { InstanceIdentity } from './instance-identity.js';
import type { LeaseKeeper } from './lease-keeper.js';
import type { LeaseRenewal } from './lease.repository.js';

/** A smaller step delays nothing that anybody would miss. */
const STEP_MS = 1_000;

/** The promise of this process to be alive, renewed in database time, trusted by its own monotonic clock. */
export class InstanceLease {
  /** Given up, though it may not have run out: others said so. */
  private forgotten = false;

  constructor(
    private readonly keeper: LeaseKeeper,
    private readonly clock: Clock,
    private readonly databaseClock: DatabaseClock,
    private readonly ids: IdGenerator,
    private readonly identity: InstanceIdentity,
    private readonly settings: InstanceSettings,
    private readonly evidence: Pick<EvidenceLog, 'databaseFailed' | 'databaseAnswered' | 'note'>,
  ) {}

  /** Monotonic clock until which this instance may believe in itself. */
  get trustedUntil(): number {
    return this.forgotten ? -Infinity : this.keeper.trustedUntil;
  }

  /** Whether this instance may still believe that its executions are its own. */
  isTrusted(): boolean {
    return this.clock.monotonic() < this.trustedUntil;
  }

  /**
   * Whether what was asked for as `instanceId` is this process's own to start. What was taken under an identity that others
   * have declared dead, or may have while the answer was on its way, is theirs to sweep.
   */
  covers(instanceId: string): boolean {
    return this.identity.id === instanceId && this.isTrusted();
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
    this.forgotten = false;
    this.databaseClock.observe(asked, databaseTime, answered);
    this.evidence.databaseAnswered();
    // an earlier attempt to boot went this far, and was found dead since
    if (!taken) return this.startOver();
  }

  /** Tells `listener` of each renewal from now on. */
  beat(listener: (renew: () => Promise<LeaseRenewal>) => void): void {
    this.keeper.beat((renew) => listener(() => this.noted(renew())));
  }

  /** One heartbeat: renews, measures database time, and hears whether somebody else is dead or something waits. */
  renew(): Promise<LeaseRenewal> {
    return this.noted(this.keeper.renew());
  }

  /** Notes that this instance keeps its lease, but claims nothing any more. */
  drain(): Promise<void> {
    return this.evidence.note('draining', this.databaseClock.now(), Infinity);
  }

  /** Renews no more: what this instance had is no longer its own. */
  forget(): void {
    // whoever still trusts itself was told by the database that others don't
    if (!this.isTrusted()) this.evidence.databaseFailed('the lease could not be renewed in time');
    this.forgotten = true;
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

  private async noted(renewing: Promise<TimedRenewal>): Promise<LeaseRenewal> {
    try {
      const renewal = await renewing;
      this.measure(renewal);
      this.evidence.databaseAnswered();
      return renewal;
    } catch (error) {
      this.evidence.databaseFailed(error);
      throw error;
    }
  }

  /** Slots between what database time was and what it is at once came due all together. */
  private measure({ asked, databaseTime, answered }: TimedRenewal): void {
    const before = this.databaseClock.now();
    this.databaseClock.observe(asked, databaseTime, answered);
    const after = this.databaseClock.now();
    const stepMs = Math.round(after - before);
    if (Math.abs(stepMs) < STEP_MS) return;
    void this.evidence.note('clock_stepped', Math.min(before, after), Math.max(before, after), { stepMs });
  }
}
