import { groupedBy } from '../grouped-by.js';
import type { DatabaseClock } from '../database/database-clock.js';
import type { CronJobEntity } from '../definition/cron-job.entity.js';
import { jobRecord, type JobRecord } from './job-record.js';
import type { EndedRow, JobFactsRepository } from './job-facts.repository.js';
import { judgedStatus } from './judged-status.js';
import type { JobStatus } from './job-status.js';
import { withObjective, type ObjectiveReader } from './objective-reader.js';

/** How long a job that is gone from the code is still shown. */
const REMOVED_SHOWN_MS = 14 * 24 * 3_600_000;

/** From so many jobs on it pays to read them in halves. */
const MANY = 100;

/** Reads jobs as an operator sees them now, whichever process defined them: a handful of statements for all. */
export class JobStatusReader {
  constructor(
    private readonly facts: Pick<
      JobFactsRepository,
      'jobs' | 'inFlight' | 'ended' | 'ranges' | 'lostAt' | 'configuration'
    >,
    private readonly clock: Pick<DatabaseClock, 'now'>,
    private readonly objectives: Pick<ObjectiveReader, 'counts'>,
  ) {}

  /**
   * The jobs' statuses, by name; those gone from the code are shown for 14 days.
   * @param jobNames only these; names that nobody knows are left out
   */
  async statuses(jobNames?: string[]): Promise<JobStatus[]> {
    const now = new Date(this.clock.now());
    const jobs = await this.jobs(now, jobNames);
    if (jobs.length === 0) return [];
    const ids = jobs.map(({ id }) => id);
    const [inFlight, ended, ranges, objectives] = await Promise.all([
      this.facts.inFlight(ids),
      this.ended(ids),
      this.facts.ranges(ids),
      this.objectives.counts(jobs.flatMap(withObjective)),
    ]);
    const retried = inFlight.filter(({ attempt }) => attempt > 1);
    const lostAt = await this.facts.lostAt(retried.map(({ id }) => id));
    const inFlightOf = groupedBy(inFlight, ({ jobId }) => jobId);
    const endedOf = groupedBy(ended, ({ jobId }) => jobId);
    const rangesOf = groupedBy(ranges, ({ jobId }) => jobId);
    return jobs.map((job) =>
      judgedStatus(job, now, {
        inFlight: inFlightOf.get(job.id) ?? [],
        ended: endedOf.get(job.id) ?? [],
        ranges: rangesOf.get(job.id) ?? [],
        lostAt,
        objective: objectives.get(job.id) ?? null,
      }),
    );
  }

  /** Of many jobs in two statements side by side: one is read while the other one is still being answered. */
  private async ended(ids: readonly string[]): Promise<EndedRow[]> {
    if (ids.length < MANY) return this.facts.ended(ids);
    const half = Math.ceil(ids.length / 2);
    const halves = await Promise.all([
      this.facts.ended(ids.slice(0, half)),
      this.facts.ended(ids.slice(half)),
    ]);
    return halves.flat();
  }

  /** The jobs as they are configured, by name; those gone from the code are shown as long. */
  async records(jobNames?: string[]): Promise<JobRecord[]> {
    const now = new Date(this.clock.now());
    const [jobs, rows] = await Promise.all([this.jobs(now, jobNames), this.facts.configuration()]);
    return jobs.map((job) => jobRecord(job, rows, now));
  }

  private jobs(now: Date, jobNames: string[] | undefined): Promise<CronJobEntity[]> {
    return this.facts.jobs(new Date(now.getTime() - REMOVED_SHOWN_MS), jobNames);
  }
}
