import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { IncidentEventKind } from './incident.js';

/** Something that happened in an incident's life. Whoever announces it notes that it was announced; nothing else changes. */
@Entity('cron_incident_events')
@Index('cron_incident_events_incident', ['incidentId', 'id'])
@Index('cron_incident_events_unannounced', ['application', 'environment', 'id'], {
  where: 'announced_at is null',
})
export class IncidentEventEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  application!: string;

  @Column('text')
  environment!: string;

  @Column('uuid', { name: 'incident_id' })
  incidentId!: string;

  @Column('text')
  kind!: IncidentEventKind;

  @Column('timestamp with time zone', { precision: 3 })
  at!: Date;

  /** Null where it happened by itself, or nobody said who. */
  @Column('text', { name: 'done_by', nullable: true })
  by!: string | null;

  @Column('text', { nullable: true })
  reason!: string | null;

  /** Of `opened`, `joined`, `worsened` the finding; of `escalated` the step; of `woken` what it wakes from. */
  @Column('jsonb', { nullable: true })
  detail!: unknown;

  /** When it was decided who hears of it; null: not yet. */
  @Column('timestamp with time zone', { name: 'announced_at', precision: 3, nullable: true })
  announcedAt!: Date | null;
}
