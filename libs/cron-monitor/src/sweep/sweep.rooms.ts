import type { FactoryProvider, InjectionToken } from '@nestjs/common';
import { Clock, TrackedCronEvents } from 'nestjs-tracked-cron';
import {
  construct,
  CronDatabase,
  DatabaseClock,
  InstanceIdentity,
  JobWatch,
  provide,
  SETTINGS,
  SweepRepository,
} from 'nestjs-tracked-cron/internal';
import { IncidentDesk } from '../incidents/incident-desk.js';
import { IncidentLife } from '../incidents/incident-life.js';
import { StalenessService } from '../staleness.service.js';
import { EndsWatch } from './ends-watch.js';
import { SweepAccount } from './sweep-account.js';
import { SweepNews } from './sweep-news.js';
import { Vigil } from './vigil.js';
import { Watchdog } from './watchdog.js';

/** What sees to it that jobs are judged. */
export const sweepRooms: FactoryProvider[] = [
  provide(Vigil, [], () => new Vigil()),
  provide(SweepNews, [], () => new SweepNews()),
  provide(SweepAccount, [CronDatabase, SETTINGS, InstanceIdentity, DatabaseClock], construct(SweepAccount)),
  provide(
    StalenessService,
    [SweepAccount, JobWatch, SweepRepository, IncidentDesk, IncidentLife, Vigil, SweepNews],
    construct(StalenessService),
  ),
  provide(
    EndsWatch,
    [TrackedCronEvents, JobWatch, IncidentDesk, Vigil, Clock, DatabaseClock],
    construct(EndsWatch),
  ),
  provide(Watchdog, [SweepAccount, StalenessService, Vigil, Clock, DatabaseClock], construct(Watchdog)),
];

/** What of it goes on by itself: see `MonitorLoop`. */
export const sweepLoops: InjectionToken[] = [Watchdog, EndsWatch];
