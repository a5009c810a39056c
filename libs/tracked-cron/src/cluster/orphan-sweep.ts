import { Logger } from '@nestjs/common';
import type { Clock } from '../clock.js';
import type { DatabaseClock } from '../database/database-clock.js';
import type { TrackedCronEvents } from '../events.js';
import type { ExecutionEngine } from '../execution/execution-engine.js';
import type { InstanceIdentity } from './instance-identity.js';
import type { InstanceRepository, LostExecution } from './instance.repository.js';

/** At most one line about sweeps that fail in this time. */
const TROUBLE_LOG_INTERVAL_MS = 10_000;

/** Finds executions in flight that nobody runs: those of dead instances, and rows of this one that it knows nothing of. */
export class OrphanSweep {
  private readonly logger = new Logger('TrackedCron');
  private lastTrouble = -Infinity;
  private closed = false;

  constructor(
    private readonly instances: Pick<InstanceRepository, 'sweep' | 'sweepUnknown'>,
    private readonly identity: InstanceIdentity,
    /** Knows which executions are this instance's own. */
    private readonly engine: Pick<ExecutionEngine, 'owned'>,
    private readonly clock: Clock,
    private readonly events: TrackedCronEvents,
    private readonly databaseClock: DatabaseClock,
  ) {}

  /** One sweep. Never throws: what fails now is found again. */
  async runOnce(): Promise<void> {
    try {
      this.tell(await this.instances.sweep(), 'were lost with their instance');
      if (this.closed) return;
      const unknown = await this.instances.sweepUnknown(this.identity.id, this.engine.owned());
      this.tell(unknown, 'were never started, because the answer to their claim was lost');
    } catch (error) {
      if (this.closed) return;
      const now = this.clock.monotonic();
      if (now - this.lastTrouble < TROUBLE_LOG_INTERVAL_MS) return;
      this.lastTrouble = now;
      this.logger.error(`Lost executions can't be looked for (${(error as Error).message}).`);
    }
  }

  /** Nobody waits for a sweep that is under way, nor hears of its trouble: the connections are about to close. */
  close(): void {
    this.closed = true;
  }

  private tell(lost: LostExecution[], what: string): void {
    if (lost.length === 0) return;
    const names = [...new Set(lost.map((one) => one.jobName))].slice(0, 5).join(', ');
    const retried = lost.filter((one) => one.retried).length;
    const rest = retried === 0 ? '' : ` (${retried} of them are tried again)`;
    this.logger.warn(`${lost.length} executions ${what}${rest}: ${names}`);
    for (const one of lost) this.tellOne(one);
  }

  private tellOne({ id: executionId, jobName, retried, attempt, maxAttempts }: LostExecution): void {
    if (!retried) return this.events.emit('execution.lost', () => ({ executionId, jobName }));
    this.events.emit('execution.retrying', () => ({
      executionId,
      jobName,
      attempt,
      maxAttempts,
      failure: 'lost',
      error: null,
      retryAt: new Date(this.databaseClock.now()),
    }));
  }
}
