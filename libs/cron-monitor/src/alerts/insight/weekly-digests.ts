import type { IdGenerator } from 'nestjs-tracked-cron';
import type { DatabaseClock } from 'nestjs-tracked-cron/internal';
import type { CronMonitorSettings } from '../../cron-monitor.settings.js';
import type { PostingRepository } from '../outbox/posting.repository.js';
import type { RouteBook } from '../route-book.js';
import { routeOf } from '../../routes/route.js';
import type { Scope } from '../scope.js';
import { weeklyMessage } from './weekly-message.js';
import type { WeeklyRepository } from './weekly.repository.js';

const DAY_MS = 24 * 3_600_000;
/** How late a digest may still come: an application that was down for longer tells the week in its next one. */
const LATEST_MS = DAY_MS;

/** Tells each owner once a week how it went, once over all instances: the notification's key is owner and week. */
export class WeeklyDigests {
  private toldAt = -Infinity;

  constructor(
    private readonly repository: Pick<WeeklyRepository, 'weeks'>,
    private readonly postings: Pick<PostingRepository, 'post'>,
    private readonly book: Pick<RouteBook, 'read'>,
    private readonly settings: Pick<CronMonitorSettings, 'weeklyDigest'>,
    private readonly scope: Scope,
    private readonly clock: Pick<DatabaseClock, 'now'>,
    private readonly ids: IdGenerator,
  ) {}

  /** Posts the digests that are due, where nobody has. */
  async runOnce(): Promise<void> {
    const now = this.clock.now();
    const due = this.settings.weeklyDigest?.previousBefore(now + 1);
    if (due === undefined || due <= this.toldAt || now - due > LATEST_MS) return;
    const weeks = await this.repository.weeks(new Date(due - 7 * DAY_MS), new Date(due));
    const { routes, channels } = await this.book.read();
    const postings = [...weeks].flatMap(([owner, jobs]) => {
      const message = weeklyMessage(owner, jobs, this.scope, new Date(now));
      // whoever hears of the owner's troubles
      const route = routeOf(routes, {
        ...this.scope,
        owner,
        severity: 'critical',
        group: null,
        tags: [],
        subject: '',
      });
      return (route?.channels ?? [])
        .filter((name) => channels.get(name)?.off === false)
        .map((channel) => ({
          id: this.ids.next(now),
          kind: 'weekly' as const,
          severity: 'info' as const,
          channel,
          dedupeKey: `weekly:${owner}:${new Date(due).toISOString()}`,
          message,
          claim: null,
        }));
    });
    await this.postings.post(postings, now);
    this.toldAt = due;
  }
}
