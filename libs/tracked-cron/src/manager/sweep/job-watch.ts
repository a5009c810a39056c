import { setImmediate as nextTurn } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { DatabaseClock } from '../../database/database-clock.js';
import { groupedBy } from '../../grouped-by.js';
import { isVerdict, newestFirst } from '../../health/slot-record.js';
import { LAST_ROWS, type EndedRow, type JobFactsRepository } from '../job-facts.repository.js';
import type { ObjectiveReader } from '../objective-reader.js';
import { ExecutorsByJob } from './executors.js';
import type { Gap } from './gap.js';
import type { Glance } from './glance.js';
import type { JobVerdict } from './job-verdict.js';
import { KnownCode } from './known-code.js';
import type { SweepRepository } from './sweep.repository.js';
import type { Surroundings, WatchedJob } from './watched-job.js';
import { WatchedJobs } from './watched-jobs.js';
import { WatchedObjectives } from './watched-objectives.js';

/** How many are judged before the event loop has its turn. */
const AT_ONCE = 500;
/** A look goes back for ten minutes: who has not looked for that long begins anew. */
const REMEMBERED_MS = 9 * 60_000;
/** Of how many jobs is kept what they were judged by; of those beyond, it is read again. */
const MOST_KEPT = 2_000;

/** What is asked of a sweep. */
export interface SweepOrder {
  /** Where the last sweep's look ended, anybody's; null: there was none. */
  readonly since: string | null;
  /** Jobs that something is known to be wrong with, by id: whatever they end with is of interest. */
  readonly interesting: ReadonlySet<string>;
  /** Stretches of time whose missed slots are told of by somebody else. */
  readonly gaps: readonly Gap[];
}

/** Verdicts on jobs, and when they were looked at, database time. */
export interface Verdicts {
  readonly at: Date;
  readonly verdicts: readonly JobVerdict[];
}

/** What a sweep came to: verdicts on all that something is wrong with, and on all that were read. Of others nothing new is known. */
export interface Sweep extends Verdicts {
  /** Where the next look goes on. */
  readonly cursor: string;
  /** How many jobs were looked at. */
  readonly jobs: number;
  /** How many have to wait for the next sweep. */
  readonly waiting: number;
}

type Around = (job: WatchedJob) => Surroundings;

/**
 * Judges all jobs of the application and environment, whichever process runs them, in a handful of statements: one look that
 * shows of each what changes from moment to moment, and a closer one at those that may have something wrong with them. What it
 * knows it remembers from one sweep to the next; a process that has just begun to look reads more.
 */
export class JobWatch {
  private readonly logger = new Logger('TrackedCron');
  private readonly jobs: WatchedJobs;
  private readonly code: KnownCode;
  private readonly objectives: WatchedObjectives;
  /** Definitions that can't be judged, by job: told once each. */
  private readonly broken = new Map<string, number>();
  private cursor: string | null = null;
  private lookedAt = -Infinity;

  constructor(
    private readonly repository: Pick<SweepRepository, 'look' | 'lookAt' | 'definitions' | 'jobsOf'>,
    private readonly facts: Pick<JobFactsRepository, 'ended' | 'ranges'>,
    objectives: Pick<ObjectiveReader, 'asOf' | 'counts'>,
    private readonly clock: Pick<DatabaseClock, 'now'>,
  ) {
    this.jobs = new WatchedJobs(repository);
    this.code = new KnownCode(repository);
    this.objectives = new WatchedObjectives(objectives);
  }

  /** Looks at every job. Whatever fails, the next sweep sees all that this one did not. */
  async sweep({ since, interesting, gaps }: SweepOrder): Promise<Sweep> {
    if (this.clock.now() - this.lookedAt > REMEMBERED_MS) this.forget();
    const glance = await this.repository.look(this.cursor ?? since);
    const at = new Date(this.clock.now());
    const seen = await this.jobs.sweep(glance, interesting);
    const around = await this.around(glance);
    await this.objectives.refresh(seen);
    await this.each(seen, (job) => {
      if (job.waitingSince !== null) return;
      const isOfInterest = job.found || interesting.has(job.definition.id);
      if (!isOfInterest && !job.isSuspect(at, around(job))) job.rows = null;
      else if (job.rows === null) this.jobs.wait(job);
    });
    await this.read(this.jobs.next());
    const verdicts = await this.judge(seen, at, { around, gaps });
    this.cursor = glance.cursor;
    this.lookedAt = at.getTime();
    return { at, verdicts, cursor: glance.cursor, jobs: seen.length, waiting: this.jobs.waiting };
  }

