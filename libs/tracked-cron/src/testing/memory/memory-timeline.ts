import type { AnyExecutionView } from '../../history/any-execution.view.js';
import { isWithin } from '../../definition/jobs-within.js';
import type { ExecutionStatus } from '../../history/execution-status.js';
import type { InstanceRow, InstanceTimelineRepository } from '../../history/instance-timeline.repository.js';
import type { TimelineStretch } from '../../history/timeline-sql.js';
import type { TimelineRepository, TimelineRow, TimelineTally } from '../../history/timeline.repository.js';
import type { WorkJob } from '../../manager/insight/work-ahead.js';
import type { SomeJobs, WorkRepository } from '../../manager/insight/work.repository.js';
import type { MemoryDatabase } from './memory-database.js';

/** Jobs, read from memory. */
export class MemoryWork implements Pick<WorkRepository, 'some'> {
  constructor(private readonly database: MemoryDatabase) {}

  async some({ jobNames, group, owner, within = {}, removedAfter, limit }: SomeJobs): Promise<WorkJob[]> {
    return [...this.database.jobs.values()]
      .filter(
        (job) =>
          (job.removedAt === null || job.removedAt > removedAfter) &&
          (jobNames?.includes(job.name) ?? job.options.system !== true) &&
          (group === undefined || job.group === group) &&
          (owner === undefined || job.owner === owner) &&
          isWithin(within, job),
      )
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .slice(0, limit);
  }
}

/** What jobs did in a stretch of time, read from memory: always one by one. */
export class MemoryTimeline implements Pick<
  TimelineRepository,
  'ended' | 'inFlight' | 'tallies' | 'hours' | 'ranges'
> {
  constructor(private readonly database: MemoryDatabase) {}

  async ended(jobIds: readonly string[], { from, to }: TimelineStretch): Promise<TimelineRow[]> {
    return [...this.database.ended.values()]
      .map(rowOf)
      .filter((row) => jobIds.includes(row.jobId) && row.began < to && row.ended! >= from);
  }

  async inFlight(jobIds: readonly string[]): Promise<TimelineRow[]> {
    return this.database
      .executions()
      .filter(({ completedAt, jobId }) => completedAt === null && jobIds.includes(jobId))
      .map(rowOf);
  }

  async tallies(): Promise<TimelineTally[]> {
    return [];
  }

  async hours(): Promise<TimelineTally[]> {
    return [];
  }

  async ranges(jobIds: readonly string[], { from, to }: TimelineStretch): Promise<TimelineTally[]> {
    return this.database.ranges
      .filter((range) => jobIds.includes(range.jobId) && +range.toSlot >= from && +range.fromSlot < to)
      .map(({ jobId, outcome, fromSlot, toSlot, count }) => ({
        jobId,
        status: outcome as ExecutionStatus,
        from: +fromSlot,
        to: +toSlot,
        count,
      }));
  }
}

/** The same of the one instance that there is. */
export class MemoryInstanceTimeline implements Pick<
  InstanceTimelineRepository,
  'ended' | 'inFlight' | 'names'
> {
  constructor(private readonly database: MemoryDatabase) {}

  async ended(jobIds: readonly string[] | null, { from, to }: TimelineStretch) {
    const rows = this.rows(jobIds).filter(
      ({ began, ended }) => ended !== null && began < to && ended >= from,
    );
    return { rows, cut: null };
  }

  async inFlight(jobIds: readonly string[] | null): Promise<InstanceRow[]> {
    return this.rows(jobIds).filter(({ ended }) => ended === null);
  }

  async names(): Promise<Map<string, string>> {
    return new Map();
  }

  private rows(jobIds: readonly string[] | null): InstanceRow[] {
    return this.database
      .executions()
      .filter(({ jobId }) => jobIds?.includes(jobId) ?? true)
      .flatMap((row) => {
        const { instanceId, ...rest } = rowOf(row);
        return instanceId === null ? [] : [{ ...rest, instanceId, jobName: row.jobName, count: 1 }];
      });
  }
}

function rowOf({
  id,
  jobId,
  status,
  instanceId,
  startedAt,
  scheduledAt,
  createdAt,
  completedAt,
}: AnyExecutionView): TimelineRow {
  const began = +(startedAt ?? scheduledAt ?? createdAt);
  const ended = completedAt === null ? null : startedAt === null ? began : +completedAt;
  return { jobId, id, status: status as ExecutionStatus, began, ended, instanceId };
}
