import { Logger } from '@nestjs/common';
import type { Clock, ClockTimer } from 'nestjs-tracked-cron';
import type { DatabaseClock } from 'nestjs-tracked-cron/internal';
import type { CronMonitorSettings } from '../cron-monitor.settings.js';
import type { IncidentNews } from '../incidents/incident-news.js';
import type { MonitorLoop } from '../monitor-loop.js';
import type { Announcer } from './announce/announcer.js';
import type { NotificationRetention } from './insight/notification-retention.js';
import type { WeeklyDigests } from './insight/weekly-digests.js';
import type { Deliverer } from './outbox/deliverer.js';
import type { OutboxRepository } from './outbox/outbox.repository.js';

/** While something waits. */
const BUSY_MS = 1_000;
/** While nothing does: as often as the sweep looks. */
const IDLE_MS = 10_000;
/** What is done once in a while. */
const CHORES_MS = 60_000;
/** What a shutdown waits for messages that are on their way. */
const GRACE_MS = 2_000;
/** At most one line about trouble in this time. */
const TROUBLE_MS = 60_000;

/** Announces and delivers: at once when this process has news, else as often as it is worth it. */
export class TellingLoop implements MonitorLoop {
  private readonly logger = new Logger('TrackedCron');
  private timer: ClockTimer | undefined;
  private running: Promise<void> | undefined;
  private readonly channels: readonly string[];
  private wanted = false;
  private stopped = false;
  private forget: (() => void) | undefined;
  private choresAt = -Infinity;
  private troubleAt = -Infinity;

  constructor(
    private readonly announcer: Pick<Announcer, 'runOnce'>,
    private readonly deliverer: Pick<Deliverer, 'runOnce' | 'stop'>,
    private readonly outbox: Pick<OutboxRepository, 'look'>,
    private readonly weekly: Pick<WeeklyDigests, 'runOnce'>,
    private readonly retention: Pick<NotificationRetention, 'runOnce'>,
    private readonly settings: Pick<CronMonitorSettings, 'channels'>,
    private readonly news: Pick<IncidentNews, 'onNews'>,
    private readonly clock: Clock,
    private readonly databaseClock: Pick<DatabaseClock, 'now'>,
  ) {
    this.channels = settings.channels.map(({ name }) => name);
  }

  start(): void {
    this.forget = this.news.onNews(() => this.wake());
    this.wake();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.forget?.();
    this.timer?.cancel();
    await this.deliverer.stop(GRACE_MS);
    await this.running;
    await Promise.allSettled(this.settings.channels.map((channel) => channel.close?.()));
  }

  /** Everything that is due now. */
  async runOnce(): Promise<void> {
    await this.announcer.runOnce();
    await this.deliverer.runOnce();
  }

  private wake(): void {
    if (this.stopped) return;
    this.wanted = true;
    this.timer?.cancel();
    this.running ??= this.go();
  }

  private async go(): Promise<void> {
    let next = BUSY_MS;
    while (this.wanted && !this.stopped) {
      this.wanted = false;
      next = await this.round();
    }
    this.running = undefined;
    if (this.stopped) return;
    this.timer = this.clock.after(next, () => this.wake());
    this.timer.unref();
  }

  /** @returns milliseconds to the next one */
  private async round(): Promise<number> {
    try {
      let { unannounced, dueAt } = await this.outbox.look(this.channels);
      if (unannounced) {
        await this.announcer.runOnce();
        ({ unannounced, dueAt } = await this.outbox.look(this.channels));
      }
      const waits = dueAt === null ? IDLE_MS : dueAt - this.databaseClock.now();
      // nobody waits for it: a channel that hangs must not keep others from being announced to
      if (waits <= 0) this.deliverer.runOnce().catch((error: unknown) => this.complain(error));
      await this.chores();
      return unannounced ? BUSY_MS : Math.min(Math.max(waits, BUSY_MS), IDLE_MS);
    } catch (error) {
      this.complain(error);
      return IDLE_MS;
    }
  }

  private async chores(): Promise<void> {
    if (this.clock.monotonic() - this.choresAt < CHORES_MS) return;
    this.choresAt = this.clock.monotonic();
    await this.weekly.runOnce();
    await this.retention.runOnce();
  }

  private complain(error: unknown): void {
    if (this.stopped || this.clock.monotonic() - this.troubleAt < TROUBLE_MS) return;
    this.troubleAt = this.clock.monotonic();
    const message = error instanceof Error ? error.message : String(error);
    this.logger.error(
      `Alerts wait, because they can't be announced or delivered (${message}). It is tried again.`,
    );
  }
}
