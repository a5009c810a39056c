import type { CronDatabase } from '../database/cron-database.js';
import type { DatabaseClock } from '../database/database-clock.js';
import { inOneTrip } from '../database/transaction.js';
import type { JobRegistry } from '../definition/job-registry.js';
import type { IdGenerator } from '../id-generator.js';
import { assignmentsOf, type ClaimedJob, type ClaimedJobs } from './claimed-jobs.js';
import { LeaseLostError } from './lease-lost.error.js';
import { QuickClaimRepository, type MovedOn, type QuickCandidate } from './quick-claim.repository.js';
import { isSuperseded, type Claimable, type SlotPlan } from './slot-plan.js';
import type { UnconfirmedBirths } from './unconfirmed-births.js';

/** What a quick claim came to. */
export interface QuickClaimed extends ClaimedJobs {
  /** What it could not decide, and the careful claim has to. */
  readonly left: Claimable[];
  /** Jobs that newer code says other times of: theirs to claim. */
  readonly superseded: string[];
  /** Whether another instance was there first: most of these jobs had been moved on. */
  readonly overtaken: boolean;
  /** Whether another instance is claiming this chunk right now; then nothing was done. */
  readonly contested: boolean;
}

/** What a look has shown. */
export type Seen = Pick<QuickClaimed, 'claimed' | 'left' | 'superseded'>;

/** What a claim comes to that did nothing. */
export const NOTHING: QuickClaimed = {
  claimed: [],
  assignments: [],
  left: [],
  superseded: [],
  overtaken: false,
  contested: false,
};

/**
 * The claim of what nearly always is due: one slot a job, on time, after the watermark that this instance knows. It is
 * planned ahead, so that the whole transaction goes to the database in one trip; the database decides only the jobs
 * whose watermark is the expected one, under their locks as ever, and tells which others there are.
 */
export class QuickClaim {
  private readonly repository: QuickClaimRepository;

  constructor(
    private readonly database: CronDatabase,
    private readonly clock: DatabaseClock,
    private readonly ids: IdGenerator,
    private readonly jobs: JobRegistry,
    private readonly unconfirmed: UnconfirmedBirths,
  ) {
    this.repository = new QuickClaimRepository(database);
  }

  async claim(due: readonly Claimable[], instanceId: string, release: string | null): Promise<QuickClaimed> {
    const { candidates, left } = this.prepare(due);
    if (candidates.length === 0) return { ...NOTHING, left };
    try {
      const [locked, decided] = await inOneTrip(
        this.database.writes,
        this.repository.statements(candidates, due[0].jobId, instanceId, release),
      );
      const movedOn = this.repository.movedOn(locked);
      const { hadTurn, count, skipped } = this.repository.decisions(decided);
      if (!hadTurn) return { ...NOTHING, contested: true };
      if (count < candidates.length - movedOn.length)
        throw new LeaseLostError('it has run out in the database');
      return this.outcome(due, candidates, movedOn, skipped, left);
    } catch (error) {
      this.unconfirmed.add(candidates);
      throw error;
    }
  }

  private prepare(due: readonly Claimable[]): { candidates: QuickCandidate[]; left: Claimable[] } {
    const candidates: QuickCandidate[] = [];
    const left: Claimable[] = [];
    const now = this.clock.now();
    for (const job of due) {
      const { jobId, watermark } = job;
      const plan = job.careful || this.unconfirmed.has(jobId) ? undefined : job.plan(watermark, null);
      const slot = plan && onlySlot(plan);
      if (slot === undefined) left.push(job);
      else
        candidates.push({
          id: this.ids.next(now),
          jobId,
          watermark,
          slot,
          next: plan!.next,
          intent: 'run',
          reason: null,
          version: job.version ?? null,
        });
    }
    return { candidates, left };
  }

  /** Finds out, without a lock, what other instances have decided meanwhile. */
  async look(due: readonly Claimable[]): Promise<Seen> {
    return this.seen(due, await this.repository.look(due));
  }

  /** The same, once whoever is claiming this chunk is through. */
  async lookAfter(due: readonly Claimable[]): Promise<Seen> {
    return this.seen(due, await this.repository.lookAfter(due));
  }

  private seen(due: readonly Claimable[], moved: readonly MovedOn[]): Seen {
    const movedOn = new Map(moved.map((job) => [job.jobId, job]));
    const claimed: ClaimedJob[] = [];
    const superseded: string[] = [];
    const left = due.filter((job) => {
      const other = movedOn.get(job.jobId);
      if (other && isSuperseded(job, other)) {
        superseded.push(job.jobId);
        return false;
      }
      const done = decidedElsewhere(job, other);
      if (done) claimed.push(done);
      return !done;
    });
    return { claimed, left, superseded };
  }

  private outcome(
    due: readonly Claimable[],
    candidates: readonly QuickCandidate[],
    movedOn: readonly MovedOn[],
    skipped: readonly string[],
    left: Claimable[],
  ): QuickClaimed {
    const others = new Map(movedOn.map((job) => [job.jobId, job]));
    const decided = others.size === 0 ? candidates : candidates.filter(({ jobId }) => !others.has(jobId));
    const claimed = decided.map(({ jobId, slot, next }) => ({ jobId, watermark: slot, next }));
    const superseded: string[] = [];
    for (const job of others.size === 0 ? [] : due) {
      const other = others.get(job.jobId);
      if (!other || other.watermark === null) continue; // as expected, or its row is gone
      if (isSuperseded(job, other)) {
        superseded.push(job.jobId);
        continue;
      }
      const done = decidedElsewhere(job, other);
      if (done) claimed.push(done);
      else left.push(job);
    }
    const born = skipped.length === 0 ? decided : decided.filter(({ id }) => !skipped.includes(id));
    return {
      claimed,
      assignments: assignmentsOf(born, this.jobs),
      left,
      superseded,
      overtaken: movedOn.length > candidates.length / 2,
      contested: false,
    };
  }
}

/** What is known of a job that others have moved on to where nothing is due; undefined where something still is. */
function decidedElsewhere(
  job: Claimable,
  { jobId, watermark, held = null }: Partial<MovedOn> = {},
): ClaimedJob | undefined {
  if (jobId === undefined || watermark === undefined || watermark === null) return undefined;
  const { slots, ranges, next } = job.plan(watermark, held);
  return slots.length === 0 && ranges.length === 0 ? { jobId, watermark, next } : undefined;
}

/** The slot of a plan that has but one, to run; undefined for every other plan. */
function onlySlot({ slots, ranges }: SlotPlan): number | undefined {
  if (slots.length !== 1 || ranges.length > 0) return undefined;
  return slots[0].intent === 'run' ? slots[0].slot : undefined;
}
