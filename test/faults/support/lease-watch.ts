import type { TestDatabase } from '../../support/test-database.js';

/** What came of watching a lease. Milliseconds. */
export interface WatchedLease {
  /** The least that it had left; negative: it had run out. */
  readonly leastLeft: number;
  /** The longest time between two renewals. */
  readonly longestGap: number;
}

const LOOK_EVERY_MS = 50;

/** Looks at the lease of one instance all the time, until it is given back or the watch ends. */
export class LeaseWatch {
  private leastLeft = Infinity;
  private longestGap = 0;
  private renewedAt: number | undefined;
  private readonly timer: NodeJS.Timeout;
  private looking: Promise<void> = Promise.resolve();

  private constructor(
    private readonly database: Pick<TestDatabase, 'query'>,
    private readonly id: string,
  ) {
    this.timer = setInterval(() => {
      this.looking = this.looking.then(() => this.look());
    }, LOOK_EVERY_MS);
  }

  /** Watches the instance that a process is now. */
  static async of(database: Pick<TestDatabase, 'query'>, pid: number): Promise<LeaseWatch> {
    const [{ id }] = await database.query<{ id: string }>(
      'select id from tracked_cron.cron_instances where pid = $1 and stopped_at is null',
      [pid],
    );
    return new LeaseWatch(database, id);
  }

  async end(): Promise<WatchedLease> {
    clearInterval(this.timer);
    await this.looking;
    return { leastLeft: Math.round(this.leastLeft), longestGap: Math.round(this.longestGap) };
  }

  private async look(): Promise<void> {
    const [lease] = await this.database.query<{ left: number; renewed: number }>(
      `select extract(epoch from lease_until - clock_timestamp())::float8 * 1000 as left,
         extract(epoch from renewed_at)::float8 * 1000 as renewed
       from tracked_cron.cron_instances where id = $1 and stopped_at is null`,
      [this.id],
    );
    if (!lease) return; // given back
    this.leastLeft = Math.min(this.leastLeft, lease.left);
    if (this.renewedAt !== undefined)
      this.longestGap = Math.max(this.longestGap, lease.renewed - this.renewedAt);
    this.renewedAt = lease.renewed;
  }
}
