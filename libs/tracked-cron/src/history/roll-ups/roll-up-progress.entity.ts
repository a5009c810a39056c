import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How far the roll-ups of an application and environment have come; who counts has its row locked. */
@Entity('cron_roll_ups')
export class RollUpProgressEntity {
  @PrimaryColumn('text')
  application!: string;

  @PrimaryColumn('text')
  environment!: string;

  /** Before it, nobody has to look for new executions. */
  @Column('timestamp with time zone', { name: 'turn_at', precision: 3, default: () => 'now()' })
  turnAt!: Date;

  /** What was written before it has been found; null: everything is still to be found. */
  @Column('timestamp with time zone', { name: 'looked_at', precision: 3, nullable: true })
  lookedAt!: Date | null;

  /** What was written before it has been counted. */
  @Column('timestamp with time zone', { name: 'counted_until', precision: 3, nullable: true })
  countedUntil!: Date | null;

  /** Hours before it are never counted again: their executions are not all there any more. */
  @Column('timestamp with time zone', { name: 'final_until', precision: 3, default: () => "'-infinity'" })
  finalUntil!: Date;

  /** Days before it are added up. */
  @Column('timestamp with time zone', { name: 'days_until', precision: 3, nullable: true })
  daysUntil!: Date | null;

  /** Hours before it have been dropped; days go further back. */
  @Column('timestamp with time zone', { name: 'hours_from', precision: 3, default: () => "'-infinity'" })
  hoursFrom!: Date;
}
