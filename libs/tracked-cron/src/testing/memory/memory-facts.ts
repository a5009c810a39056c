import type { InstanceIdentity } from '../../cluster/instance-identity.js';
import type { JobConfigurationRows } from '../../manager/job-record.js';
import type { LiveExecutionEntity } from '../../cluster/live-execution.entity.js';
import type { CronJobEntity } from '../../definition/cron-job.entity.js';
import type { AnyExecutionView } from '../../history/any-execution.view.js';
import type { EndedStatus, RetentionClass } from '../../history/execution-status.js';
import {
  LAST_ROWS,
  NEWEST_ROWS,
  type EndedRow,
  type JobFactsRepository,
  type SlotRangeRow,
} from '../../manager/job-facts.repository.js';
import type { MemoryDatabase } from './memory-database.js';

/** What a job's status is judged by, read from memory in the same portions. */
export class MemoryFacts implements Pick<
  JobFactsRepository,
  'jobs' | 'inFlight' | 'ended' | 'ranges' | 'lostAt' | 'configuration'
> {
  constructor(
    private readonly database: MemoryDatabase,
    private readonly identity: Pick<InstanceIdentity, 'id'>,
  ) {}

  async jobs(removedAfter: Date, names?: readonly string[]): Promise<CronJobEntity[]> {
    return [...this.database.jobs.values()]
      .filter(({ removedAt }) => removedAt === null || removedAt > removedAfter)
      .filter(({ name }) => names === undefined || names.includes(name))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async configuration(): Promise<JobConfigurationRows> {
    const knownBy = new Map([...this.database.jobs.keys()].map((id) => [id, [this.identity.id]]));
    return { overrides: this.database.overrides, knownBy };
  }

  async inFlight(jobIds: readonly string[]): Promise<LiveExecutionEntity[]> {
    return [...this.database.live.values()].filter(({ jobId }) => jobIds.includes(jobId)).reverse();
  }

  async ranges(jobIds: readonly string[]): Promise<SlotRangeRow[]> {
    return this.database.ranges
      .filter(({ jobId }) => jobIds.includes(jobId))
      .map(({ jobId, fromSlot, toSlot, outcome, reason, count }) => ({
        jobId,
        fromSlot,
        toSlot,
        outcome: outcome as SlotRangeRow['outcome'],
        reason,
        count,
      }));
  }

  /** The one instance there is never dies over anything. */
  async lostAt(): Promise<Map<string, Date>> {
    return new Map();
  }

  async ended(jobIds: readonly string[]): Promise<EndedRow[]> {
    const newestFirst = [...this.database.ended.values()].sort((a, b) => (a.id > b.id ? -1 : 1));
    return jobIds.flatMap((id) => {
      const ofJob = newestFirst.filter(({ jobId }) => jobId === id);
      return [...new Set(PORTIONS.flatMap(([most, belongs]) => ofJob.filter(belongs).slice(0, most)))].map(
        endedRow,
      );
    });
  }
}

type Belongs = (row: AnyExecutionView) => boolean;

const short: Belongs = ({ kept }) => kept === 'short';
const long: Belongs = ({ kept }) => kept === 'long';
const slot: Belongs = ({ scheduledAt }) => scheduledAt !== null;

const PORTIONS: readonly (readonly [most: number, belongs: Belongs])[] = [
  [NEWEST_ROWS, short],
  [NEWEST_ROWS, long],
  [LAST_ROWS, (row) => short(row) && slot(row)],
  [LAST_ROWS, ({ status }) => status === 'completed'],
  [LAST_ROWS, (row) => long(row) && slot(row)],
  [LAST_ROWS, ({ status }) => ['failed', 'timed_out', 'lost'].includes(status)],
];

function endedRow(row: AnyExecutionView): EndedRow {
  const { jobId, id, reason, scheduledAt, startedAt, durationMs, fingerprint } = row;
  return {
    jobId,
    id,
    reason,
    scheduledAt,
    startedAt,
    durationMs,
    fingerprint,
    status: row.status as EndedStatus,
    kept: row.kept as RetentionClass,
    completedAt: row.completedAt!,
  };
}
