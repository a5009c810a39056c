import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Nothing of an application, or of one of its groups or owners, starts while the freeze holds. */
@Entity('cron_freezes')
export class FreezeEntity {
  @PrimaryColumn('text')
  application!: string;

  @PrimaryColumn('text')
  environment!: string;

  /** The group that is frozen; empty for jobs of all groups. */
  @PrimaryColumn('text', { name: 'job_group' })
  group!: string;

  /** The owner whose jobs are frozen; empty for those of all owners. */
  @PrimaryColumn('text', { default: '' })
  owner!: string;

  @Column('timestamp with time zone', { name: 'frozen_at', precision: 3, default: () => 'now()' })
  frozenAt!: Date;

  /** When it ends by itself; null for never. */
  @Column('timestamp with time zone', { name: 'frozen_until', precision: 3, nullable: true })
  frozenUntil!: Date | null;

  @Column('text', { name: 'frozen_by', nullable: true })
  frozenBy!: string | null;

  @Column('text', { nullable: true })
  reason!: string | null;
}
