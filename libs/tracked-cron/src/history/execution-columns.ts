import { Column, PrimaryColumn } from 'typeorm';

/** What an execution has from its birth on, in flight or ended. */
export abstract class ExecutionColumns {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'job_id' })
  jobId!: string;

  @Column('text')
  application!: string;

  @Column('text')
  environment!: string;

  @Column('text', { name: 'job_name' })
  jobName!: string;

  @Column('text', { name: 'job_group', nullable: true })
  group!: string | null;

  @Column('text', { nullable: true })
  owner!: string | null;

  @Column('text')
  status!: string;

  /** `schedule`, `manual`, later `backfill` and `external`. */
  @Column('text')
  trigger!: string;

  /** Who triggered it, where a person or program did. */
  @Column('text', { name: 'triggered_by', nullable: true })
  triggeredBy!: string | null;

  /** Why it was triggered, in the words of who did. */
  @Column('text', { name: 'trigger_reason', nullable: true })
  triggerReason!: string | null;

  /** The slot; null for a manual run, which never takes the place of one. */
  @Column('timestamp with time zone', { name: 'scheduled_at', precision: 3, nullable: true })
  scheduledAt!: Date | null;

  @Column('timestamp with time zone', { name: 'started_at', precision: 3, nullable: true })
  startedAt!: Date | null;

  /** The job's next slot, as computed when this one was claimed. */
  @Column('timestamp with time zone', { name: 'next_slot_at', precision: 3, nullable: true })
  nextSlotAt!: Date | null;

  @Column('uuid', { name: 'instance_id', nullable: true })
  instanceId!: string | null;

  /** Grows each time the execution changes hands; a write that names an older one is refused. */
  @Column('integer')
  epoch!: number;

  @Column('integer')
  attempt!: number;

  @Column('integer', { name: 'max_attempts' })
  maxAttempts!: number;

  @Column('timestamp with time zone', { name: 'heartbeat_at', precision: 3, nullable: true })
  heartbeatAt!: Date | null;

  /** 0 to 1. */
  @Column('real', { nullable: true })
  progress!: number | null;

  @Column('text', { name: 'progress_message', nullable: true })
  progressMessage!: string | null;

  @Column('jsonb', { nullable: true })
  parameters!: unknown;

  @Column('jsonb', { nullable: true })
  metadata!: Record<string, unknown> | null;

  @Column('text', { name: 'trace_id', nullable: true })
  traceId!: string | null;

  @Column('text', { nullable: true })
  release!: string | null;

  @Column('integer', { name: 'definition_version' })
  definitionVersion!: number;

  @Column('timestamp with time zone', { name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt!: Date;

  /** Of an ended one, when the transaction began that wrote it, by default: statistics find by it what is new. */
  @Column('timestamp with time zone', { name: 'updated_at', precision: 3, default: () => 'now()' })
  updatedAt!: Date;
}
