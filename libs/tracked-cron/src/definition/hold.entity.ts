import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A pause or a freeze, as a record that stays; what holds now stands in the rows of the jobs. */
@Entity('cron_holds')
@Check('cron_holds_kind', "kind in ('pause', 'freeze')")
@Index('cron_holds_open', ['application', 'environment'], { where: 'ended_at is null' })
export class HoldEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  application!: string;

  @Column('text')
  environment!: string;

  /** `pause` or `freeze`. */
  @Column('text')
  kind!: string;

  /** The job that is paused; null for a freeze. */
  @Column('text', { name: 'job_name', nullable: true })
  jobName!: string | null;

  /** The group that is frozen; null for a pause, and for a freeze of all groups. */
  @Column('text', { name: 'job_group', nullable: true })
  group!: string | null;

  /** The owner whose jobs are frozen; null for a pause, and for a freeze of all owners. */
  @Column('text', { nullable: true })
  owner!: string | null;

  @Column('timestamp with time zone', { name: 'held_at', precision: 3, default: () => 'now()' })
  heldAt!: Date;

  /** When it ends by itself; null for never. */
  @Column('timestamp with time zone', { name: 'held_until', precision: 3, nullable: true })
  heldUntil!: Date | null;

  @Column('text', { name: 'held_by', nullable: true })
  heldBy!: string | null;

  @Column('text', { nullable: true })
  reason!: string | null;

  /** When somebody ended it, or put another in its place; null where it ran out by itself, or holds. */
  @Column('timestamp with time zone', { name: 'ended_at', precision: 3, nullable: true })
  endedAt!: Date | null;

  @Column('text', { name: 'ended_by', nullable: true })
  endedBy!: string | null;

  @Column('text', { name: 'end_reason', nullable: true })
  endReason!: string | null;
}
