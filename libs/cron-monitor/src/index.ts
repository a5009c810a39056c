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
export { slackChannel, type SlackChannel } from './channels/slack/slack-channel.js';
export type {
  SlackAction,
  SlackBotOptions,
  SlackOptions,
  SlackPrincipal,
  SlackTemplate,
  SlackUsers,
  SlackWebhookOptions,
} from './channels/slack/slack.options.js';
export type { SlackBlock, SlackMessage } from './channels/slack/slack-block.js';
export type { SlackPost, SlackReceipt } from './channels/slack/slack-client.js';
export { slackText } from './channels/slack/slack-text.js';
export { slackMessage, type SlackLayout, type SlackNews } from './channels/slack/slack-blocks.js';
export {
  SlackNotificationService,
  type SlackNotification,
} from './channels/slack/slack-notification.service.js';
export {
  SlackActionsModule,
  type SlackActionsModuleOptions,
} from './channels/slack/actions/slack-actions.module.js';
export { DeliveryError, type AlertChannel, type Delivery } from './channels/alert-channel.js';
export { logChannel, type LogChannelOptions } from './channels/log-channel.js';
export { messageText } from './channels/message-text.js';
export {
  cutText,
  cutToTail,
  escapedWithin,
  forAnyMarkup,
  forDiscord,
  forSlack,
  oneLine,
  plainText,
  withoutMentions,
} from './channels/neutral-text.js';
export { plainMessage } from './channels/plain-message.js';
export type { WebhookPayload } from './channels/webhook/json-format.js';
export type { WebhookPreset } from './channels/webhook/presets.js';
export { isSignedWebhook, type ReceivedWebhook } from './channels/webhook/signature.js';
export { webhookChannel, type WebhookReceipt } from './channels/webhook/webhook-channel.js';
export type { WebhookChannelOptions } from './channels/webhook/webhook-options.js';
export { sentryChannel, type SentryChannelOptions } from './sentry/sentry-channel.js';
export type { SentryOptions } from './sentry/sentry.options.js';
export { adviceOn, type ExecutionAdvice } from './alerts/execution-advice.js';
export type { ErrorHint } from './alerts/error-hints.js';
export {
  ALERT_WORDS,
  type AlertAbout,
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
