import type { Clock, ClockTimer } from '../clock.js';
import type { CronDatabase } from '../database/cron-database.js';
import type { DatabaseClock } from '../database/database-clock.js';
import type { JobScope } from '../definition/cron-job.repository.js';

/** How long a pause may go unnoticed. */
const INTERVAL_MS = 5_000;

/**
 * Which of the jobs that every instance runs are paused. No claim reads it for them, so it is asked every five seconds, while
 * there are any; while the database is away, what was known last holds.
 */
export class InstancePauses {
  private readonly watched = new Set<string>();
  /** When each pause ends by itself, milliseconds since the epoch; `Infinity` for never. */
  private paused = new Map<string, number>();
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

  isPaused(jobName: string): boolean {
    const until = this.paused.get(jobName);
    return until !== undefined && until > this.databaseClock.now();
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
      const { rows } = await this.database.writes.query<{ name: string; until: number | null }>(
        `select name, extract(epoch from paused_until)::float8 * 1000 as until
         from ${this.database.tables.jobs}
         where application = $1 and environment = $2 and name = any($3) and paused_at is not null`,
        [this.scope.application, this.scope.environment, [...this.watched]],
      );
      this.paused = new Map(rows.map(({ name, until }) => [name, until ?? Infinity]));
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
