import type { Assignment } from '../../libs/tracked-cron/src/execution/assignment.js';
import type { InstanceIdentity } from '../../libs/tracked-cron/src/cluster/instance-identity.js';
import type { InstanceLease } from '../../libs/tracked-cron/src/cluster/instance-lease.js';
import { LeaseLostError } from '../../libs/tracked-cron/src/cluster/lease-lost.error.js';
import type { ClaimRound } from '../../libs/tracked-cron/src/cluster/slot-claimer.js';
import type { SlotCandidate } from '../../libs/tracked-cron/src/cluster/slot-claim.repository.js';
import type { Claimable } from '../../libs/tracked-cron/src/cluster/slot-plan.js';
import { UnconfirmedBirths } from '../../libs/tracked-cron/src/cluster/unconfirmed-births.js';
import { assignmentsOf } from '../../libs/tracked-cron/src/cluster/claimed-jobs.js';
import type { JobRegistry } from '../../libs/tracked-cron/src/definition/job-registry.js';
import type { MemoryClaims } from '../../libs/tracked-cron/src/testing/memory/memory-claims.js';
import type { MemoryDatabase } from '../../libs/tracked-cron/src/testing/memory/memory-database.js';
import type { SlotClaims } from '../../libs/tracked-cron/src/schedule/scheduler.js';
import type { MemoryInstances } from './memory-instances.js';

/** Sends a statement to the database that all instances share. */
export type Call = <Answer>(what: string, statement: () => Answer) => Promise<Answer>;

/** As whom an instance asks: it may be somebody else when its statement arrives. */
export interface Asker {
  id: string;
  readonly release: string | null;
}

/** `SlotClaimer` on the shared memory: refused without a lease, and what came of a lost answer is asked under the next claim. */
export class SimulatedClaims implements SlotClaims {
  private readonly unconfirmed = new UnconfirmedBirths();

  constructor(
    private readonly call: Call,
    private readonly memory: Pick<MemoryClaims, 'decide'>,
    private readonly database: MemoryDatabase,
    private readonly instances: Pick<MemoryInstances, 'holdsLease'>,
    private readonly identity: InstanceIdentity,
    private readonly asker: Asker,
    private readonly jobs: JobRegistry,
    private readonly lease: Pick<InstanceLease, 'covers'>,
    private readonly start: (assignments: Assignment[]) => void,
  ) {}

  async claim(due: Claimable[]): Promise<ClaimRound> {
    const { id } = this.identity;
    const jobIds = due.map(({ jobId }) => jobId);
    const doubtful = this.unconfirmed.take(jobIds);
    let born: readonly Assignment[] = [];
    try {
      const { claimed, assignments } = await this.call('claim', () => {
        if (!this.instances.holdsLease(id)) throw new LeaseLostError('it has run out in the database');
        this.asker.id = id;
        const confirmed = doubtful.filter((one) => this.database.live.get(one.id)?.instanceId === id);
        const decided = this.memory.decide(due);
        born = decided.assignments;
        return { ...decided, assignments: [...assignmentsOf(confirmed, this.jobs), ...born] };
      });
      if (this.lease.covers(id)) this.start(assignments);
      return { claimed, failed: [], error: undefined };
    } catch (error) {
      this.unconfirmed.add([...doubtful, ...born.map(candidateOf)]);
      return { claimed: [], failed: jobIds, error };
    }
  }
}

function candidateOf({ id, job, scheduledAt }: Assignment): SlotCandidate {
  const slot = scheduledAt!;
  return { id, jobId: job.id, slot, intent: 'run', reason: null, next: slot, version: job.version };
}
