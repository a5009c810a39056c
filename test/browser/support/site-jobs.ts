import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import {
  CronContext,
  Execution,
  PermanentError,
  TrackedCron,
  TransientError,
  type StandardSchema,
} from 'nestjs-tracked-cron';

/** Takes what the archive asks for: a season of four digits. */
const season: StandardSchema<{ season: number }> = {
  '~standard': {
    version: 1,
    vendor: 'hand',
    validate: (value) => {
      const { season } = (value ?? {}) as { season?: unknown };
      return Number.isInteger(season)
        ? { value: { season: season as number } }
        : { issues: [{ message: 'Write a season, such as 2026.', path: ['season'] }] };
    },
  },
};

/** Waits until it is told to stop. */
function untilAborted({ signal }: CronContext): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Jobs of every kind that the page tells of; most have something to tell within seconds. */
@Injectable()
export class SiteJobs {
  @TrackedCron('*/3 * * * * *', {
    name: 'matches.live-scores',
    group: 'matches',
    owner: 'sports',
    tags: ['live', 'public'],
    timeout: '20s',
    impact: 'The front page shows old scores.',
    keepResult: true,
  })
  async liveScores(@Execution() ctx: CronContext) {
    ctx.log.info('asking the feed for 9 matches');
    await pause(150);
    ctx.progress(0.5, '5 of 9 matches');
    await pause(150);
    ctx.log.info('saved 9 matches');
    return { matches: 9, changed: 2 };
  }

  @TrackedCron('* * * * *', {
    name: 'matches.standings',
    group: 'matches',
    owner: 'sports',
    tags: ['public'],
  })
  async standings(@Execution() ctx: CronContext) {
    ctx.metadata.rows = 20;
    await pause(400);
  }

  @TrackedCron('*/10 * * * * *', {
    name: 'imports.transfers',
    group: 'imports',
    owner: 'data',
    tags: ['partner'],
    runbookUrl: 'https://runbooks.example.com/imports/transfers',
    impact: 'Transfers of today are missing on the team pages.',
    rerun: 'safe',
    breaker: null,
  })
  transfers(@Execution() ctx: CronContext) {
    ctx.log.warn('the partner answers slowly');
    throw new PermanentError('The partner refused our key: 403 <b>Forbidden</b>', {
      cause: new TypeError('fetch failed: <img src=x onerror="document.title=\'hacked\'">'),
    });
  }

  @TrackedCron('*/15 * * * * *', {
    name: 'imports.fixtures',
    group: 'imports',
    owner: 'data',
    retryPolicy: { maxAttempts: 3, initialDelay: 200, jitter: 'none' },
  })
  fixtures(@Execution() { attempt, log }: CronContext) {
    if (attempt < 2) throw new TransientError('the partner is at its limit');
    log.info('saved 380 fixtures');
  }

  @TrackedCron('*/20 * * * * *', {
    name: 'billing.nightly-invoices',
    group: 'billing',
    owner: 'finance',
    timeout: '2s',
    impact: 'Customers get no invoices.',
    runbookUrl: 'https://runbooks.example.com/billing',
    rerun: 'ask',
  })
  async invoices(@Execution() ctx: CronContext) {
    ctx.progress(0.1, '120 of 1,200 invoices');
    await untilAborted(ctx);
    throw new Error('stopped after 120 invoices');
  }

  @TrackedCron('@never', {
    name: 'search.reindex',
    group: 'search',
    owner: 'platform',
    tags: ['slow'],
    alertThresholds: { executionTime: '1m' },
  })
  async reindex(@Execution() ctx: CronContext) {
    ctx.log.info('reading 4,200,000 documents');
    ctx.progress(0.42, '1,764,000 of 4,200,000 documents');
    await untilAborted(ctx);
  }

  @TrackedCron('*/2 * * * * *', { name: 'sync.partners', group: 'sync', owner: 'platform', overlap: 'skip' })
  async partners(@Execution() ctx: CronContext) {
    await Promise.race([pause(9_000), untilAborted(ctx)]);
  }

  @TrackedCron('*/5 * * * *', { name: 'mail.digest', group: 'mail', owner: 'growth' })
  digest(): void {}

  @TrackedCron('*/10 * * * * *', {
    name: 'billing.close-month',
    group: 'billing',
    owner: 'finance',
    runsOn: 'accounting', // no instance here is
    impact: 'The books stay open.',
  })
  closeMonth(): void {}

  @TrackedCron('@never', { name: 'archive.season', group: 'archive', owner: 'data', parameters: season })
  async archive(@Execution() ctx: CronContext) {
    const { season } = ctx.parameters as { season: number };
    ctx.log.info(`archived the season of ${season}`);
    return { matches: 380 };
  }

  @TrackedCron('0 3 * * *', {
    name: 'reports.a-name-that-is-as-long-as-a-name-may-well-be-where-somebody-spells-out.what-it-does-and-for-whom-it-does-it',
    group: 'reports',
    owner: 'the department for statistics, forecasts and everything else that has to do with numbers',
    timeZone: 'Europe/Berlin',
  })
  longName(): void {}

  @TrackedCron('*/30 * * * * *', { name: 'cache.warm', group: 'sync', owner: 'platform', tags: ['live'] })
  warm(): void {}

  @TrackedCron('0 */2 * * *', { name: 'stats.players', group: 'stats', owner: 'sports', keepResult: true })
  players() {
    return { players: 640 };
  }

  @TrackedCron('15 4 * * 1', { name: 'backup.verify', group: 'archive', owner: 'platform', disabled: true })
  verify(): void {}
}
