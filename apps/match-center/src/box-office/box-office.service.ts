import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { CronExpression } from '@nestjs/schedule';
import { CronContext, Execution, TrackedCron } from 'nestjs-tracked-cron';

/** Minutes of ten in which the ticket shop refuses us. */
const REFUSED = { from: 3, to: 7 };
/** The minute of fifteen whose export takes far too long. */
const STUCK = { minute: 9, forMs: 200_000 };

/**
 * Sells tickets through a shop of other people, which has its bad minutes: what the example is watched for. All of it comes
 * by the clock, so that a newcomer sees each kind of trouble, and its end, within a quarter of an hour.
 */
@Injectable()
export class BoxOfficeService {
  private readonly logger = new Logger(BoxOfficeService.name);

  /** Fails four times in a row, and recovers. */
  @TrackedCron(CronExpression.EVERY_MINUTE, {
    name: 'ticket-sales',
    group: 'tickets',
    owner: 'box-office',
    impact: 'Seats that are sold are offered again',
    canWaitUntil: '18:00',
    rerun: 'safe',
    runbookUrl: 'https://wiki.example.com/box-office/ticket-sales',
    alertThresholds: { consecutiveFailures: 3 },
  })
  async importSales(@Execution() { slot }: CronContext): Promise<void> {
    const minute = (slot ?? new Date()).getUTCMinutes() % 10;
    this.logger.log('Asking the shop for what it has sold.');
    if (minute >= REFUSED.from && minute < REFUSED.to)
      throw Object.assign(new Error('connect ECONNREFUSED 10.1.4.12:443'), { code: 'ECONNREFUSED' });
  }

  /** Hangs now and then, longer than it may. */
  @TrackedCron(CronExpression.EVERY_MINUTE, {
    name: 'seat-plan-export',
    group: 'tickets',
    owner: 'box-office',
    impact: 'Stewards work with an old plan',
    rerun: 'ask',
    overlap: 'queue',
    maxQueued: 1,
    concurrency: { key: 'box-office', limit: 1 },
    alertThresholds: { maxDuration: '90s' },
  })
  async exportSeatPlan(@Execution() { slot, signal }: CronContext): Promise<void> {
    const hangs = (slot ?? new Date()).getUTCMinutes() % 15 === STUCK.minute;
    if (hangs) await pause(STUCK.forMs, undefined, { signal });
  }

  /** Comes late whenever the export hangs: both share one connection. */
  @TrackedCron(CronExpression.EVERY_MINUTE, {
    name: 'refunds',
    group: 'tickets',
    owner: 'box-office',
    impact: 'People wait for their money',
    overlap: 'queue',
    maxQueued: 5,
    concurrency: { key: 'box-office', limit: 1 },
    dependsOn: ['ticket-sales'],
  })
  async payRefunds(): Promise<void> {
    await pause(50);
  }
}
