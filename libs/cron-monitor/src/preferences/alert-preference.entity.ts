import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Something people set at run time over what the code says. The last row of a key holds, the others are its history. */
@Entity('cron_alert_preferences')
@Index('cron_alert_preferences_holding', ['application', 'environment', 'key'], {
  unique: true,
  where: 'replaced_at is null',
})
@Index('cron_alert_preferences_revision', ['application', 'environment', 'revision'], { unique: true })
export class AlertPreferenceEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  application!: string;

  @Column('text')
  environment!: string;

  /** `mute:<job>`, `channel:<name>`, `quietHours`, `window:<name>`, `route:<name>`. */
  @Column('text')
  key!: string;

  /** Null: it was given back to the code. */
  @Column('jsonb', { nullable: true })
  value!: unknown;

  /** Grows with each change in the application and environment. */
  @Column('integer')
  revision!: number;

  @Column('timestamp with time zone', { name: 'set_at', precision: 3, default: () => 'now()' })
  setAt!: Date;

  @Column('text', { name: 'set_by', nullable: true })
  setBy!: string | null;

  @Column('text', { nullable: true })
  reason!: string | null;

  /** When it ends by itself; null for never. */
  @Column('timestamp with time zone', { name: 'holds_until', precision: 3, nullable: true })
  holdsUntil!: Date | null;

  /** When the next one of its key came. */
  @Column('timestamp with time zone', { name: 'replaced_at', precision: 3, nullable: true })
  replacedAt!: Date | null;
}
