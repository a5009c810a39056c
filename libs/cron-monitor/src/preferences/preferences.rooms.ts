import type { FactoryProvider, InjectionToken } from '@nestjs/common';
import { IdGenerator, InstanceBus } from 'nestjs-tracked-cron';
import {
  construct,
  CronDatabase,
  DatabaseClock,
  JobRegistry,
  provide,
  SETTINGS,
} from 'nestjs-tracked-cron/internal';
import type { CronMonitorOptions } from '../cron-monitor.options.js';
import { OPTIONS } from '../cron-monitor.tokens.js';
import { alertingCode } from './alerting-code.js';
import { AlertPreferenceRepository } from './alert-preference.repository.js';
import { AlertPreferences } from './alert-preferences.js';

/** What this room consists of. */
export const preferencesRooms: FactoryProvider[] = [
  provide(
    AlertPreferenceRepository,
    [CronDatabase, SETTINGS, IdGenerator, DatabaseClock],
    construct(AlertPreferenceRepository),
  ),
  provide(
    AlertPreferences,
    [AlertPreferenceRepository, { token: OPTIONS, optional: true }, JobRegistry, InstanceBus, DatabaseClock],
    (
      repository: AlertPreferenceRepository,
      options: CronMonitorOptions | undefined,
      jobs: JobRegistry,
      bus: InstanceBus,
      clock: DatabaseClock,
    ) => new AlertPreferences(repository, alertingCode(options ?? {}), jobs, bus, clock),
  ),
];

/** What of it goes on by itself: see `MonitorLoop`. */
export const preferencesLoops: InjectionToken[] = [AlertPreferences];
