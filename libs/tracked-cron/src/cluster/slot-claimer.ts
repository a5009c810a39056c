import type pg from 'pg';
import type { CronDatabase } from '../database/cron-database.js';
import type { DatabaseClock } from '../database/database-clock.js';
import type { JobRegistry } from '../definition/job-registry.js';
import type { Assignment } from '../execution/assignment.js';
import type { ExecutionEngine } from '../execution/execution-engine.js';
import type { IdGenerator } from '../id-generator.js';
import type { InstanceIdentity } from './instance-identity.js';
import {
  SlotClaimRepository,
  type LockedJob,
  type SlotCandidate,
  type SlotDecision,
} from './slot-claim.repository.js';
import type { Claimable, PlannedRange, SlotPlan } from './slot-plan.js';

/** What a claim decided for one job: everything up to `watermark` is done, the next slot is `next`. */
export interface ClaimedJob {
  readonly jobId: string;
  readonly watermark: number;
  readonly next: number;
}

/** The outcome of one round of claims. */
export interface ClaimRound {
  readonly claimed: ClaimedJob[];
  /** Jobs whose claim failed: their slots are as due as before. */
  readonly failed: string[];
  readonly error: unknown;
}

interface PreparedClaim {
  readonly candidates: SlotCandidate[];
  readonly ranges: (PlannedRange & { id: string; jobId: string })[];
  readonly plans: Map<string, SlotPlan>;
}

const CHUNK_SIZE = 1_000;
const CHUNKS_AT_ONCE = 2;

/** Claims due slots: each is decided once over all instances, without a leader. */
export class SlotClaimer {
  private readonly repository: SlotClaimRepository;
  /** Candidates of claims whose commit may have gone through although no answer came. */
  private unconfirmed: SlotCandidate[] = [];

  constructor(
    private readonly database: CronDatabase,
    private readonly clock: DatabaseClock,
    private readonly ids: IdGenerator,
    private readonly identity: InstanceIdentity,
    private readonly jobs: JobRegistry,
    private readonly engine: ExecutionEngine,
  ) {
    this.repository = new SlotClaimRepository(database);
  }

  /**
   * Claims what is due of these jobs, in chunks of at most 1,000, two at a time; a chunk's handlers start when it has
   * committed. Each instance starts at another chunk, so that several instances share the work instead of queueing.
   */
  async claim(due: Claimable[]): Promise<ClaimRound> {
    const chunks = this.inOwnOrder(chunked(due));
    const claimed: ClaimedJob[] = [];
    const failed: string[] = [];
    let error: unknown;
    const work = async () => {
      for (let chunk = chunks.shift(); chunk; chunk = chunks.shift()) {
        try {
          claimed.push(...(await this.claimChunk(chunk)));
        } catch (reason) {
          error = reason;
          failed.push(...chunk.map((job) => job.jobId));
        }
      }
    };
    await Promise.all(Array.from({ length: CHUNKS_AT_ONCE }, work));
    return { claimed, failed, error };
  }

  private async claimChunk(chunk: Claimable[]): Promise<ClaimedJob[]> {
    const client = await this.database.writes.connect();
    let failure: Error | undefined;
    let prepared: PreparedClaim | undefined;
    try {
      await this.startUnconfirmed(client);
      await client.query('begin');
      const locked = await this.repository.lock(
        client,
        chunk.map((job) => job.jobId),
      );
      prepared = this.prepare(chunk, locked);
      const decisions = await this.decide(client, prepared);
      await client.query('commit');
      this.engine.start(this.assignments(prepared.candidates, decisions));
      return [...prepared.plans].map(([jobId, { watermark, next }]) => ({ jobId, watermark, next }));
    } catch (error) {
      failure = error as Error;
      if (prepared) this.unconfirmed.push(...prepared.candidates.filter(({ intent }) => intent === 'run'));
      throw error;
    } finally {
      client.release(failure);
    }
  }

  /** A commit whose answer was lost may have happened: what it gave birth to is ours to run. */
  private async startUnconfirmed(client: pg.PoolClient): Promise<void> {
    if (this.unconfirmed.length === 0) return;
    const doubtful = this.unconfirmed;
    this.unconfirmed = [];
    try {
      const own = await this.repository.findOwn(
        client,
        doubtful.map(({ id }) => id),
        this.identity.id,
      );
      this.engine.start(this.assignments(doubtful, new Map([...own].map((id) => [id, 'running' as const]))));
    } catch (error) {
      this.unconfirmed.push(...doubtful);
      throw error;
    }
  }

  private prepare(chunk: Claimable[], locked: LockedJob[]): PreparedClaim {
    const claimables = new Map(chunk.map((job) => [job.jobId, job]));
    const candidates: SlotCandidate[] = [];
    const ranges: PreparedClaim['ranges'] = [];
    const plans = new Map<string, SlotPlan>();
    const now = this.clock.now();
    for (const { id: jobId, watermark, paused } of locked) {
      const plan = claimables.get(jobId)!.plan(watermark, paused);
      plans.set(jobId, plan);
      for (const { slot, intent, reason } of plan.slots) {
        candidates.push({ id: this.ids.next(now), jobId, slot, intent, reason, next: plan.next });
      }
      for (const range of plan.ranges) ranges.push({ ...range, id: this.ids.next(now), jobId });
    }
    return { candidates, ranges, plans };
  }

  private async decide(
    client: pg.PoolClient,
    { candidates, ranges }: PreparedClaim,
  ): Promise<Map<string, SlotDecision>> {
    // another instance decided everything: nothing is left but to let the locks go
    if (candidates.length === 0 && ranges.length === 0) return new Map();
    return this.repository.decide(client, candidates, ranges, this.identity.id, this.identity.release);
  }

  private assignments(candidates: SlotCandidate[], decisions: Map<string, SlotDecision>): Assignment[] {
    const assignments: Assignment[] = [];
    for (const { id, jobId, slot } of candidates) {
      const job = this.jobs.find(jobId);
      if (decisions.get(id) !== 'running' || !job) continue;
      assignments.push({
        id,
        epoch: 1,
        job,
        scheduledAt: slot,
        trigger: 'schedule',
        attempt: 1,
        maxAttempts: 1,
        parameters: undefined,
      });
    }
    return assignments;
  }

  private inOwnOrder<Item>(chunks: Item[]): Item[] {
    if (chunks.length < 2) return chunks;
    const first = parseInt(this.identity.id.slice(-6), 16) % chunks.length;
    return [...chunks.slice(first), ...chunks.slice(0, first)];
  }
}

/** Cut by sorted id, so that all instances cut alike. */
function chunked(due: Claimable[]): Claimable[][] {
  const sorted = [...due].sort((a, b) => (a.jobId < b.jobId ? -1 : a.jobId > b.jobId ? 1 : 0));
  const chunks: Claimable[][] = [];
  for (let start = 0; start < sorted.length; start += CHUNK_SIZE) {
    chunks.push(sorted.slice(start, start + CHUNK_SIZE));
  }
  return chunks;
}
