import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * Something that somebody decided. The table only grows, by grant and by trigger: what became of an action is a row of
 * its own, complete in itself, that names the row it was asked by.
 */
@Entity('cron_audit')
@Check('cron_audit_outcome', "outcome in ('asked', 'done', 'refused', 'failed')")
@Index('cron_audit_page', ['application', 'environment', 'id'])
@Index('cron_audit_job', ['application', 'environment', 'jobName', 'id'])
@Index('cron_audit_by', ['application', 'environment', 'by', 'id'])
@Index('cron_audit_action', ['application', 'environment', 'action', 'id'])
@Index('cron_audit_request', ['requestId'], { where: 'request_id is not null' })
@Index('cron_audit_asked', ['askedId'], { unique: true, where: 'asked_id is not null' })
export class AuditEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  application!: string;

  @Column('text')
  environment!: string;

  /** By the database's clock. */
  @Column('timestamp with time zone', { precision: 3, default: () => 'now()' })
  at!: Date;

  /** One of `AUDIT_ACTIONS`; of a newer release perhaps another. */
  @Column('text')
  action!: string;

  @Column('text', { name: 'job_name', nullable: true })
  jobName!: string | null;

  @Column('uuid', { name: 'execution_id', nullable: true })
  executionId!: string | null;

  /** What else it was done to: the group of a freeze, or `owner:` and its owner; a fingerprint. */
  @Column('text', { nullable: true })
  target!: string | null;

  @Column('text', { name: 'done_by', nullable: true })
  by!: string | null;

  @Column('text', { nullable: true })
  reason!: string | null;

  /** What held before. */
  @Column('jsonb', { nullable: true })
  before!: unknown;

  /** What was asked for, and what came of it. */
  @Column('jsonb', { nullable: true })
  after!: unknown;

  @Column('text', { name: 'request_id', nullable: true })
  requestId!: string | null;

  /** `asked` where nothing more is known: it goes on, or its process died over it. */
  @Column('text')
  outcome!: string;

  /** Why it was refused, or failed. */
  @Column('text', { nullable: true })
  code!: string | null;

  /** The row it was asked by. */
  @Column('uuid', { name: 'asked_id', nullable: true })
  askedId!: string | null;
}
