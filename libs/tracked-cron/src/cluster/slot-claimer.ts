import type { CronDatabase } from '../database/cron-database.js';
import type { DatabaseClock } from '../database/database-clock.js';
import type { JobRegistry } from '../definition/job-registry.js';
import { cancelledError } from '../execution/errors.js';
import type { ExecutionEngine } from '../execution/execution-engine.js';
import type { Journal } from '../history/journal.js';
import type { PartitionKeeper } from '../history/partition-keeper.js';
import type { IdGenerator } from '../id-generator.js';
import { CarefulClaim } from './careful-claim.js';
import { ChunksLeft, type Chunk } from './chunks-left.js';
import type { ClaimedJob, ClaimedJobs } from './claimed-jobs.js';
import type { InstanceIdentity } from './instance-identity.js';
import type { InstanceLease } from './instance-lease.js';
import type { EvidenceLog } from './evidence-log.js';
import { LeaseLostError } from './lease-lost.error.js';
import { NOTHING, QuickClaim, type Seen } from './quick-claim.js';
import type { Claimable } from './slot-plan.js';
import { UnconfirmedBirths } from './unconfirmed-births.js';

/** The outcome of one round of claims. */
export interface ClaimRound {
  readonly claimed: ClaimedJob[];
  /** Jobs whose claim failed: their slots are as due as before. */
  readonly failed: string[];
  /** Jobs that newer code says other times of: theirs to claim. */
  readonly superseded?: readonly string[];
  readonly error: unknown;
}

/** What one chunk came to. */
interface ClaimedChunk extends ClaimedJobs {
  /** Under whom its executions were born. */
  readonly instanceId: string;
  /** Whether another instance was faster. */
  readonly overtaken: boolean;
  /** Whether another instance is at it now. */
  readonly contested: boolean;
}

/** A round under way. */
interface OpenRound {
  readonly claimed: ClaimedJob[];
  readonly failed: string[];
  readonly superseded: string[];
  error: unknown;
}

const CHUNKS_AT_ONCE = 2;
const REPLACED = { kind: 'replaced', by: null, reason: null } as const;

/** Claims due slots: each is decided once over all instances, without a leader. */
export class SlotClaimer {
  private readonly quick: QuickClaim;
  private readonly careful: CarefulClaim;

  constructor(
    database: CronDatabase,
    private readonly clock: DatabaseClock,
    ids: IdGenerator,
    private readonly identity: InstanceIdentity,
    jobs: JobRegistry,
    private readonly engine: ExecutionEngine,
    private readonly partitions: Pick<PartitionKeeper, 'provideFor'>,
    private readonly journal: Pick<Journal, 'yieldTo'>,
    private readonly evidence: Pick<
      EvidenceLog,
      'causes' | 'claimed' | 'databaseAnswered' | 'databaseFailed'
    >,
    private readonly lease: Pick<InstanceLease, 'covers'>,
  ) {
    const unconfirmed = new UnconfirmedBirths();
    this.quick = new QuickClaim(database, clock, ids, jobs, unconfirmed);
    this.careful = new CarefulClaim(database, clock, ids, jobs, unconfirmed, evidence);
  }

  /**
   * Claims what is due of these jobs, in chunks of at most 500, two at a time; a chunk's handlers start when it has
   * committed. Each instance starts at another chunk, so that several instances share the work instead of queueing.
   */
  async claim(due: Claimable[]): Promise<ClaimRound> {
    const chunks = new ChunksLeft(due, parseInt(this.identity.id.slice(-6), 16));
    const { several } = chunks;
    const round: OpenRound = { claimed: [], failed: [], superseded: [], error: undefined };
    const began = this.clock.now();
    const through = Promise.all(
      Array.from({ length: CHUNKS_AT_ONCE }, () => this.claimOneByOne(chunks, round)),
    );
    if (several) this.journal.yieldTo(through);
    await through;
    this.noteRound(round, began);
    return round;
  }

  private noteRound({ failed, error }: OpenRound, began: number): void {
    if (failed.length === 0) {
      this.evidence.databaseAnswered();
      this.evidence.claimed(began);
    }
    // that one the database answers
    else if (!(error instanceof LeaseLostError)) this.evidence.databaseFailed(error);
  }

  private async claimOneByOne(chunks: ChunksLeft, round: OpenRound): Promise<void> {
    const next = async () => {
      const chunk = await chunks.next();
      return chunk && { due: chunk.due, claim: this.claimChunk(chunk, chunks, round) };
    };
    for (let current = await next(); current;) {
      const { due, claim } = current;
      const claimed = await claim.catch((error: unknown) => {
        round.error = error;
        round.failed.push(...due.map((job) => job.jobId));
        return undefined;
      });
      if (claimed?.contested) chunks.postpone(due);
      if (claimed?.overtaken)
        await chunks.reconsider(async (others) => leftOf(await this.quick.look(others), round));
      // the database works on the next chunk while handlers of this one start
      current = await next();
      if (!claimed) continue;
      round.claimed.push(...claimed.claimed);
      round.superseded.push(...(claimed.superseded ?? []));
      this.start(claimed);
    }
  }

  private async claimChunk(
    { due, contested }: Chunk,
    chunks: ChunksLeft,
    round: OpenRound,
  ): Promise<ClaimedChunk> {
    const { id: instanceId, release } = this.identity;
    if (contested) {
      chunks.add(leftOf(await this.quick.lookAfter(due), round));
      return { ...NOTHING, instanceId };
    }
    const quick = await this.partitions.provideFor(() => this.quick.claim(due, instanceId, release));
    if (quick.left.length === 0) return { ...quick, instanceId };
    // born already: they don't wait for the others, nor does it matter to them if those fail
    this.start({ ...quick, instanceId });
    const careful = await this.partitions.provideFor(() =>
      this.careful.claim(quick.left, instanceId, release),
    );
    return {
      ...quick,
      ...careful,
      claimed: [...quick.claimed, ...careful.claimed],
      superseded: [...quick.superseded, ...(careful.superseded ?? [])],
      instanceId,
    };
  }

  private start({
    assignments,
    replaced = [],
    instanceId,
  }: Pick<ClaimedChunk, 'assignments' | 'replaced' | 'instanceId'>): void {
    if (!this.lease.covers(instanceId)) return;
    if (replaced.length > 0) this.engine.abort(cancelledError(REPLACED), ({ id }) => replaced.includes(id));
    this.engine.start(assignments);
  }
}

/** Takes down what others have decided. @returns what they have not */
function leftOf({ claimed, left, superseded }: Seen, round: OpenRound): Claimable[] {
  round.claimed.push(...claimed);
  round.superseded.push(...superseded);
  return left;
}
