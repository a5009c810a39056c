import type { FactoryProvider } from '@nestjs/common';
import { Clock } from 'nestjs-tracked-cron';
import {
  DatabaseClock,
  ExecutionFollowers,
  InstanceIdentity,
  provide,
  SETTINGS as CORE_SETTINGS,
  type TrackedCronSettings,
} from 'nestjs-tracked-cron/internal';
import { PageAddresses } from '../alerts/message-links.js';
import type { CronMonitorSettings } from '../cron-monitor.settings.js';
import { SETTINGS } from '../cron-monitor.tokens.js';
import { SentryLink } from './sentry-link.js';

/** What this room consists of. */
export const sentryRooms: FactoryProvider[] = [
  provide(
    SentryLink,
    [SETTINGS, CORE_SETTINGS, ExecutionFollowers, InstanceIdentity, Clock, DatabaseClock],
    (
      { sentry, publicUrl }: CronMonitorSettings,
      { application, environment, release }: TrackedCronSettings,
      followers: ExecutionFollowers,
      instance: InstanceIdentity,
      clock: Clock,
      databaseClock: DatabaseClock,
    ) => {
      const page = new PageAddresses(publicUrl);
      return SentryLink.open(
        sentry,
        followers,
        { application, environment, release, instance, linkTo: (id) => page.execution(id) },
        { now: () => databaseClock.now(), monotonic: () => clock.monotonic() },
      );
    },
  ),
];
