import type { Severity } from 'nestjs-tracked-cron';
import type { IncidentEventKind } from '../incidents/incident.js';
import type { AlertMessage } from './alert-message.js';

/** Why something is told. */
export type NotificationKind = IncidentEventKind | 'digest' | 'weekly' | 'test' | 'direct';

/**
 * What became of a notification. Pending: it waits, for its channel or, where `why` says so, for a digest. Digested: a digest
 * told it. Suppressed: nobody was told, and `why` says why.
 */
export const NOTIFICATION_STATES = [
  'pending',
  'sending',
  'delivered',
  'suppressed',
  'digested',
  'failed',
] as const;

/** See {@link NOTIFICATION_STATES}. */
export type NotificationState = (typeof NOTIFICATION_STATES)[number];

/** Why something was not told by itself, or not at all. */
export const SUPPRESSIONS = [
  'muted',
  'maintenance',
  'quiet_hours',
  'cooldown',
  'rate_limit',
  /** So many at once that one digest tells all of them. */
  'storm',
  'dependency',
  'snoozed',
  'acknowledged',
  'too_quiet',
  'no_route',
  'resolved_before',
  'channel_off',
] as const;

/** See {@link SUPPRESSIONS}. */
export type Suppression = (typeof SUPPRESSIONS)[number];

/** One message to one channel, or the decision not to send it. Every one is a row. */
export interface Notification {
  readonly id: string;
  /** Null where it is about no incident. */
  readonly incidentId: string | null;
  readonly subject: string | null;
  readonly kind: NotificationKind;
  readonly severity: Severity;
  readonly channel: string;
  /** The same for whatever must not be told twice: incident and stage. */
  readonly dedupeKey: string;
  readonly state: NotificationState;
  readonly why: Suppression | null;
  readonly notBefore: Date;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly message: AlertMessage | null;
  /** What the channel answered: where the message is. */
  readonly receipt: unknown;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
}
