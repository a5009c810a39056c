import { Module, type DynamicModule } from '@nestjs/common';
import { CronMonitorModule, logChannel, slackChannel } from 'nestjs-tracked-cron/monitor';
import { AlertWall } from './alert-wall.js';
import { AlertWallController } from './alert-wall.controller.js';

export interface AlertOptions {
  /** Unset: alerts are shown on a page of the example, as Slack would show them. */
  slackWebhookUrl: string | undefined;
  /** Unset: nothing of Sentry is loaded. */
  sentryDsn: string | undefined;
}

/** Whom this site tells what: everything to its people, what costs money also to whoever reads the log. */
@Module({})
export class AlertsModule {
  static forRoot({ slackWebhookUrl, sentryDsn }: AlertOptions): DynamicModule {
    const wall = new AlertWall();
    const people = slackWebhookUrl ? slackChannel({ name: 'people', webhookUrl: slackWebhookUrl }) : wall;
    return {
      module: AlertsModule,
      imports: [
        CronMonitorModule.forRoot({
          channels: [people, logChannel({ name: 'log' })],
          routes: [
            {
              name: 'tickets',
              when: { group: 'tickets' },
              channels: [people.name, 'log'],
              remindAfter: '10m',
            },
            { name: 'everything else', when: { severity: 'warning' }, channels: [people.name] },
          ],
          ...(sentryDsn && { sentry: { dsn: sentryDsn } }),
        }),
      ],
      providers: [{ provide: AlertWall, useValue: wall }],
      controllers: slackWebhookUrl ? [] : [AlertWallController],
    };
  }
}
