import type { Clock, ClockTimer } from '../clock.js';
import type { CronDatabase } from '../database/cron-database.js';
import type { DatabaseClock } from '../database/database-clock.js';
import type { JobScope } from '../definition/job-scope.js';
import { HELD } from './claim-rows.js';
import type { HoldReason } from './slot-plan.js';

/** How long a pause may go unnoticed. */
const INTERVAL_MS = 5_000;

/**
 * Which of the jobs that every instance runs are paused or frozen. No claim reads it for them, so it is asked every five seconds, while
 * there are any; while the database is away, what was known last holds.
 */
export class InstancePauses {
  private readonly watched = new Set<string>();
  /** What holds each job, and when that ends by itself, milliseconds since the epoch; `Infinity` for never. */
  private held = new Map<string, { readonly reason: HoldReason; readonly until: number }>();
  private timer: ClockTimer | undefined;
  private started = false;

  constructor(
    private readonly database: CronDatabase,
    private readonly scope: JobScope,
    private readonly clock: Clock,
    private readonly databaseClock: DatabaseClock,
  ) {}

  watch(jobName: string): void {
    this.watched.add(jobName);
    if (this.started) this.askLater();
  }

  /** What keeps a job's slots from running now. */
  heldBy(jobName: string): HoldReason | null {
    const hold = this.held.get(jobName);
    return hold !== undefined && hold.until > this.databaseClock.now() ? hold.reason : null;
  }

  /** Asks now, and from now on; the database was reached. */
  async start(): Promise<void> {
    this.started = true;
    if (this.watched.size === 0) return;
    await this.runOnce();
    this.askLater();
  }

  stop(): void {
    this.started = false;
    this.timer?.cancel();
    this.timer = undefined;
  }

  /** Asks once. Never throws. */
  async runOnce(): Promise<void> {
    try {
      const { rows } = await this.database.writes.query<{
        name: string;
        reason: HoldReason;
        until: number | null;
      }>(
        `select unnest(name || previous_names) as name, ${HELD} as reason,
           extract(epoch from case (${HELD}) when 'frozen' then frozen_until when 'paused' then paused_until end)::float8 * 1000 as until
         from ${this.database.tables.jobs}
         where application = $1 and environment = $2 and (name = any($3) or previous_names && $3::text[]) and (${HELD}) is not null`,
        [this.scope.application, this.scope.environment, [...this.watched]],
      );
      this.held = new Map(
        rows.map(({ name, reason, until }) => [name, { reason, until: until ?? Infinity }]),
      );
    } catch {
      // the recorder, which writes far more often, tells of it
    }
  }

  private askLater(): void {
    if (this.timer || !this.started) return;
    this.timer = this.clock.after(INTERVAL_MS, () => {
      this.timer = undefined;
      void this.runOnce().finally(() => this.askLater());
    });
    this.timer.unref();
  }
}
