import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { OverriddenFields } from './override-fields.js';

/** One edit of what is in place of a job's code: all of it as it was from then on. The newest of each job holds. */
@Entity('cron_job_overrides')
@Index('cron_job_overrides_revision', ['application', 'environment', 'revision'], { unique: true })
@Index('cron_job_overrides_job', ['jobId', 'revision'])
@Index('cron_job_overrides_holding', ['application', 'environment'], {
  where: "replaced_at is null and fields <> '{}'",
})
export class OverrideEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  application!: string;

  @Column('text')
  environment!: string;

  @Column('uuid', { name: 'job_id' })
  jobId!: string;

  /** Grows with each edit in the application and environment; instances look for what is new by it. */
  @Column('integer')
  revision!: number;

  /** Every overridden field: value, what the code said, who, why, since when, until when. Empty: the code holds. */
  @Column('jsonb')
  fields!: OverriddenFields;

  /** What this edit asked for; null gives a field back to the code. */
  @Column('jsonb')
  patch!: Record<string, unknown>;

  @Column('timestamp with time zone', { name: 'edited_at', precision: 3, default: () => 'now()' })
  editedAt!: Date;

  @Column('text', { name: 'edited_by', nullable: true })
  editedBy!: string | null;

  @Column('text', { nullable: true })
  reason!: string | null;

  /** When what this edit asked for ends by itself; null for never. */
  @Column('timestamp with time zone', { name: 'holds_until', precision: 3, nullable: true })
  holdsUntil!: Date | null;

  /** When the job's next edit came. */
  @Column('timestamp with time zone', { name: 'replaced_at', precision: 3, nullable: true })
  replacedAt!: Date | null;
}
