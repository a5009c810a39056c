import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { AlertMessage } from './alert-message.js';
import type { NotificationKind, NotificationState, Suppression } from './notification.js';
import type { Severity } from 'nestjs-tracked-cron';

/** One message to one channel, or the decision not to send it. */
@Entity('cron_notifications')
@Check(
  'cron_notifications_state',
  "state in ('pending', 'sending', 'delivered', 'suppressed', 'digested', 'failed')",
)
@Index('cron_notifications_once', ['application', 'environment', 'channel', 'dedupeKey'], { unique: true })
@Index('cron_notifications_waiting', ['application', 'environment', 'notBefore'], {
  where: "state in ('pending', 'sending')",
})
@Index('cron_notifications_taken', ['application', 'environment', 'channel', 'takenAt'], {
  where: 'taken_at is not null',
})
@Index('cron_notifications_page', ['application', 'environment', 'id'])
@Index('cron_notifications_incident', ['incidentId', 'id'], { where: 'incident_id is not null' })
export class NotificationEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  application!: string;

  @Column('text')
  environment!: string;

  /** Null where it is about no incident. */
  @Column('uuid', { name: 'incident_id', nullable: true })
  incidentId!: string | null;

  @Column('text', { nullable: true })
  subject!: string | null;

  @Column('text')
  kind!: NotificationKind;

  @Column('text')
  severity!: Severity;

  @Column('text')
  channel!: string;

  /** The same for whatever must not be told twice: incident and stage. */
  @Column('text', { name: 'dedupe_key' })
  dedupeKey!: string;

  @Column('text')
  state!: NotificationState;

  /** Why it was not told by itself, or not at all. */
  @Column('text', { nullable: true })
  why!: Suppression | null;

  @Column('timestamp with time zone', { name: 'not_before', precision: 3 })
  notBefore!: Date;

  /** Until when whoever sends it has the time to say what became of it; then another one sends it. */
  @Column('timestamp with time zone', { name: 'claimed_until', precision: 3, nullable: true })
  claimedUntil!: Date | null;

  @Column('uuid', { name: 'claimed_by', nullable: true })
  claimedBy!: string | null;

  @Column('integer', { default: 0 })
  attempts!: number;

  @Column('text', { name: 'last_error', nullable: true })
  lastError!: string | null;

  @Column('jsonb', { nullable: true })
  message!: AlertMessage | null;

  /** What the channel answered: where the message is. */
  @Column('jsonb', { nullable: true })
  receipt!: unknown;

  /** The digest that told it. */
  @Column('uuid', { name: 'digest_id', nullable: true })
  digestId!: string | null;

  @Column('timestamp with time zone', { name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt!: Date;

  /** When it was last tried: what a channel's limit counts. */
  @Column('timestamp with time zone', { name: 'taken_at', precision: 3, nullable: true })
  takenAt!: Date | null;

  /** Until when its channel takes nothing, as it answered to this message. */
  @Column('timestamp with time zone', { name: 'paused_until', precision: 3, nullable: true })
  pausedUntil!: Date | null;

  @Column('timestamp with time zone', { name: 'sent_at', precision: 3, nullable: true })
  sentAt!: Date | null;
}
