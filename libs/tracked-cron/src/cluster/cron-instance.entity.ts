import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One process start of the application, and its lease in database time. */
@Entity('cron_instances')
@Index('cron_instances_lease', ['leaseUntil'], { where: 'stopped_at is null' })
export class CronInstanceEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  application!: string;

  @Column('text')
  environment!: string;

  @Column('text')
  host!: string;

  @Column('integer')
  pid!: number;

  @Column('text', { nullable: true })
  release!: string | null;

  @Column('text', { array: true, default: () => "'{}'" })
  labels!: string[];

  /** Whether it runs jobs at all, or only shows and steers them. */
  @Column('boolean')
  executes!: boolean;

  @Column('text', { name: 'library_version' })
  libraryVersion!: string;

  @Column('text', { name: 'node_version' })
  nodeVersion!: string;

  @Column('timestamp with time zone', { name: 'started_at', precision: 3 })
  startedAt!: Date;

  @Column('timestamp with time zone', { name: 'renewed_at', precision: 3 })
  renewedAt!: Date;

  /** Alive until then; afterwards anyone may sweep its executions. */
  @Column('timestamp with time zone', { name: 'lease_until', precision: 3 })
  leaseUntil!: Date;

  /** When it gave its lease back or was found dead. */
  @Column('timestamp with time zone', { name: 'stopped_at', precision: 3, nullable: true })
  stoppedAt!: Date | null;

  /** Its wall clock minus the database's, milliseconds, at the last renewal. */
  @Column('double precision', { name: 'clock_offset_ms', nullable: true })
  clockOffsetMs!: number | null;

  /** Longest event-loop delay since the renewal before, milliseconds. */
  @Column('double precision', { name: 'event_loop_delay_ms', nullable: true })
  eventLoopDelayMs!: number | null;

  /** Since when its event loop has been blocked, as seen at the last renewal; null while it turns. */
  @Column('timestamp with time zone', { name: 'event_loop_blocked_since', precision: 3, nullable: true })
  eventLoopBlockedSince!: Date | null;

  /** The code it runs; null until its jobs are registered, and where it runs none. */
  @Column('uuid', { name: 'generation_id', nullable: true })
  generationId!: string | null;
}
