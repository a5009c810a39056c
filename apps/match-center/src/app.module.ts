import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { TrackedCronModule } from 'nestjs-tracked-cron';
import { CronAdminModule, type CronAdminAccess } from 'nestjs-tracked-cron/admin';
import { AlertsModule, type AlertOptions } from './alerts/alerts.module.js';
import { ArchiveModule } from './archive/archive.module.js';
import { BackingServicesModule, type BackingService } from './backing-services.module.js';
import { BoxOfficeModule } from './box-office/box-office.module.js';
import { BroadcastModule } from './broadcast/broadcast.module.js';
import { FeedModule } from './feed/feed.module.js';
import { FixturesModule } from './fixtures/fixtures.module.js';
import { LiveScoresModule } from './live-scores/live-scores.module.js';
import { OverviewModule } from './overview/overview.module.js';
import { StandingsModule } from './standings/standings.module.js';
import { TeamsModule } from './teams/teams.module.js';
import { TitleRaceModule } from './title-race/title-race.module.js';
import { TransfersModule } from './transfers/transfers.module.js';

export interface AppOptions {
  databaseUrl: string;
  feedUrl: string;
  adminAccess: CronAdminAccess;
  alerts: AlertOptions;
  /** stopped in this order when everything else has been */
  backingServices: readonly BackingService[];
}

@Module({})
export class AppModule {
  static forRoot({ databaseUrl, feedUrl, adminAccess, alerts, backingServices }: AppOptions): DynamicModule {
    return {
      module: AppModule,
      imports: [
        BackingServicesModule.forRoot(backingServices), // first, to be stopped last
        TypeOrmModule.forRoot({
          type: 'postgres',
          url: databaseUrl,
          schema: 'public',
          applicationName: 'match-center',
          autoLoadEntities: true,
          synchronize: true, // fine for an example; an application of yours has migrations
        }),
        TrackedCronModule.forRoot({
          database: { url: databaseUrl },
          application: 'match-center',
          timeZone: 'UTC',
          // the provider bears two imports at once: a third waits for its turn
          groups: { imports: { overlap: 'queue', concurrency: { key: 'feed', limit: 2 } } },
        }),
        CronAdminModule.forRoot({ access: adminAccess }),
        AlertsModule.forRoot(alerts),
        FeedModule.forRoot(feedUrl),
        TeamsModule,
        FixturesModule,
        LiveScoresModule,
        StandingsModule,
        TransfersModule,
        TitleRaceModule,
        ArchiveModule,
        BoxOfficeModule,
        BroadcastModule,
        OverviewModule,
      ],
    };
  }
}
