import type pg from 'pg';
import type { CronDatabase } from '../database/cron-database.js';
import type { DatabaseClock } from '../database/database-clock.js';
import { inTransaction } from '../database/transaction.js';
import type { JobRegistry } from '../definition/job-registry.js';
import type { Assignment } from '../execution/assignment.js';
import type { ExecutionEngine } from '../execution/execution-engine.js';
import type { Journal } from '../history/journal.js';
import type { PartitionKeeper } from '../history/partition-keeper.js';
import type { IdGenerator } from '../id-generator.js';
import type { InstanceIdentity } from './instance-identity.js';
import { LeaseLostError } from './lease-lost.error.js';
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
  /** Candidates, by job, of claims whose commit may have gone through although no answer came. */
  private readonly unconfirmed = new Map<string, SlotCandidate[]>();

  constructor(
    private readonly database: CronDatabase,
    private readonly clock: DatabaseClock,
    private readonly ids: IdGenerator,
    private readonly identity: InstanceIdentity,
    private readonly jobs: JobRegistry,
    private readonly engine: ExecutionEngine,
    private readonly partitions: Pick<PartitionKeeper, 'provideFor'>,
    private readonly journal: Pick<Journal, 'yieldTo'>,
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
          claimed.push(...(await this.partitions.provideFor(() => this.claimChunk(chunk))));
        } catch (reason) {
          error = reason;
          failed.push(...chunk.map((job) => job.jobId));
        }
      }
    };
    const several = chunks.length > 1;
    const through = Promise.all(Array.from({ length: CHUNKS_AT_ONCE }, work));
    if (several) this.journal.yieldTo(through);
    await through;
    return { claimed, failed, error };
  }

  private async claimChunk(chunk: Claimable[]): Promise<ClaimedJob[]> {
    const instanceId = this.identity.id;
    const jobIds = chunk.map((job) => job.jobId);
    const doubtful = this.takeUnconfirmed(jobIds);
    let prepared: PreparedClaim | undefined;
    let assignments: Assignment[];
    try {
      assignments = await inTransaction(this.database.writes, async (client) => {
        const { alive, jobs } = await this.repository.lock(client, jobIds, instanceId);
        if (!alive) throw new LeaseLostError('it has run out in the database');
        const confirmed = await this.confirm(client, doubtful, instanceId);
        prepared = this.prepare(chunk, jobs);
        const decisions = await this.decide(client, prepared, instanceId);
        return [...confirmed, ...this.assignments(prepared.candidates, decisions)];
      });
    } catch (error) {
      this.doubt([...doubtful, ...(prepared?.candidates ?? [])]);
      throw error;
    }
    // what was born under an identity that others have declared dead is theirs to sweep
    if (this.identity.id === instanceId) this.engine.start(assignments);
    return [...prepared!.plans].map(([jobId, { watermark, next }]) => ({ jobId, watermark, next }));
  }

  private doubt(candidates: SlotCandidate[]): void {
    for (const candidate of candidates) {
      if (candidate.intent !== 'run') continue;
      const others = this.unconfirmed.get(candidate.jobId);
      if (others) others.push(candidate);
      else this.unconfirmed.set(candidate.jobId, [candidate]);
    }
  }

  private takeUnconfirmed(jobIds: string[]): SlotCandidate[] {
    if (this.unconfirmed.size === 0) return [];
    const taken = jobIds.flatMap((jobId) => this.unconfirmed.get(jobId) ?? []);
    for (const jobId of jobIds) this.unconfirmed.delete(jobId);
    return taken;
  }

  /**
   * A commit whose answer was lost may have happened: what it gave birth to is ours to run. Asked under the jobs' locks,
   * because only they wait for a commit that is still under way.
   */
  private async confirm(
    client: pg.PoolClient,
    doubtful: SlotCandidate[],
    instanceId: string,
  ): Promise<Assignment[]> {
    if (doubtful.length === 0) return [];
    const ids = doubtful.map(({ id }) => id);
    const own = await this.repository.findOwn(client, ids, instanceId);
    return this.assignments(doubtful, new Map([...own].map((id) => [id, 'running' as const])));
  }

  private prepare(chunk: Claimable[], locked: readonly LockedJob[]): PreparedClaim {
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
    instanceId: string,
  ): Promise<Map<string, SlotDecision>> {
    // another instance decided everything: nothing is left but to let the locks go
    if (candidates.length === 0 && ranges.length === 0) return new Map();
    return this.repository.decide(client, candidates, ranges, instanceId, this.identity.release);
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
