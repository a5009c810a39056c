import { FINDING_RULES, SEVERITIES } from 'nestjs-tracked-cron';
import {
  ALERT_WORDS,
  INCIDENT_STATES,
  NOTIFICATION_STATES,
  SUPPRESSIONS,
  type AlertAbout,
  type AlertField,
  type AlertLink,
  type AlertMessage,
  type Notification,
  type NotificationKind,
  type NotificationPage,
} from 'nestjs-tracked-cron/monitor';
import {
  about,
  anything,
  count,
  fields,
  flag,
  instant,
  list,
  nullable,
  object,
  oneOf,
  openWord,
  optional,
  text,
  uuid,
} from '../openapi/schema.js';

const alertField = object<AlertField>('AlertField', { name: text, text, short: flag });

const alertLink = object<AlertLink>('AlertLink', {
  kind: openWord<AlertLink['kind']>('execution', 'why', 'job', 'runbook', 'acknowledge'),
  text,
  url: about('Null where no `publicUrl` is set.', nullable(text)),
  question: optional(about('What a button asks before it does it.', nullable(text))),
});

const alertAbout = object<AlertAbout>('AlertAbout', {
  incidentId: uuid,
  jobName: nullable(text),
  group: nullable(text),
  owner: nullable(text),
  tags: list(text),
  state: oneOf(INCIDENT_STATES),
  rules: list(oneOf(FINDING_RULES)),
  beganAt: text,
  slot: nullable(text),
  executionId: nullable(uuid),
  errorClass: nullable(text),
  fingerprint: nullable(text),
  cause: nullable(text),
  host: nullable(text),
});

const alertMessage = object<AlertMessage>('AlertMessage', {
  word: oneOf(ALERT_WORDS),
  subject: text,
  environment: text,
  application: text,
  severity: oneOf(SEVERITIES),
  title: text,
  sentence: text,
  fields: list(alertField),
  advice: list(alertField),
  logTail: nullable(text),
  links: list(alertLink),
  at: instant,
  lines: about('Of digests: one incident each.', list(text)),
  about: optional(alertAbout),
});

export const notification = object<Notification>('Notification', {
  id: uuid,
  incidentId: nullable(uuid),
  subject: nullable(text),
  kind: openWord<NotificationKind>('opened', 'recovered', 'digest', 'test'),
  severity: oneOf(SEVERITIES),
  channel: text,
  dedupeKey: text,
  state: oneOf(NOTIFICATION_STATES),
  why: about('Why nobody was told.', nullable(oneOf(SUPPRESSIONS))),
  notBefore: instant,
  attempts: count,
  lastError: nullable(text),
  message: nullable(alertMessage),
  receipt: about('What the channel answered.', anything),
  createdAt: instant,
  sentAt: nullable(instant),
});

export const notificationPage = object<NotificationPage>('NotificationPage', {
  items: about('Newest first.', list(notification)),
  page: fields<NotificationPage['page']>({ next: nullable(text), limit: count }),
});
