import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { ExecutionColumns } from './execution-columns.js';

/**
 * What became of a slot or a trigger; inserted once, never changed. Partitioned by `kept`, then by the time in the id,
 * so that retention per status only ever drops partitions. Its indexes are written in the migration, because TypeORM
 * has no words for descending ones.
 */
@Entity('cron_job_executions')
@Index('cron_job_executions_job', { synchronize: false })
@Index('cron_job_executions_slot', { synchronize: false })
@Index('cron_job_executions_status', { synchronize: false })
@Index('cron_job_executions_trigger', { synchronize: false })
@Index('cron_job_executions_fingerprint', { synchronize: false })
@Index('cron_job_executions_written', { synchronize: false })
@Index('cron_job_executions_unscheduled', { synchronize: false })
@Index('cron_job_executions_start', { synchronize: false })
@Index('cron_job_executions_duration', { synchronize: false })
@Index('cron_job_executions_flight', { synchronize: false })
@Index('cron_job_executions_flight_of_job', { synchronize: false })
@Check('cron_job_executions_kept', `kept in ('short', 'long')`)
export class ExecutionEntity extends ExecutionColumns {
  /** Retention class: `short` for completed and skipped, `long` for everything else. */
  @PrimaryColumn('text')
  kept!: string;

  /** Why it ended so: `overlap`, `paused`, `shutdown`, `timeout`, … */
  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('timestamp with time zone', { name: 'completed_at', precision: 3 })
  completedAt!: Date;

  /** Milliseconds by the monotonic clock; null where nothing ran. */
  @Column('double precision', { name: 'duration_ms', nullable: true })
  durationMs!: number | null;

  @Column('text', { name: 'error_class', nullable: true })
  errorClass!: string | null;

  @Column('text', { name: 'error_message', nullable: true })
  errorMessage!: string | null;

  /** `{ stack, causes, code }`, redacted and bounded at capture. */
  @Column('jsonb', { name: 'error_detail', nullable: true })
  errorDetail!: unknown;

  @Column('text', { nullable: true })
  fingerprint!: string | null;

  @Column('jsonb', { nullable: true })
  result!: unknown;
}
