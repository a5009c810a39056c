import type { InstanceIdentity } from '../../libs/tracked-cron/src/cluster/instance-identity.js';
import type { InstanceLease } from '../../libs/tracked-cron/src/cluster/instance-lease.js';
import type { LaneQueue } from '../../libs/tracked-cron/src/cluster/lane-queue.js';
import type { JobRegistry } from '../../libs/tracked-cron/src/definition/job-registry.js';
import type { Assignment } from '../../libs/tracked-cron/src/execution/assignment.js';
import type { MemoryDatabase } from '../../libs/tracked-cron/src/testing/memory/memory-database.js';
import type { MemoryLanes } from '../../libs/tracked-cron/src/testing/memory/memory-lanes.js';
import type { MemoryPending } from '../../libs/tracked-cron/src/testing/memory/memory-pending.js';
import type { MemoryInstances } from './memory-instances.js';
import type { Asker, Call } from './simulated-claims.js';

/** What an instance takes that waits: `PendingClaimer` and {@link LaneQueue} on the shared memory. */
export class SimulatedWaiting implements Pick<LaneQueue, 'runOnce' | 'wake' | 'close'> {
  private closed = false;

  constructor(
    private readonly call: Call,
    private readonly database: MemoryDatabase,
    private readonly instances: Pick<MemoryInstances, 'holdsLease'>,
    private readonly identity: InstanceIdentity,
    private readonly asker: Asker,
    private readonly jobs: JobRegistry,
    private readonly lease: Pick<InstanceLease, 'isTrusted' | 'covers'>,
    private readonly memory: {
      readonly pending: Pick<MemoryPending, 'take'>;
      readonly lanes: Pick<MemoryLanes, 'take'>;
    },
    private readonly start: (assignments: Assignment[]) => void,
  ) {}

  /** Retries that are due, then lanes that are free. */
  async runOnce(): Promise<number> {
    const retries = await this.take('take what waits', () => this.memory.pending.take());
    return retries + (await this.takeLanes(this.jobs.registered().map(({ id }) => id)));
  }

  wake(jobId: string): void {
    const key = this.database.jobs.get(jobId)?.concurrencyKey ?? null;
    const sharing = [...this.database.jobs.values()].filter(
      ({ id, concurrencyKey }) => id === jobId || (key !== null && concurrencyKey === key),
    );
    this.takeLanes(sharing.map(({ id }) => id)).catch(() => {}); // the next renewal tries again
  }

  async close(): Promise<void> {
    this.closed = true;
  }

  private async takeLanes(jobIds: string[]): Promise<number> {
    if (this.closed || !this.lease.isTrusted()) return 0;
    return this.take('give free lanes', () =>
      this.memory.lanes.take(jobIds.flatMap((id) => this.database.jobs.get(id) ?? [])),
    );
  }

  private async take(what: string, statement: () => Assignment[]): Promise<number> {
    const { id } = this.identity;
    const taken = await this.call(what, () => {
      this.asker.id = id;
      return this.instances.holdsLease(id) ? statement() : [];
    });
    if (this.lease.covers(id)) this.start(taken);
    return taken.length;
  }
}
