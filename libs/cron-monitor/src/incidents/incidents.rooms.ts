import type { FactoryProvider, InjectionToken } from '@nestjs/common';
import { Clock, IdGenerator, InstanceBus } from 'nestjs-tracked-cron';
import {
  AuditLog,
  construct,
  CronDatabase,
  DatabaseClock,
  provide,
  Readiness,
  SETTINGS as SCOPE,
} from 'nestjs-tracked-cron/internal';
import { CronAlerts } from '../cron-alerts.js';
import { ALERT_TELLING, SETTINGS } from '../cron-monitor.tokens.js';
import { AlertPreferences } from '../preferences/alert-preferences.js';
import { IncidentDecisions } from './incident-decisions.js';
import { IncidentDesk } from './incident-desk.js';
import { IncidentLife } from './incident-life.js';
import { IncidentNews } from './incident-news.js';
import { IncidentPageRepository } from './incident-page.repository.js';
import { IncidentRetention } from './incident-retention.js';
import { IncidentWriter } from './incident-writer.js';
import { IncidentRepository } from './incident.repository.js';
import { JobDependencies } from './job-dependencies.js';
import { Silences } from './silences.js';

/** What this room consists of. */
export const incidentsRooms: FactoryProvider[] = [
  provide(IncidentNews, [], () => new IncidentNews()),
  provide(
    IncidentRepository,
    [CronDatabase, SCOPE, IdGenerator, DatabaseClock],
    construct(IncidentRepository),
  ),
  provide(IncidentPageRepository, [CronDatabase, SCOPE], construct(IncidentPageRepository)),
  provide(IncidentWriter, [IncidentRepository, IncidentNews, InstanceBus], construct(IncidentWriter)),
  provide(JobDependencies, [CronDatabase, SCOPE, DatabaseClock], construct(JobDependencies)),
  provide(Silences, [AlertPreferences, SCOPE], construct(Silences)),
  provide(
    IncidentDesk,
    [IncidentRepository, IncidentWriter, JobDependencies, Silences, SETTINGS],
    construct(IncidentDesk),
  ),
  provide(IncidentRetention, [CronDatabase, SCOPE, Clock, DatabaseClock], construct(IncidentRetention)),
  provide(
    IncidentLife,
    [IncidentRepository, IncidentWriter, AlertPreferences, DatabaseClock, SCOPE],
    construct(IncidentLife),
  ),
  provide(
    IncidentDecisions,
    [IncidentRepository, IncidentWriter, DatabaseClock],
    construct(IncidentDecisions),
  ),
  provide(
    CronAlerts,
    [
      Readiness,
      IncidentPageRepository,
      IncidentRepository,
      IncidentDecisions,
      AlertPreferences,
      AuditLog,
      DatabaseClock,
      ALERT_TELLING,
    ],
    construct(CronAlerts),
  ),
];

/** What of it goes on by itself: see `MonitorLoop`. */
export const incidentsLoops: InjectionToken[] = [IncidentRetention];
