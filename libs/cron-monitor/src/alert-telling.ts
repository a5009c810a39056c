import type { Notification } from './alerts/notification.js';
import type { ICronAlerts } from './cron-alerts.interface.js';

/** The part of {@link ICronAlerts} that is about telling people. */
export interface AlertTelling extends Pick<
  ICronAlerts,
  'getNotifications' | 'getRoutes' | 'getChannels' | 'getAlertStats' | 'sendTest' | 'dryRun'
> {
  /** What was told of an incident, and what was not, oldest first. */
  notificationsOf(incidentId: string): Promise<readonly Notification[]>;
}
