import type {
  InstanceDescription,
  InstanceHealth,
  LeaseRenewal,
  LeaseRepository,
} from './lease.repository.js';

/** How long before its lease runs out an instance stops trusting itself. */
const TRUST_MARGIN_MS = 1_000;

/** Database time, and when it was asked for and answered by the monotonic clock of the main thread. Milliseconds. */
interface TimeAnswer {
  readonly asked: number;
  readonly databaseTime: number;
  readonly answered: number;
}

/** What came of asking for a lease. */
export interface LeaseTaken extends TimeAnswer {
  /** False when others have declared the instance dead. */
  readonly taken: boolean;
}

/** What one renewal found. */
export interface TimedRenewal extends LeaseRenewal, TimeAnswer {}

/** Until when, by the monotonic clock, an instance may believe in itself. */
export interface Trust {
  until: number;
}

/** Takes a lease, renews it, gives it back, and counts from before each question how long the answer is good for. */
export class HeldLease {
  private id: string | undefined;

  constructor(
    private readonly repository: Pick<LeaseRepository, 'databaseTime' | 'register' | 'renew' | 'stop'>,
    private readonly monotonic: () => number,
    private readonly trust: Trust,
    /** Milliseconds that a renewal is good for. */
    private readonly ttl: number,
  ) {}

  /** Whether there is something to renew. */
  get isHeld(): boolean {
    return this.id !== undefined;
  }

  /** Measures database time, then takes the lease. */
  async take(id: string, description: InstanceDescription): Promise<LeaseTaken> {
    // The first question also makes the connection, which takes its time before the answer: half of that would be taken
    // for the answer's way, and everything would be due that much too early.
    await this.repository.databaseTime();
    const asked = this.monotonic();
    const databaseTime = await this.repository.databaseTime();
    const answered = this.monotonic();
    const taken = await this.repository.register(id, this.ttl, description);
    if (taken) this.resume(id, answered);
    return { taken, asked, databaseTime, answered };
  }

  /** Goes on with a lease that was taken elsewhere. @param since when it was last renewed, monotonic clock */
  resume(id: string, since: number): void {
    this.id = id;
    this.trustFrom(since);
  }

  async renew(health: InstanceHealth): Promise<TimedRenewal> {
    const { id } = this;
    if (id === undefined) throw new Error('there is no lease to renew');
    const asked = this.monotonic();
    const renewal = await this.repository.renew(id, this.ttl, health);
    // meanwhile it may have been forgotten, or taken under another id
    if (renewal.renewed && this.id === id) this.trustFrom(asked);
    return { ...renewal, asked, answered: this.monotonic() };
  }

  /** Renews it no more: the instance has stopped trusting itself. */
  forget(): void {
    this.id = undefined;
  }

  async release(): Promise<void> {
    const { id } = this;
    this.forget();
    this.trust.until = -Infinity;
    if (id !== undefined) await this.repository.stop(id);
  }

  private trustFrom(since: number): void {
    this.trust.until = since + this.ttl - TRUST_MARGIN_MS;
  }
}
