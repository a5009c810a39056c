import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Slots that are counted rather than written one by one: a pause, the part of a long outage beyond the row limit. */
@Entity('cron_job_slot_ranges')
@Index('cron_job_slot_ranges_job', ['jobId', 'toSlot'])
@Index('cron_job_slot_ranges_grown', ['jobId'], { where: 'rolled_count <> count' })
export class SlotRangeEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'job_id' })
  jobId!: string;

  /** First slot of the range. */
  @Column('timestamp with time zone', { name: 'from_slot', precision: 3 })
  fromSlot!: Date;

  /** Last slot of the range; it belongs to it. */
  @Column('timestamp with time zone', { name: 'to_slot', precision: 3 })
  toSlot!: Date;

  /** `skipped` or `missed`. */
  @Column('text')
  outcome!: string;

  @Column('text')
  reason!: string;

  @Column('integer')
  count!: number;

  /** How many of them the roll-ups have; written by nobody else. */
  @Column('integer', { name: 'rolled_count', default: 0 })
  rolledCount!: number;

  /** The last slot that the roll-ups have. */
  @Column('timestamp with time zone', { name: 'rolled_to', precision: 3, nullable: true })
  rolledTo!: Date | null;
}
