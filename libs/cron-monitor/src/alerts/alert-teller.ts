import { TrackedCronError, type JobsWithin, type SteeringWords } from 'nestjs-tracked-cron';
import type { DatabaseClock } from 'nestjs-tracked-cron/internal';
import type { AlertTelling } from '../alert-telling.js';
import type {
  AlertStats,
  ChannelRecord,
  DryRun,
  ICronAlerts,
  NotificationPage,
  NotificationQuery,
  RouteRecord,
} from '../cron-alerts.interface.js';
import type { CronMonitorSettings } from '../cron-monitor.settings.js';
import type { AlertStatisticsRepository } from './insight/alert-statistics.repository.js';
import type { ChannelRepository } from './insight/channel.repository.js';
import type { DryRuns } from './insight/dry-runs.js';
import type { JobTraitsRepository } from './insight/job-traits.repository.js';
import type { NotificationRepository } from './insight/notification.repository.js';
import type { TestMessages } from './insight/test-messages.js';
import type { Notification } from './notification.js';
import type { RouteBook } from './route-book.js';
import type { ResolvedRoute } from '../routes/route.js';
import { routesOfJobs } from '../routes/routes-of-jobs.js';
import type { Scope } from './scope.js';

const DAY_MS = 24 * 3_600_000;
const DEFAULT_WINDOW_MS = 30 * DAY_MS;

/** What is known about telling, and what can be tried of it. */
export class AlertTeller implements AlertTelling {
  constructor(
    private readonly notifications: NotificationRepository,
    private readonly statistics: AlertStatisticsRepository,
    private readonly channels: ChannelRepository,
    private readonly tests: TestMessages,
    private readonly dryRuns: DryRuns,
    private readonly book: RouteBook,
    private readonly jobs: Pick<JobTraitsRepository, 'within'>,
    private readonly settings: CronMonitorSettings,
    private readonly scope: Scope,
    private readonly clock: Pick<DatabaseClock, 'now'>,
  ) {}

  getNotifications(query: NotificationQuery = {}): Promise<NotificationPage> {
    return this.notifications.page(query);
  }

  notificationsOf(incidentId: string): Promise<readonly Notification[]> {
    return this.notifications.ofIncident(incidentId);
  }

  async getRoutes({ within }: { within?: JobsWithin } = {}): Promise<readonly RouteRecord[]> {
    const routes = await this.routesOf(within);
    const byDefault = this.settings.routes.every(({ source }) => source === 'default');
    return routes.map((route) => ({
      ...recordOf(route),
      source: route.source === 'code' && byDefault ? 'default' : route.source,
    }));
  }

  async getChannels({ within }: { within?: JobsWithin } = {}): Promise<readonly ChannelRecord[]> {
    const now = this.clock.now();
    const names = await this.channelsOf(within);
    const { channels } = await this.book.read();
    const facts = await this.channels.facts(names, now, within);
    const { rateLimit, digestAfter, cooldownMs } = this.settings;
    const limits = { ...rateLimit, digestAfter, cooldownMs };
    return names.map((name) => {
      const { waiting, lastDeliveredAt, goneUntil, lastError } = facts.get(name)!;
      const off = channels.get(name)?.off ?? false;
      const state = off ? 'off' : goneUntil === null ? 'on' : 'gone';
      // what a channel says of a message may be about somebody else's job
      const gone = within === undefined ? lastError : null;
      const why = state === 'on' ? null : state === 'off' ? 'switched off by a preference' : gone;
      return { name, state, why, waiting, lastDeliveredAt, limits };
    });
  }

  /** @throws TrackedCronError `INVALID_QUERY` */
  async getAlertStats({
    from,
    to,
    within,
  }: { from?: Date; to?: Date; within?: JobsWithin } = {}): Promise<AlertStats> {
    const window = this.windowOf(from, to);
    return this.statistics.read(window.from, window.to, within);
  }

  sendTest(
    target: { readonly route?: string; readonly channel?: string },
    words?: SteeringWords,
  ): Promise<readonly Notification[]> {
    return this.tests.send(target, words);
  }

  async dryRun(options: Parameters<ICronAlerts['dryRun']>[0]): Promise<DryRun> {
    return this.dryRuns.run({ ...options, ...this.windowOf(options.from, options.to) });
  }

  /** By which people hear of some jobs; of all that there may be, all of them. */
  private async routesOf(within: JobsWithin | undefined): Promise<readonly ResolvedRoute[]> {
    const { routes } = await this.book.read();
    return within === undefined ? routes : routesOfJobs(routes, await this.jobs.within(within), this.scope);
  }

  private async channelsOf(within: JobsWithin | undefined): Promise<readonly string[]> {
    const names = this.settings.channels.map(({ name }) => name);
    if (within === undefined) return names;
    const routes = await this.routesOf(within);
    const heard = new Set(routes.flatMap(({ channels, escalateTo }) => [...channels, ...escalateTo]));
    return names.filter((name) => heard.has(name));
  }

  private windowOf(from: Date | undefined, to: Date | undefined): { readonly from: Date; readonly to: Date } {
    const until = to ?? new Date(this.clock.now());
    const since = from ?? new Date(until.getTime() - DEFAULT_WINDOW_MS);
    if (since < until) return { from: since, to: until };
    throw new TrackedCronError('INVALID_QUERY', 'from must be an instant before to.', { parameter: 'from' });
  }
}

function recordOf(route: ResolvedRoute): RouteRecord {
  const { name, written, channels, source, quietHours, escalate, escalateTo, remindAfterMs } = route;
  return {
    name,
    when: written,
    channels,
    source,
    quietHours: quietHours && {
      begins: quietHours.begins.describe(),
      ends: quietHours.ends.describe(),
      severity: quietHours.severity,
    },
    escalation: escalate && { ...escalate, channels: escalateTo },
    remindAfterMs,
  };
}
