import { Logger } from '@nestjs/common';
import type { IdGenerator } from 'nestjs-tracked-cron';
import type { DatabaseClock } from 'nestjs-tracked-cron/internal';
import type { CronMonitorSettings } from '../../cron-monitor.settings.js';
import type { Scope } from '../scope.js';
import type { Taken } from './outbox.repository.js';
import { plainMessage } from './plain-message.js';
import type { PostingRepository } from './posting.repository.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Says on the other channels, once a while, that one of them does not work. */
export class ChannelNotices {
  private readonly logger = new Logger('TrackedCron');

  constructor(
    private readonly postings: Pick<PostingRepository, 'post'>,
    private readonly settings: Pick<CronMonitorSettings, 'channels'>,
    private readonly scope: Scope,
    private readonly clock: Pick<DatabaseClock, 'now'>,
    private readonly ids: IdGenerator,
  ) {}

  /** A channel is gone: nothing is sent to it until somebody mends it, or it is found to be back. */
  gone(taken: Taken, error: string): Promise<void> {
    return this.tell(
      taken,
      `gone:${taken.channel}:${this.every(DAY_MS)}`,
      `Channel "${taken.channel}" is gone (${error}): nobody is told there until it is mended. It is tried again once an hour, ` +
        `and by a test message at once. Not told: ${taken.message.title}.`,
    );
  }

  /** A message was given up. */
  givenUp(taken: Taken, error: string): Promise<void> {
    return this.tell(
      taken,
      `given-up:${taken.channel}:${this.every(HOUR_MS)}`,
      `Channel "${taken.channel}" did not accept "${taken.message.title}" (${error}), which was given up.`,
    );
  }

  private async tell({ channel, severity }: Taken, dedupeKey: string, sentence: string): Promise<void> {
    this.logger.error(sentence);
    const now = this.clock.now();
    const message = plainMessage(
      { word: 'BLIND', subject: `channel ${channel}`, severity, sentence },
      this.scope,
      new Date(now),
    );
    const others = this.settings.channels.filter(({ name }) => name !== channel);
    await this.postings.post(
      others.map(({ name }) => ({
        id: this.ids.next(now),
        kind: 'direct',
        severity,
        channel: name,
        dedupeKey,
        message,
        claim: null,
      })),
      now,
    );
  }

  private every(ms: number): number {
    return Math.floor(this.clock.now() / ms);
  }
}
