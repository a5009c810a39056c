import type { FactoryProvider, InjectionToken } from '@nestjs/common';
import { Clock, CronJobManager, IdGenerator } from 'nestjs-tracked-cron';
import {
  construct,
  CronDatabase,
  DatabaseClock,
  InstanceIdentity,
  provide,
  SETTINGS as SCOPE,
} from 'nestjs-tracked-cron/internal';
import type { CronMonitorSettings } from '../cron-monitor.settings.js';
import { ALERT_TELLING, SETTINGS } from '../cron-monitor.tokens.js';
import { IncidentDesk } from '../incidents/incident-desk.js';
import { IncidentNews } from '../incidents/incident-news.js';
import { Silences } from '../incidents/silences.js';
import { AlertPreferences } from '../preferences/alert-preferences.js';
import { AlertTeller } from './alert-teller.js';
import { AnnouncementRepository } from './announce/announcement.repository.js';
import { Announcer } from './announce/announcer.js';
import { AlertStatisticsRepository } from './insight/alert-statistics.repository.js';
import { ChannelRepository } from './insight/channel.repository.js';
import { DryRuns } from './insight/dry-runs.js';
import { JobTraitsRepository } from './insight/job-traits.repository.js';
import { NotificationRetention } from './insight/notification-retention.js';
import { NotificationRepository } from './insight/notification.repository.js';
import { TestMessages } from './insight/test-messages.js';
import { WeeklyDigests } from './insight/weekly-digests.js';
import { WeeklyRepository } from './insight/weekly.repository.js';
import { MessageComposer } from './message-composer.js';
import { MessageFactsReader } from './message-facts.reader.js';
import { ChannelTrouble } from './outbox/channel-trouble.js';
import { Deliverer } from './outbox/deliverer.js';
import { DigestRepository } from './outbox/digest.repository.js';
import { Outbox } from './outbox/outbox.js';
import { OutboxRepository } from './outbox/outbox.repository.js';
import { PostingRepository } from './outbox/posting.repository.js';
import { RouteBook } from './route-book.js';
import { TellingLoop } from './telling-loop.js';

/** What this room consists of. */
export const alertsRooms: FactoryProvider[] = [
  // routes: who hears of what
  provide(RouteBook, [SETTINGS, AlertPreferences], construct(RouteBook)),

  // what is told
  provide(
    MessageFactsReader,
    [CronJobManager, Clock, SETTINGS],
    (manager: CronJobManager, clock: Clock, { publicUrl, sentry }: CronMonitorSettings) =>
      new MessageFactsReader(manager, clock, publicUrl, sentry?.url ?? null),
  ),
  provide(MessageComposer, [MessageFactsReader], construct(MessageComposer)),

  // announce: from events to notifications
  provide(AnnouncementRepository, [CronDatabase, SCOPE], construct(AnnouncementRepository)),
  provide(
    Announcer,
    [
      AnnouncementRepository,
      RouteBook,
      SETTINGS,
      SCOPE,
      DatabaseClock,
      IdGenerator,
      Silences,
      MessageComposer,
      IncidentNews,
    ],
    construct(Announcer),
  ),

  // outbox: from notifications to channels
  provide(OutboxRepository, [CronDatabase, SCOPE], construct(OutboxRepository)),
  provide(DigestRepository, [CronDatabase, SCOPE], construct(DigestRepository)),
  provide(PostingRepository, [CronDatabase, SCOPE], construct(PostingRepository)),
  provide(
    Outbox,
    [OutboxRepository, DigestRepository, SETTINGS, SCOPE, DatabaseClock, IdGenerator, InstanceIdentity],
    construct(Outbox),
  ),
  provide(
    ChannelTrouble,
    [IncidentDesk, PostingRepository, ChannelRepository, SETTINGS, SCOPE, DatabaseClock, IdGenerator],
    construct(ChannelTrouble),
  ),
  provide(
    Deliverer,
    [Outbox, OutboxRepository, SETTINGS, Clock, DatabaseClock, ChannelTrouble],
    construct(Deliverer),
  ),

  // insight: what it came to
  provide(NotificationRepository, [CronDatabase, SCOPE], construct(NotificationRepository)),
  provide(AlertStatisticsRepository, [CronDatabase, SCOPE], construct(AlertStatisticsRepository)),
  provide(ChannelRepository, [CronDatabase, SCOPE], construct(ChannelRepository)),
  provide(JobTraitsRepository, [CronDatabase, SCOPE], construct(JobTraitsRepository)),
  provide(WeeklyRepository, [CronDatabase, SCOPE], construct(WeeklyRepository)),
  provide(
    WeeklyDigests,
    [WeeklyRepository, PostingRepository, RouteBook, SETTINGS, SCOPE, DatabaseClock, IdGenerator],
    construct(WeeklyDigests),
  ),
  provide(
    NotificationRetention,
    [CronDatabase, SCOPE, SETTINGS, Clock, DatabaseClock],
    construct(NotificationRetention),
  ),
  provide(
    TestMessages,
    [
      PostingRepository,
      Deliverer,
      NotificationRepository,
      RouteBook,
      SETTINGS,
      SCOPE,
      DatabaseClock,
      IdGenerator,
      InstanceIdentity,
    ],
    construct(TestMessages),
  ),
  provide(DryRuns, [CronDatabase, SCOPE, RouteBook, SETTINGS], construct(DryRuns)),
  provide(
    ALERT_TELLING,
    [
      NotificationRepository,
      AlertStatisticsRepository,
      ChannelRepository,
      TestMessages,
      DryRuns,
      RouteBook,
      JobTraitsRepository,
      SETTINGS,
      SCOPE,
      DatabaseClock,
    ],
    construct(AlertTeller),
  ),
  provide(
    TellingLoop,
    [
      Announcer,
      Deliverer,
      OutboxRepository,
      WeeklyDigests,
      NotificationRetention,
      SETTINGS,
      IncidentNews,
      Clock,
      DatabaseClock,
    ],
    construct(TellingLoop),
  ),
];

/** What of it goes on by itself: see `MonitorLoop`. */
export const alertsLoops: InjectionToken[] = [TellingLoop];
