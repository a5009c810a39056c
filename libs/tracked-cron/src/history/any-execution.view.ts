import { Column, ViewEntity } from 'typeorm';
import { ExecutionColumns } from './execution-columns.js';

/** Executions in flight and ended, read together. The view itself is made by the migration. */
@ViewEntity({ name: 'cron_job_executions_all', synchronize: false })
export class AnyExecutionView extends ExecutionColumns {
  /** Retention class: `short` for completed and skipped, `long` for everything else. */
  @Column('text', { nullable: true })
  kept!: string | null;

  /** Why it ended so: `overlap`, `paused`, `shutdown`, `timeout`, … */
  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('timestamp with time zone', { name: 'completed_at', precision: 3, nullable: true })
  completedAt!: Date | null;

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
