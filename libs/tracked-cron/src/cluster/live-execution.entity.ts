import { Check, Column, Entity, Index } from 'typeorm';
import type { Cancellation } from '../execution/cancellation.js';
import { ExecutionColumns } from '../history/execution-columns.js';

/**
 * An execution from birth to end. The table stays small, so its vacuum is cheap and its overlap look-up exact. No index
 * holds a column that a heartbeat changes. A `zombie` has ended, but its handler has not returned yet: its row holds the lane.
 */
@Entity('cron_job_live')
@Index('cron_job_live_job', ['jobId'])
@Check('cron_job_live_status', `status in ('pending', 'running', 'zombie')`)
export class LiveExecutionEntity extends ExecutionColumns {
  /** A pending execution waits at least until then. */
  @Column('timestamp with time zone', { name: 'available_at', precision: 3 })
  availableAt!: Date;

  /** Whether it counts as in flight; false while it waits for its turn. */
  @Column('boolean', { name: 'holds_lane', default: true })
  holdsLane!: boolean;

  /** Set once it is to be cancelled: its owner sees it when it renews its lease. */
  @Column('jsonb', { nullable: true })
  cancellation!: Cancellation | null;
}
