import { setImmediate as breathe } from 'node:timers/promises';
import { TrackedCronError, type AlertThresholds } from 'nestjs-tracked-cron';
import { resolveThresholds, type CronDatabase, type CronJobEntity } from 'nestjs-tracked-cron/internal';
import type { DryRun } from '../../cron-alerts.interface.js';
import type { CronMonitorSettings } from '../../cron-monitor.settings.js';
import type { Announced } from '../announce/telling-facts.js';
import { checkedRoutes } from '../../routes/checked-routes.js';
import type { RouteBook } from '../route-book.js';
import type { ResolvedRoute } from '../../routes/route.js';
import type { Scope } from '../scope.js';
import { ReplayedHistoryRepository } from './dry-run/history.repository.js';
import { replay } from './dry-run/replay.js';
import { wouldTell } from './dry-run/would-tell.js';

/** Executions of a dry run: a few seconds of work at most. */
const MOST_EXECUTIONS = 20_000;
/** Moments after which others have their turn. */
const AT_A_STRETCH = 200;

/** What is asked for; whatever is left out is as it holds now. */
export interface DryRunQuery {
  readonly routes?: readonly unknown[];
  readonly jobName?: string;
  readonly alertThresholds?: unknown;
  readonly from: Date;
  readonly to: Date;
}

/** Says what routes and thresholds would have told, by the history there is: nothing is written, nobody is told. */
export class DryRuns {
  private readonly history: ReplayedHistoryRepository;

  constructor(
    database: Pick<CronDatabase, 'tables' | 'dataSource'>,
    private readonly scope: Scope,
    private readonly book: Pick<RouteBook, 'read'>,
    private readonly settings: Pick<
      CronMonitorSettings,
      'channels' | 'quietHours' | 'cooldownMs' | 'digestAfter'
    >,
  ) {
    this.history = new ReplayedHistoryRepository(database, scope);
  }

  /** @throws TrackedCronError `INVALID_OPTION`, `INVALID_THRESHOLD`, `INVALID_DURATION`, `UNKNOWN_JOB` */
  async run({ routes: given, jobName, alertThresholds, from, to }: DryRunQuery): Promise<DryRun> {
    const thresholds = alertThresholds === undefined ? undefined : checkedThresholds(alertThresholds);
    const held = await this.book.read();
    const routes = given === undefined ? held.routes : this.routesOf(given);
    const history = await this.history.read(from, to, jobName, MOST_EXECUTIONS);
    if (jobName !== undefined && history.jobs.length === 0)
      throw new TrackedCronError(
        'UNKNOWN_JOB',
        `No job is called "${jobName}": getJobs() lists those there are.`,
        {
          jobName,
        },
      );
    const announced: Announced[] = [];
    let moments = 0;
    for (const job of history.jobs) {
      for (const events of replay(job, thresholds ?? thresholdsOf(job), history.ended.get(job.id) ?? [])) {
        announced.push(...events);
        moments += 1;
        if (moments % AT_A_STRETCH === 0) await breathe();
      }
    }
    const told = wouldTell(
      announced.sort((a, b) => +a.event.at - +b.event.at),
      {
        application: this.scope.application,
        environment: this.scope.environment,
        routes,
        channels: held.channels,
        silence: () => null,
        cooldownMs: this.settings.cooldownMs,
        digestAfter: this.settings.digestAfter,
      },
    );
    return { from: history.from, to, ...told };
  }

  private routesOf(given: readonly unknown[]): readonly ResolvedRoute[] {
    const channels = this.settings.channels.map(({ name }) => name);
    return checkedRoutes(given, { channels, quietHours: this.settings.quietHours, source: 'code' });
  }
}

function thresholdsOf({ options }: CronJobEntity): AlertThresholds {
  return (options.alertThresholds ?? {}) as AlertThresholds;
}

function checkedThresholds(given: unknown): AlertThresholds {
  if (typeof given !== 'object' || given === null)
    throw new TrackedCronError(
      'INVALID_OPTION',
      'alertThresholds must be an object: write { consecutiveFailures: 5 }, or {} for the defaults.',
    );
  resolveThresholds(given, { periodMs: 60_000 });
  return given;
}
