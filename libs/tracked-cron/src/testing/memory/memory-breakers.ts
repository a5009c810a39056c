import { afterVerdict, type BreakerState } from '../../execution/breaker.js';
import type { BreakerChange, BreakerRepository, JobVerdict } from '../../execution/breaker.repository.js';
import type { CronJobEntity } from '../../definition/cron-job.entity.js';
import { dateOf } from './execution-row.js';
import type { MemoryDatabase } from './memory-database.js';

/** Breakers in the rows of their jobs, as {@link BreakerRepository} keeps them. */
export class MemoryBreakers implements Pick<BreakerRepository, 'apply'> {
  constructor(private readonly database: MemoryDatabase) {}

  async apply(verdicts: readonly JobVerdict[]): Promise<(BreakerChange | null)[]> {
    return verdicts.map((verdict) => {
      const job = this.database.jobs.get(verdict.jobId);
      if (!job) return null;
      const before = stateOf(job);
      const after = afterVerdict(before, verdict, verdict.policy, verdict.at);
      if (after === before) return null;
      job.breakerFailures = after.failures;
      job.breakerOpenings = after.openings;
      job.breakerOpenedAt = after.openedAt === null ? null : dateOf(after.openedAt);
      job.breakerUntil = after.until === null ? null : dateOf(after.until);
      job.breakerTrial = after.trial;
      return { before, after };
    });
  }
}

function stateOf(job: CronJobEntity): BreakerState {
  return {
    failures: job.breakerFailures,
    openings: job.breakerOpenings,
    openedAt: job.breakerOpenedAt?.getTime() ?? null,
    until: job.breakerUntil?.getTime() ?? null,
    trial: job.breakerTrial,
  };
}
