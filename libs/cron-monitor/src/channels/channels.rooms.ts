import type { FactoryProvider, InjectionToken } from '@nestjs/common';
import type { CronMonitorOptions } from '../cron-monitor.options.js';
import { OPTIONS } from '../cron-monitor.tokens.js';
import { SlackNotificationService } from './slack/slack-notification.service.js';

/** What this room consists of. */
export const channelsRooms: FactoryProvider[] = [
  {
    provide: SlackNotificationService,
    inject: [{ token: OPTIONS, optional: true }],
    useFactory: ({ channels = [] }: CronMonitorOptions = {}) => new SlackNotificationService(channels),
  },
];

/** What of it goes on by itself: see `MonitorLoop`. */
export const channelsLoops: InjectionToken[] = [];
