import type { InstanceIdentity } from '../../cluster/instance-identity.js';
import type { TriggerDesk, TriggerRequest } from '../../cluster/trigger-desk.js';
import type { DatabaseClock } from '../../database/database-clock.js';
import type { ExecutionEngine } from '../../execution/execution-engine.js';
import type { IdGenerator } from '../../id-generator.js';
import { refused } from '../../cluster/trigger-refused.js';
import type { TriggerRefusal } from '../../cluster/trigger.repository.js';
import type { CronJobEntity } from '../../definition/cron-job.entity.js';
import { liveRow, type Birth } from './execution-row.js';
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
    despiteFreeze = false,
    despiteOverlap = false,
  }: TriggerRequest): Promise<string | null> {
    const key = idempotencyKey === null ? null : `${job.id} ${idempotencyKey}`;
    const known = key === null ? undefined : this.database.triggerKeys.get(key);
    if (known !== undefined) return known;
    const now = this.clock.now();
    const entity = this.database.jobs.get(job.id)!;
    const refusal = this.refusalOf(entity, { despiteFreeze, despiteOverlap }, now);
    if (refusal !== null) return refused(job.definition, refusal);

    const id = this.ids.next(now);
    const birth: Birth = {
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
    };
    this.database.live.set(id, liveRow(entity, birth, true));
    if (key !== null) this.database.triggerKeys.set(key, id);
    const first = { epoch: 1, attempt: 1, maxAttempts: entity.maxAttempts };
    this.engine.start([{ id, job, parameters, scheduledAt: null, trigger: 'manual', ...first }]);
    return id;
  }

  private refusalOf(
    job: CronJobEntity,
    { despiteFreeze, despiteOverlap }: { readonly despiteFreeze: boolean; readonly despiteOverlap: boolean },
    now: number,
  ): TriggerRefusal | null {
    if (!despiteFreeze && this.database.holdOf(job, now) === 'frozen') return 'frozen';
    const busy = this.database
      .liveOf(job.id)
      .some(({ holdsLane, trigger }) => holdsLane || trigger !== 'backfill');
    if (busy && job.overlap !== 'allow' && !despiteOverlap) return 'in_flight';
    const { concurrencyKey: key, concurrencyLimit: limit } = job;
    return key !== null && this.database.groupLanes(key) >= limit! ? 'concurrency' : null;
  }
}
