import { Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Clock, ClockTimer, TrackedCronEvents } from 'nestjs-tracked-cron';
import type { AlertChannel } from '../channels/alert-channel.js';
import type { DirectDelivery } from './direct-delivery.js';
import { backMessage, goneMessage, type DatabaseOutage, type Teller } from './outage-message.js';

/** A shorter absence is nothing to wake people for. */
const TOLD_AFTER_MS = 60_000;
/** At most one message in this time, however often the database comes and goes. */
const AT_MOST_EVERY_MS = 60_000;

/**
 * Says that the database is gone, straight to the channels of critical alerts: every other message waits in that database.
 * Each instance says so once, and once that it is back: it can't ask the others.
 */
export class DatabaseOutageTeller implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('CronMonitor');
  private stops: (() => void)[] = [];
  private timer: ClockTimer | undefined;
  private outage: DatabaseOutage | undefined;
  private told = false;
  private lastToldAt = -Infinity;
  private sending: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly events: TrackedCronEvents,
    private readonly delivery: Pick<DirectDelivery, 'send'>,
    private readonly channels: readonly AlertChannel[],
    private readonly clock: Clock,
    private readonly teller: Teller,
  ) {}

  /** Before the database is asked for: it may be away at boot. */
  onModuleInit(): void {
    this.stops = [
      this.events.on('database.lost', (outage) => this.lost(outage)),
      this.events.on('database.back', (outage) => this.back(outage)),
    ];
  }

  async onModuleDestroy(): Promise<void> {
    for (const stop of this.stops.splice(0)) stop();
    this.timer?.cancel();
    await this.sending;
  }

  private lost(outage: DatabaseOutage): void {
    // what was told and has come back for less than a minute goes on
    this.outage = this.outage && this.told ? this.outage : outage;
    if (!this.told)
      this.after(TOLD_AFTER_MS - (this.clock.now() - outage.since.getTime()), () => this.tellGone());
    else this.timer?.cancel();
  }

  private back(outage: DatabaseOutage): void {
    this.timer?.cancel();
    if (!this.told) this.outage = undefined;
    else this.after(0, () => this.tellBack({ ...outage, since: this.outage!.since }));
  }

  private tellGone(): void {
    const { outage } = this;
    if (!outage) return;
    this.told = true;
    this.say(goneMessage(outage, this.now(), this.teller));
    this.logger.error(`The database has been away since ${outage.since.toISOString()}: ${outage.error}`);
  }

  private tellBack(outage: DatabaseOutage): void {
    this.told = false;
    this.outage = undefined;
    this.say(backMessage(outage, this.now(), this.teller));
  }

  private say(message: Parameters<DirectDelivery['send']>[1]): void {
    this.lastToldAt = this.clock.monotonic();
    this.sending = Promise.all([this.sending, this.delivery.send(this.channels, message)]);
  }

  /** Not before a minute has passed since the last message. */
  private after(ms: number, work: () => void): void {
    this.timer?.cancel();
    const free = this.lastToldAt + AT_MOST_EVERY_MS - this.clock.monotonic();
    this.timer = this.clock.after(Math.max(0, ms, free), work);
    this.timer.unref();
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
