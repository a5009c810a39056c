export { CronMonitorModule } from './cron-monitor.module.js';
export { CronAlerts } from './cron-alerts.js';
export { PREFERENCE_KINDS } from './preferences/preference-keys.js';
export type {
  AlertRoute,
  CronMonitorAsyncOptions,
  CronMonitorOptions,
  DeadManSwitch,
  MaintenanceWindow,
  QuietHours,
  RouteConditions,
} from './cron-monitor.options.js';
export type {
  AlertPreference,
  AlertStats,
  ChannelRecord,
  DryRun,
  ICronAlerts,
  IncidentDetails,
  IncidentPage,
  IncidentQuery,
  NotificationPage,
  NotificationQuery,
  RouteRecord,
} from './cron-alerts.interface.js';
export { DeliveryError, type AlertChannel, type Delivery } from './channels/alert-channel.js';
export {
  ALERT_WORDS,
  type AlertField,
  type AlertLink,
  type AlertMessage,
  type AlertWord,
} from './alerts/alert-message.js';
export {
  NOTIFICATION_STATES,
  SUPPRESSIONS,
  type Notification,
  type NotificationKind,
  type NotificationState,
  type Suppression,
} from './alerts/notification.js';
export {
  INCIDENT_EVENTS,
  INCIDENT_STATES,
  OURSELVES,
  type Incident,
  type IncidentEvent,
  type IncidentEventKind,
  type IncidentFinding,
  type IncidentState,
} from './incidents/incident.js';
