import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An idempotency key that a trigger was asked with, so that asking again answers the same execution. */
@Entity('cron_job_trigger_keys')
export class TriggerKeyEntity {
  @PrimaryColumn('uuid', { name: 'job_id' })
  jobId!: string;

  @PrimaryColumn('text')
  key!: string;

  @Column('uuid', { name: 'execution_id' })
  executionId!: string;

  @Column('timestamp with time zone', { name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt!: Date;
}
