import { Logger } from '@nestjs/common';
import { formatDuration, type DatabaseClock } from 'nestjs-tracked-cron/internal';
import type { Clock, Finding } from 'nestjs-tracked-cron';
import type { MonitorLoop } from '../monitor-loop.js';
import type { StalenessService } from '../staleness.service.js';
import { OVERDUE_MS, SWEEP_INTERVAL_MS } from './interval.js';
import type { SweepAccount, SweepState } from './sweep-account.js';
import type { Vigil } from './vigil.js';

/**
 * Watches the sweep, on every instance and by a timer of its own: who is to notice that the scheduler stands still can't be
 * scheduled by it. Where nobody has swept although the database answers, one instance does, and tells.
 */
export class Watchdog implements MonitorLoop {
  private readonly logger = new Logger('TrackedCron');
  private timer: ReturnType<Clock['after']> | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = true;
  /** Since when the database has answered each time; undefined: it does not. */
  private answeringSince: number | undefined;
  private told = false;

  constructor(
    private readonly account: Pick<SweepAccount, 'state' | 'take'>,
    private readonly sweeps: Pick<StalenessService, 'sweep'>,
    private readonly vigil: Vigil,
    private readonly clock: Clock,
    private readonly databaseClock: Pick<DatabaseClock, 'now'>,
  ) {}

  start(): void {
    this.stopped = false;
    this.running = this.round();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.timer?.cancel();
    await this.running;
  }

  /** Looks once. Where the database is away it has nothing to say: that is told by who talks to it. */
  async runOnce(): Promise<void> {
    const state = await this.look();
    if (state === undefined) return;
    const now = this.databaseClock.now();
    this.answeringSince ??= now;
    const since = Math.max(state.sweptAt.getTime(), this.answeringSince);
    if (now - since <= OVERDUE_MS) {
      this.told &&= state.blind;
      return;
    }
    if (!(await this.account.take(state.sweptAt, OVERDUE_MS))) return;
    const finding = overdue(new Date(since), now);
    if (!this.told) this.logger.error(`The jobs are not watched as they should be: ${finding.message}.`);
    this.told = true;
    await this.sweeps.sweep({ overdue: finding });
  }

  private async round(): Promise<void> {
    try {
      await this.runOnce();
    } catch (error) {
      if (!this.stopped) this.logger.error(`The jobs could not be swept: ${(error as Error).message}`);
    }
    if (this.stopped) return;
    this.timer = this.clock.after(SWEEP_INTERVAL_MS, () => (this.running = this.round()));
    this.timer.unref();
  }

  private async look(): Promise<SweepState | undefined> {
    try {
      const state = await this.account.state();
      this.vigil.see(state);
      return state;
    } catch {
      this.answeringSince = undefined;
      return undefined;
    }
  }
}

function overdue(since: Date, now: number): Finding {
  const waited = formatDuration(Math.round((now - since.getTime()) / 1_000) * 1_000);
  return {
    rule: 'late',
    severity: 'error',
    told: true,
    since,
    message:
      `no scheduled sweep has come through for ${waited}, and an instance sweeps beside the scheduler; the executions of ` +
      'tracked-cron.staleness say why',
    count: 1,
    slot: null,
    executionId: null,
  };
}
