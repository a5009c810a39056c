import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { CronContext, Execution, PermanentError, TrackedCron, TransientError } from 'nestjs-tracked-cron';

/** How long the partner takes to accept us after we have started. */
const KEY_ACCEPTED_AFTER_MS = 70_000;
const SCENES = 28;

/**
 * Makes clips for a television partner. It is the trouble of the example that shows within two minutes of its start: what
 * runs for long, is skipped, retried, refused, late, and what recovers.
 */
@Injectable()
export class BroadcastService {
  private readonly logger = new Logger(BroadcastService.name);
  private readonly startedAt = Date.now();

  /** Takes longer than from one slot to the next: every other slot is skipped. */
  @TrackedCron('*/10 * * * * *', {
    name: 'highlights',
    group: 'broadcast',
    owner: 'television',
    tags: ['video'],
    timeout: '30s',
  })
  async cutHighlights(@Execution() context: CronContext): Promise<void> {
    for (let scene = 1; scene <= SCENES; scene += 1) {
      await pause(500, undefined, { signal: context.signal });
      context.progress(scene / SCENES, `scene ${scene} of ${SCENES}`);
    }
    this.logger.log(`Cut ${SCENES} scenes`);
  }

  /** The service that writes them answers the second time. */
  @TrackedCron('*/20 * * * * *', {
    name: 'subtitles',
    group: 'broadcast',
    owner: 'television',
    tags: ['text'],
    retryPolicy: { maxAttempts: 3, initialDelay: '1s' },
  })
  writeSubtitles(@Execution() { attempt }: CronContext): void {
    if (attempt === 1) throw new TransientError('The subtitle service is at its limit (429)');
    this.logger.log('Wrote subtitles in three languages');
  }

  /** Refused until the partner knows our key, and well from then on. */
  @TrackedCron('*/15 * * * * *', {
    name: 'partner-playlist',
    group: 'broadcast',
    owner: 'television',
    impact: 'The partner shows the clips of yesterday',
    rerun: 'safe',
    alertThresholds: { consecutiveFailures: 3 },
  })
  sendPlaylist(): void {
    if (Date.now() - this.startedAt < KEY_ACCEPTED_AFTER_MS) {
      throw new Error('The partner does not know our key yet (403)');
    }
    this.logger.log('Sent the playlist');
  }

  /** Fails until somebody pays. */
  @TrackedCron('*/20 * * * * *', {
    name: 'ad-breaks',
    group: 'broadcast',
    owner: 'advertising',
    impact: 'Breaks go out without advertisements',
    runbookUrl: 'https://wiki.example.com/broadcast/ad-breaks',
    rerun: 'ask',
  })
  bookAdBreaks(): void {
    throw new PermanentError('The subscription has ended', {
      cause: new Error('402 Payment Required from https://ads.example.com/breaks'),
    });
  }

  /** Waits for a machine that nobody has plugged in. */
  @TrackedCron('*/30 * * * * *', {
    name: 'drone-footage',
    group: 'broadcast',
    owner: 'television',
    tags: ['video'],
    runsOn: 'render-farm',
    impact: 'There are no pictures from above',
  })
  renderDroneFootage(): void {}
}
