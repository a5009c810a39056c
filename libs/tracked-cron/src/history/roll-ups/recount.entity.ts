import { Entity, PrimaryColumn } from 'typeorm';

/** Hours of a job that must be counted again. */
@Entity('cron_job_recounts')
export class RecountEntity {
  @PrimaryColumn('uuid', { name: 'job_id' })
  jobId!: string;

  /** On the hour. */
  @PrimaryColumn('timestamp with time zone', { name: 'from_at', precision: 3 })
  from!: Date;

  /** On the hour, not included. */
  @PrimaryColumn('timestamp with time zone', { name: 'to_at', precision: 3 })
  to!: Date;
}
