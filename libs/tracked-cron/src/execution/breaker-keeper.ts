import { Logger } from '@nestjs/common';
import type { Clock } from '../clock.js';
import type { DatabaseClock } from '../database/database-clock.js';
import { GroupedWriter, type WriteListener } from '../database/grouped-writer.js';
import type { JobDefinition } from '../definition/job-definition.js';
import type { JobRegistry, RegisteredJob } from '../definition/job-registry.js';
import type { TrackedCronEvents } from '../events.js';
import type { ExecutionEnd } from '../history/execution-end.js';
import type { EndedStatus } from '../history/execution-status.js';
import type { BreakerChange, BreakerRepository, JobVerdict } from './breaker.repository.js';

interface Noted extends JobVerdict {
  readonly jobName: string;
}

const FAILURES: ReadonlySet<EndedStatus> = new Set<EndedStatus>(['failed', 'timed_out', 'lost']);

/**
 * Tells breakers how executions ended, those of this instance and those that it found without one. Only after the end is
 * durable: a process that dies in between costs one count, never a slot.
 */
export class BreakerKeeper implements WriteListener<Noted, BreakerChange | null> {
  private readonly logger = new Logger('TrackedCron');
  private readonly verdicts: GroupedWriter<Noted, BreakerChange | null>;

  constructor(
    repository: Pick<BreakerRepository, 'apply'>,
    clock: Clock,
    private readonly databaseClock: DatabaseClock,
    private readonly events: TrackedCronEvents,
    jobs: Pick<JobRegistry, 'registered'>,
  ) {
    this.verdicts = new GroupedWriter<Noted, BreakerChange | null>(clock, {
      write: (verdicts) => repository.apply(verdicts),
      maxUnderWay: 1, // in their order
      retry: false,
    });
    events.on('execution.lost', ({ jobName, executionId }) => {
      const job = jobs.registered().find(({ definition }) => definition.name === jobName);
      if (job) this.note(job, { id: executionId, status: 'lost' });
    });
  }

  /** Notes an end. One that says nothing about the job's work, such as a cancellation, is not counted. */
  note({ id: jobId, definition }: RegisteredJob, { id, status }: Pick<ExecutionEnd, 'id' | 'status'>): void {
    const { breaker: policy, name: jobName }: JobDefinition = definition;
    const failed = FAILURES.has(status);
    if (!policy || (!failed && status !== 'completed')) return;
    const at = this.databaseClock.now();
    this.verdicts.put({ jobId, jobName, policy, executionId: id, failed, at }, this);
  }

  /** Resolves when every verdict noted so far has been written. */
  idle(): Promise<void> {
    return this.verdicts.idle();
  }

  /** @internal The writer says so. */
  written({ jobName }: Noted, change: BreakerChange | null): void {
    if (!change) return;
    const { before, after } = change;
    const { failures, openings, until } = after;
    if (until !== null && openings > before.openings) {
      this.logger.warn(
        `The breaker of "${jobName}" is open until ${new Date(until).toISOString()}: ` +
          `its last ${failures} executions failed. Its slots are skipped on all instances.`,
      );
      this.events.emit('breaker.opened', () => ({ jobName, failures, openings, until: new Date(until) }));
    } else if (until === null && before.until !== null) {
      this.logger.log(`The breaker of "${jobName}" is closed again.`);
      this.events.emit('breaker.closed', () => ({ jobName }));
    }
  }

  /** @internal The writer says so. */
  refused({ jobName }: Noted, error: unknown): void {
    this.logger.warn(
      `An execution of "${jobName}" was not counted by its breaker: ${(error as Error).message}`,
    );
  }
}
