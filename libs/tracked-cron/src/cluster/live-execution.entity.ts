import { Check, Column, Entity, Index } from 'typeorm';
import { ExecutionColumns } from '../history/execution-columns.js';

/**
 * An execution from birth to end. The table stays small, so its vacuum is cheap and its overlap look-up exact. No index
 * holds a column that a heartbeat changes.
 */
@Entity('cron_job_live')
@Index('cron_job_live_job', ['jobId'])
@Check('cron_job_live_status', `status in ('pending', 'running')`)
export class LiveExecutionEntity extends ExecutionColumns {
  /** A pending execution waits at least until then. */
  @Column('timestamp with time zone', { name: 'available_at', precision: 3 })
  availableAt!: Date;
}
