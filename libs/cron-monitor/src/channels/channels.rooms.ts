import type { FactoryProvider, InjectionToken } from '@nestjs/common';
import type { CronMonitorSettings } from '../cron-monitor.settings.js';
import { SETTINGS } from '../cron-monitor.tokens.js';
import { SlackNotificationService } from './slack/slack-notification.service.js';

/** What this room consists of. */
export const channelsRooms: FactoryProvider[] = [
  {
    provide: SlackNotificationService,
    inject: [SETTINGS],
    useFactory: ({ channels }: CronMonitorSettings) => new SlackNotificationService(channels),
  },
];

/** What of it goes on by itself: see `MonitorLoop`. */
export const channelsLoops: InjectionToken[] = [];
