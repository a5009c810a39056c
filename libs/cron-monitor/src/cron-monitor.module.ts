import { Module, type DynamicModule, type FactoryProvider, type Provider } from '@nestjs/common';
import { ADDED_ENTITIES, Readiness } from 'nestjs-tracked-cron/internal';
import { alertsLoops, alertsRooms } from './alerts/alerts.rooms.js';
import { channelsLoops, channelsRooms } from './channels/channels.rooms.js';
import { CronAlerts } from './cron-alerts.js';
import { cronMonitorEntities } from './cron-monitor.entities.js';
import { CronMonitorLifecycle } from './cron-monitor.lifecycle.js';
import type { CronMonitorAsyncOptions, CronMonitorOptions } from './cron-monitor.options.js';
import { resolveMonitorSettings } from './cron-monitor.settings.js';
import { OPTIONS, SETTINGS } from './cron-monitor.tokens.js';
import { incidentsLoops, incidentsRooms } from './incidents/incidents.rooms.js';
import type { MonitorLoop } from './monitor-loop.js';
import { preferencesLoops, preferencesRooms } from './preferences/preferences.rooms.js';

const loops = [...preferencesLoops, ...incidentsLoops, ...alertsLoops, ...channelsLoops];

const settings: FactoryProvider = {
  provide: SETTINGS,
  inject: [{ token: OPTIONS, optional: true }],
  useFactory: (options?: CronMonitorOptions) => resolveMonitorSettings(options),
};

const lifecycle: FactoryProvider = {
  provide: CronMonitorLifecycle,
  inject: [Readiness, ...loops],
  useFactory: (readiness: Readiness, ...running: MonitorLoop[]) =>
    new CronMonitorLifecycle(readiness, ...running),
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
  providers: [settings, ...channelsRooms, ...preferencesRooms, ...incidentsRooms, ...alertsRooms, lifecycle],
  exports: [CronAlerts],
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
