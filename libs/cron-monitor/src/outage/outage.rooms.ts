import { hostname } from 'node:os';
import type { FactoryProvider, InjectionToken } from '@nestjs/common';
import { Clock, IdGenerator, TrackedCronEvents, type JobScope } from 'nestjs-tracked-cron';
import { construct, provide, SETTINGS as CORE } from 'nestjs-tracked-cron/internal';
import { routeOf } from '../routes/route.js';
import type { CronMonitorSettings } from '../cron-monitor.settings.js';
import { SETTINGS } from '../cron-monitor.tokens.js';
import { OURSELVES } from '../incidents/incident.js';
import { SweepNews } from '../sweep/sweep-news.js';
import { DatabaseOutageTeller } from './database-outage.teller.js';
import { DeadManSwitch } from './dead-man-switch.js';
import { DirectDelivery } from './direct-delivery.js';

/** What this room consists of. */
export const outageRooms: FactoryProvider[] = [
  provide(DirectDelivery, [Clock, IdGenerator], construct(DirectDelivery)),
  provide(
    DatabaseOutageTeller,
    [TrackedCronEvents, DirectDelivery, SETTINGS, Clock, CORE],
    (
      events: TrackedCronEvents,
      delivery: DirectDelivery,
      { routes, channels }: CronMonitorSettings,
      clock: Clock,
      { application, environment }: JobScope,
    ) => {
      const told = routeOf(routes, {
        application,
        environment,
        severity: 'critical',
        subject: OURSELVES,
        group: null,
        owner: null,
        tags: [],
      })?.channels;
      return new DatabaseOutageTeller(
        events,
        delivery,
        channels.filter(({ name }) => told?.includes(name)),
        clock,
        { application, environment, instance: `${hostname()} (process ${process.pid})` },
      );
    },
  ),
  provide(
    DeadManSwitch,
    [SETTINGS, SweepNews, Clock],
    ({ deadManSwitch }: CronMonitorSettings, sweeps: SweepNews, clock: Clock) =>
      new DeadManSwitch(deadManSwitch, sweeps, clock),
  ),
];

/** What of it goes on by itself: see `MonitorLoop`. */
export const outageLoops: InjectionToken[] = [DeadManSwitch];
