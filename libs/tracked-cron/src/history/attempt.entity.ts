import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * An attempt that failed and was retried; the last one is the execution itself. Ids are UUID v7, so the primary key is in
 * order of time: retention deletes from one end of it.
 */
@Entity('cron_job_attempts')
export class AttemptEntity {
  @PrimaryColumn('uuid', { name: 'execution_id' })
  executionId!: string;

  /** 1 for the first. */
  @PrimaryColumn('integer')
  attempt!: number;

  /** What it failed by: `transient`, `timeout`, `lost`, … */
  @Column('text')
  failure!: string;

  @Column('uuid', { name: 'instance_id', nullable: true })
  instanceId!: string | null;

  /** The epoch it ran under. */
  @Column('integer')
  epoch!: number;

  @Column('timestamp with time zone', { name: 'started_at', precision: 3, nullable: true })
  startedAt!: Date | null;

  @Column('timestamp with time zone', { name: 'ended_at', precision: 3 })
  endedAt!: Date;

  /** Milliseconds by the monotonic clock. */
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

  /** When the next attempt was due. */
  @Column('timestamp with time zone', { name: 'retry_at', precision: 3 })
  retryAt!: Date;
}
