import { Column, Entity, PrimaryColumn } from 'typeorm';

/** When the jobs of an application and environment were swept last, and how far. */
@Entity('cron_alert_sweeps')
export class AlertSweepEntity {
  @PrimaryColumn('text')
  application!: string;

  @PrimaryColumn('text')
  environment!: string;

  /** The last sweep that was through; before the first, when somebody began to watch. */
  @Column('timestamp with time zone', { name: 'swept_at', precision: 3 })
  sweptAt!: Date;

  @Column('uuid', { name: 'swept_by', nullable: true })
  sweptBy!: string | null;

  /** Until when an instance that found the sweep overdue has it to itself. */
  @Column('timestamp with time zone', { name: 'turn_until', precision: 3, nullable: true })
  turnUntil!: Date | null;

  /** Where the next one goes on, and in which gaps nobody looked. */
  @Column('jsonb', { default: () => "'{}'" })
  progress!: Record<string, unknown>;
}
