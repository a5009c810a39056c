import type { FactoryProvider } from '@nestjs/common';
import { Clock } from 'nestjs-tracked-cron';
import {
  DatabaseClock,
  ExecutionFollowers,
  InstanceIdentity,
  SETTINGS as CORE_SETTINGS,
  type TrackedCronSettings,
} from 'nestjs-tracked-cron/internal';
import type { CronMonitorOptions } from '../cron-monitor.options.js';
import { OPTIONS } from '../cron-monitor.tokens.js';
import { SentryLink } from './sentry-link.js';
import { sentrySettings } from './sentry-settings.js';

const link: FactoryProvider = {
  provide: SentryLink,
  inject: [OPTIONS, CORE_SETTINGS, ExecutionFollowers, InstanceIdentity, Clock, DatabaseClock],
  useFactory: (
    options: CronMonitorOptions,
    { application, environment, release }: TrackedCronSettings,
    followers: ExecutionFollowers,
    instance: InstanceIdentity,
    clock: Clock,
    databaseClock: DatabaseClock,
  ) => {
    const publicUrl = options.publicUrl?.replace(/\/+$/, '') ?? null;
    return SentryLink.open(
      sentrySettings(options.sentry),
      followers,
      { application, environment, release, instance, publicUrl },
      { now: () => databaseClock.now(), monotonic: () => clock.monotonic() },
    );
  },
};

/** What this room consists of. */
export const sentryRooms: FactoryProvider[] = [link];