  /** Judges some jobs now; those that nobody knows are left out. */
  async judgeNow(jobNames: readonly string[], gaps: readonly Gap[]): Promise<Verdicts> {
    const glance = await this.repository.lookAt(jobNames);
    const at = new Date(this.clock.now());
    const seen = await this.jobs.look(glance);
    const around = await this.around(glance);
    // what nobody has looked at would count as over
    await this.objectives.refresh(seen);
    await this.read(seen);
    return { at, verdicts: await this.judge(seen, at, { around, gaps }) };
  }

  private forget(): void {
    this.jobs.forget();
    this.cursor = null;
  }

  private async around({ instances }: Glance): Promise<Around> {
    const code = await this.code.of(instances);
    const executors = new ExecutorsByJob(instances, (generationId, jobId) =>
      code.get(generationId)!.has(jobId),
    );
    return (job) => ({ executors: executors.of(job.definition), objective: this.objectives.of(job) });
  }

  private async read(jobs: readonly WatchedJob[]): Promise<void> {
    if (jobs.length === 0) return;
    const ids = jobs.map(({ definition: { id } }) => id);
    const [ended, ranges] = await Promise.all([this.facts.ended(ids), this.facts.ranges(ids)]);
    const endedOf = groupedBy(ended, ({ jobId }) => jobId);
    const rangesOf = groupedBy(ranges, ({ jobId }) => jobId);
    for (const job of jobs) {
      const { id } = job.definition;
      job.rows = { ended: latest(endedOf.get(id) ?? []), ranges: rangesOf.get(id) ?? [] };
      this.jobs.isRead(job);
    }
  }

  /** Judges what has been read, and keeps it: the next sweep lets go of what is of no interest any more. */
  private async judge(
    jobs: readonly WatchedJob[],
    at: Date,
    { around, gaps }: Pick<SweepOrder, 'gaps'> & { readonly around: Around },
  ): Promise<JobVerdict[]> {
    const verdicts: JobVerdict[] = [];
    let kept = 0;
    await this.each(jobs, (job) => {
      if (job.rows === null) return;
      const { rows } = job;
      if ((kept += 1) > MOST_KEPT) job.rows = null;
      const verdict = job.judge(at, rows, around(job), gaps);
      verdicts.push(verdict);
      job.found = verdict.findings.length > 0;
    });
    return verdicts;
  }

  /** Does something for each; what goes wrong with one, such as a definition of a release that knew more, stops none of the others. */
  private async each(jobs: readonly WatchedJob[], act: (job: WatchedJob) => void): Promise<void> {
    for (const [nth, job] of jobs.entries()) {
      if (nth % AT_ONCE === AT_ONCE - 1) await nextTurn();
      try {
        act(job);
      } catch (error) {
        this.tellBroken(job, error);
      }
    }
  }

  private tellBroken({ definition: { id, name, definitionVersion } }: WatchedJob, error: unknown): void {
    if (this.broken.get(id) === definitionVersion) return;
    this.broken.set(id, definitionVersion);
    const message = error instanceof Error ? error.message : String(error);
    this.logger.error(`Job "${name}" can't be watched: ${message} The others are.`);
  }
}

/** Those that anybody judges by, of the more that were read: they are kept. */
function latest(rows: readonly EndedRow[]): EndedRow[] {
  let [slots, verdicts] = [0, 0];
  return newestFirst(rows).filter((row) => {
    if (row.scheduledAt !== null) slots += 1;
    if (isVerdict(row)) verdicts += 1;
    return (row.scheduledAt !== null && slots <= LAST_ROWS) || (isVerdict(row) && verdicts <= LAST_ROWS);
  });
}
