import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * A fault, however often it has shown: the error class, message and place that make its fingerprint, when it was seen, and
 * what people decided about it. Written by the statements that end executions; counts come from the history.
 */
@Entity('cron_job_errors')
@Index('cron_job_errors_seen', { synchronize: false })
@Check('cron_job_errors_state', `state in ('open', 'resolved', 'ignored')`)
export class DistinctErrorEntity {
  @PrimaryColumn('text')
  fingerprint!: string;

  @PrimaryColumn('text')
  application!: string;

  @PrimaryColumn('text')
  environment!: string;

  @Column('text', { name: 'error_class' })
  errorClass!: string;

  /** The message without what varies; null until it is seen by a release that knows how to write it. */
  @Column('text', { nullable: true })
  pattern!: string | null;

  /** A message as it was, at most 1,000 characters. */
  @Column('text')
  sample!: string;

  /** Class and sample in lower case: what a text is searched in. */
  @Column('text')
  searched!: string;

  /** The first frame in the application's own code. */
  @Column('text', { nullable: true })
  frame!: string | null;

  @Column('timestamp with time zone', { name: 'first_seen_at', precision: 3 })
  firstSeenAt!: Date;

  /** To within a second: one fault that shows a thousand times a second is no thousand updates. */
  @Column('timestamp with time zone', { name: 'last_seen_at', precision: 3 })
  lastSeenAt!: Date;

  /** Where it was seen last. */
  @Column('text', { name: 'last_release', nullable: true })
  lastRelease!: string | null;

  @Column('text', { default: 'open' })
  state!: 'open' | 'resolved' | 'ignored';

  /** When somebody decided so. */
  @Column('timestamp with time zone', { name: 'state_at', precision: 3, nullable: true })
  stateAt!: Date | null;

  @Column('text', { name: 'state_by', nullable: true })
  stateBy!: string | null;

  @Column('text', { name: 'state_reason', nullable: true })
  stateReason!: string | null;

  /** Null: for good, where it is ignored. */
  @Column('timestamp with time zone', { name: 'ignored_until', precision: 3, nullable: true })
  ignoredUntil!: Date | null;

  /** The release that mends it, where somebody named one. */
  @Column('text', { name: 'resolved_in', nullable: true })
  resolvedIn!: string | null;

  /** The release that has the fault still, while the one that mends it is rolled out; null where any counts. */
  @Column('text', { name: 'resolved_from', nullable: true })
  resolvedFrom!: string | null;

  /** When it came again although it was resolved. */
  @Column('timestamp with time zone', { name: 'regressed_at', precision: 3, nullable: true })
  regressedAt!: Date | null;
}
