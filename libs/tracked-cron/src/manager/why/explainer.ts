import type { DatabaseClock } from '../../database/database-clock.js';
import { TrackedCronError } from '../../tracked-cron.error.js';
import { explain } from './explain.js';
import type { Explanation } from './explanation.js';
import type { WhyFactsRepository } from './why-facts.repository.js';

/** Answers "why did it not run at 02:00?" from the record, whichever process asks. */
export class Explainer {
  constructor(
    private readonly facts: Pick<WhyFactsRepository, 'job' | 'record'>,
    private readonly clock: Pick<DatabaseClock, 'now'>,
  ) {}

  /** @throws TrackedCronError `UNKNOWN_JOB` for a name that was never registered, `INVALID_INSTANT` */
  async explain(jobName: string, at: Date): Promise<Explanation> {
    if (!(at instanceof Date) || Number.isNaN(at.getTime())) {
      throw new TrackedCronError('INVALID_INSTANT', 'The instant is none; pass a valid Date.', { jobName });
    }
    const job = await this.facts.job(jobName);
    if (!job) {
      throw new TrackedCronError('UNKNOWN_JOB', `There is no job "${jobName}", and there never was.`, {
        jobName,
      });
    }
    const record = await this.facts.record(job, at);
    return explain({ ...record, job, at, now: new Date(this.clock.now()) });
  }
}
