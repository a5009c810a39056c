import { Module, type DynamicModule, type FactoryProvider, type Provider } from '@nestjs/common';
import {
  ADDED_ENTITIES,
  CronDatabase,
  Readiness,
  SETTINGS as TRACKED_CRON_SETTINGS,
  type TrackedCronSettings,
} from 'nestjs-tracked-cron/internal';
import { alertsLoops, alertsRooms } from './alerts/alerts.rooms.js';
import { channelsLoops, channelsRooms } from './channels/channels.rooms.js';
import { SlackNotificationService } from './channels/slack/slack-notification.service.js';
import { CronAlerts } from './cron-alerts.js';
import { cronMonitorEntities } from './cron-monitor.entities.js';
import { CronMonitorLifecycle } from './cron-monitor.lifecycle.js';
import type { CronMonitorAsyncOptions, CronMonitorOptions } from './cron-monitor.options.js';
import { resolveMonitorSettings } from './cron-monitor.settings.js';
import { OPTIONS, SETTINGS } from './cron-monitor.tokens.js';
import { incidentsLoops, incidentsRooms } from './incidents/incidents.rooms.js';
import type { MonitorLoop } from './monitor-loop.js';
import { outageLoops, outageRooms } from './outage/outage.rooms.js';
import { preferencesLoops, preferencesRooms } from './preferences/preferences.rooms.js';
import { sentryRooms } from './sentry/sentry.rooms.js';
import { StalenessService } from './staleness.service.js';
import { sweepLoops, sweepRooms } from './sweep/sweep.rooms.js';

const loops = [
  ...preferencesLoops,
  ...sweepLoops,
  ...incidentsLoops,
  ...alertsLoops,
  ...channelsLoops,
  ...outageLoops,
];

const settings: FactoryProvider = {
  provide: SETTINGS,
  inject: [TRACKED_CRON_SETTINGS, { token: OPTIONS, optional: true }],
  useFactory: ({ active }: TrackedCronSettings, options?: CronMonitorOptions) =>
    resolveMonitorSettings(options, active),
};

const lifecycle: FactoryProvider = {
  provide: CronMonitorLifecycle,
  inject: [Readiness, CronDatabase, ...loops],
  useFactory: (readiness: Readiness, database: CronDatabase, ...running: MonitorLoop[]) =>
    // a test that keeps its record in memory has nobody to tell
    new CronMonitorLifecycle(readiness, ...(database instanceof CronDatabase ? running : [])),
};

/** What TypeORM is to know when `TrackedCronModule` connects, whichever module is imported first. */
@Module({
  providers: [{ provide: ADDED_ENTITIES, useValue: cronMonitorEntities }],
  exports: [ADDED_ENTITIES],
})
class MonitorTablesModule {}

/** Carries the host's options to the one monitor there is. */
@Module({})
class MonitorOptionsModule {}

/**
 * Watches the record of `TrackedCronModule` and tells people: findings, incidents, messages. `CronAdminModule` brings it
 * along, without channels; imported both, in any order, there is one.
 *
 * @example
 * CronMonitorModule.forRoot({ channels: [slackChannel({ webhookUrl: process.env.SLACK_WEBHOOK_URL })] })
 */
@Module({
  imports: [{ module: MonitorTablesModule, global: true }],
  providers: [
    settings,
    ...channelsRooms,
    ...sentryRooms,
    ...preferencesRooms,
    ...incidentsRooms,
    ...alertsRooms,
    ...sweepRooms,
    ...outageRooms,
    lifecycle,
  ],
  exports: [CronAlerts, StalenessService, SlackNotificationService, SETTINGS],
})
export class CronMonitorModule {
  /** @throws TrackedCronError `INVALID_OPTION` at boot, with what to write instead */
  static forRoot(options: CronMonitorOptions = {}): DynamicModule {
    return this.withOptions({ provide: OPTIONS, useValue: options });
  }

  /** The same, with options from providers of the host. */
  static forRootAsync({ imports, inject, useFactory }: CronMonitorAsyncOptions): DynamicModule {
    return this.withOptions({ provide: OPTIONS, inject, useFactory }, imports);
  }

  private static withOptions(options: Provider, imports: DynamicModule['imports'] = []): DynamicModule {
    return {
      module: MonitorOptionsModule,
      global: true,
      imports: [CronMonitorModule, ...imports],
      providers: [options],
      exports: [OPTIONS, CronMonitorModule],
    };
  }
}
