import type { CronDatabase } from '../database/cron-database.js';
import type { ExecutionEnd } from './execution-end.js';
import { ExecutionEndRepository, type KeptLane } from './execution-end.repository.js';
import type { PartitionKeeper } from './partition-keeper.js';
import { RetryWaitRepository, type RetriedEnd } from './retry-wait.repository.js';

/** Writes ends of executions, and of attempts that are followed by another one. */
export class EndWriter {
  private readonly ends: ExecutionEndRepository;
  private readonly waits: RetryWaitRepository;

  constructor(
    database: CronDatabase,
    private readonly partitions: Pick<PartitionKeeper, 'provideFor'>,
  ) {
    this.ends = new ExecutionEndRepository(database);
    this.waits = new RetryWaitRepository(database);
  }

  /** @returns for each end whether it stands; sending the same again is harmless, and answers the same */
  async write(ends: ExecutionEnd[]): Promise<boolean[]> {
    return ends.some(isRetried)
      ? this.writeBoth(ends)
      : this.partitions.provideFor(() => this.ends.write(ends));
  }

  /** Gives lanes up that were kept beyond the ends of their executions. */
  freeLanes(lanes: KeptLane[]): Promise<void> {
    return this.ends.freeLanes(lanes);
  }

  /** Sending the first again because the second failed is harmless: both answer the same again. */
  private async writeBoth(ends: ExecutionEnd[]): Promise<boolean[]> {
    const waiting = await this.waits.write(ends.filter(isRetried));
    const last = ends.filter((end) => !isRetried(end));
    const ended = last.length === 0 ? [] : await this.partitions.provideFor(() => this.ends.write(last));
    return ends.map((end) => (isRetried(end) ? waiting.shift()! : ended.shift()!));
  }
}

function isRetried(end: ExecutionEnd): end is RetriedEnd {
  return end.retry !== undefined;
}
