import type { InstanceIdentity } from '../../cluster/instance-identity.js';
import type { TriggerDesk, TriggerRequest } from '../../cluster/trigger-desk.js';
import type { DatabaseClock } from '../../database/database-clock.js';
import type { ExecutionEngine } from '../../execution/execution-engine.js';
import type { IdGenerator } from '../../id-generator.js';
import { executionRow } from './execution-row.js';
import type { MemoryDatabase } from './memory-database.js';

/** Births of manual executions, as {@link TriggerDesk} has them. */
export class MemoryTriggerDesk implements Pick<TriggerDesk, 'trigger'> {
  constructor(
    private readonly database: MemoryDatabase,
    private readonly clock: DatabaseClock,
    private readonly ids: IdGenerator,
    private readonly identity: InstanceIdentity,
    private readonly engine: ExecutionEngine,
  ) {}

  async trigger({
    job,
    parameters,
    triggeredBy,
    reason,
    idempotencyKey,
  }: TriggerRequest): Promise<string | null> {
    const key = idempotencyKey === null ? null : `${job.id} ${idempotencyKey}`;
    const known = key === null ? undefined : this.database.triggerKeys.get(key);
    if (known !== undefined) return known;
    const busy = [...this.database.live.values()].some(({ jobId }) => jobId === job.id);
    if (busy && job.definition.overlap !== 'allow') return null;

    const now = this.clock.now();
    const id = this.ids.next(now);
    const row = executionRow(this.database.jobs.get(job.id)!, {
      id,
      status: 'running',
      reason: null,
      trigger: 'manual',
      triggeredBy,
      triggerReason: reason,
      scheduledAt: null,
      nextSlotAt: null,
      now,
      instanceId: this.identity.id,
      release: this.identity.release,
      parameters,
    });
    this.database.live.set(id, row);
    if (key !== null) this.database.triggerKeys.set(key, id);
    const first = { epoch: 1, attempt: 1, maxAttempts: row.maxAttempts };
    this.engine.start([{ id, job, parameters, scheduledAt: null, trigger: 'manual', ...first }]);
    return id;
  }
}
