import type { FactoryProvider, InjectionToken } from '@nestjs/common';
import { IdGenerator, InstanceBus, parseDuration, type JobScope } from 'nestjs-tracked-cron';
import {
  AuditLog,
  construct,
  CronDatabase,
  DatabaseClock,
  provide,
  Readiness,
  SETTINGS,
} from 'nestjs-tracked-cron/internal';
import { CronAlerts } from '../cron-alerts.js';
import type { CronMonitorOptions } from '../cron-monitor.options.js';
import { ALERT_TELLING, OPTIONS } from '../cron-monitor.tokens.js';
import { AlertPreferences } from '../preferences/alert-preferences.js';
import { IncidentDecisions } from './incident-decisions.js';
import { IncidentDesk } from './incident-desk.js';
import { IncidentLife } from './incident-life.js';
import { IncidentNews } from './incident-news.js';
import { IncidentPageRepository } from './incident-page.repository.js';
import { IncidentWriter } from './incident-writer.js';
import { IncidentRepository } from './incident.repository.js';
import { JobDependencies } from './job-dependencies.js';
import { Silences } from './silences.js';

/** What this room consists of. */
export const incidentsRooms: FactoryProvider[] = [
  provide(IncidentNews, [], () => new IncidentNews()),
  provide(
    IncidentRepository,
    [CronDatabase, SETTINGS, IdGenerator, DatabaseClock],
    construct(IncidentRepository),
  ),
  provide(IncidentPageRepository, [CronDatabase, SETTINGS], construct(IncidentPageRepository)),
  provide(IncidentWriter, [IncidentRepository, IncidentNews, InstanceBus], construct(IncidentWriter)),
  provide(JobDependencies, [CronDatabase, SETTINGS, DatabaseClock], construct(JobDependencies)),
  provide(Silences, [AlertPreferences, SETTINGS], construct(Silences)),
  provide(
    IncidentDesk,
    [IncidentRepository, IncidentWriter, JobDependencies, Silences, { token: OPTIONS, optional: true }],
    (
      repository: IncidentRepository,
      writer: IncidentWriter,
      dependencies: JobDependencies,
      silences: Silences,
      { cooldown = '30m' }: CronMonitorOptions = {},
    ) =>
      new IncidentDesk(repository, writer, dependencies, silences, {
        cooldownMs: parseDuration(cooldown, 'CronMonitorModule: cooldown'),
      }),
  ),
  provide(
    IncidentLife,
    [IncidentRepository, IncidentWriter, AlertPreferences, DatabaseClock, SETTINGS],
    (
      repository: IncidentRepository,
      writer: IncidentWriter,
      preferences: AlertPreferences,
      clock: DatabaseClock,
      scope: JobScope,
    ) => new IncidentLife(repository, writer, preferences, clock, scope),
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
      { token: ALERT_TELLING, optional: true },
    ],
    construct(CronAlerts),
  ),
];

/** What of it goes on by itself: see `MonitorLoop`. */
export const incidentsLoops: InjectionToken[] = [];
