import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * A stretch of time in which something held that keeps slots from running: the record that `why` is answered from. When an
 * instance was alive, and of which release, its own row says; pauses and freezes have rows of their own.
 */
@Entity('cron_job_evidence')
@Index('cron_job_evidence_time', ['application', 'environment', 'endedAt'])
export class EvidenceEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  application!: string;

  @Column('text')
  environment!: string;

  /** Whose it is: each instance writes what it knows of itself. */
  @Column('uuid', { name: 'instance_id' })
  instanceId!: string;

  /** One of `EVIDENCE_KINDS`. */
  @Column('text')
  kind!: string;

  @Column('timestamp with time zone', { name: 'began_at', precision: 3 })
  beganAt!: Date;

  /** Null while it goes on, or until its instance ended. */
  @Column('timestamp with time zone', { name: 'ended_at', precision: 3, nullable: true })
  endedAt!: Date | null;

  /** What else is known: how far a clock stepped, the database's error. */
  @Column('jsonb', { default: () => "'{}'" })
  detail!: Record<string, unknown>;
}
