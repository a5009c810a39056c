import type { Clock } from '../clock.js';
import type { CronDatabase } from '../database/cron-database.js';
import type { DatabaseClock } from '../database/database-clock.js';
import { GroupedWriter } from '../database/grouped-writer.js';
import type { RegisteredJob } from '../definition/job-registry.js';
import type { ExecutionEngine } from '../execution/execution-engine.js';
import type { IdGenerator } from '../id-generator.js';
import type { InstanceIdentity } from './instance-identity.js';
import type { InstanceLease } from './instance-lease.js';
import { refused } from './trigger-refused.js';
import { TriggerRepository, type TriggerBirth, type TriggerRefusal } from './trigger.repository.js';

/** A request to run a job now. */
export interface TriggerRequest {
  readonly job: RegisteredJob;
  readonly parameters: unknown;
  readonly triggeredBy: string | null;
  readonly reason: string | null;
  /** Asking again with the same key answers the same execution. */
  readonly idempotencyKey: string | null;
  /** Whether this process runs it; otherwise it waits for an instance that does. */
  readonly here: boolean;
  /** Whether it starts although a freeze holds the job. Default: false. */
  readonly despiteFreeze?: boolean;
  /** Whether it may run beside what is in flight, whatever the job says. Default: false. */
  readonly despiteOverlap?: boolean;
}

/** Starts manual executions. Births that are asked for together go to the database together. */
export class TriggerDesk {
  private readonly repository: TriggerRepository;
  private readonly births: GroupedWriter<TriggerBirth, TriggerRefusal | null>;

  constructor(
    database: CronDatabase,
    clock: Clock,
    private readonly databaseClock: DatabaseClock,
    private readonly ids: IdGenerator,
    private readonly identity: InstanceIdentity,
    private readonly lease: Pick<InstanceLease, 'covers'>,
    private readonly engine: ExecutionEngine,
  ) {
    this.repository = new TriggerRepository(database, identity.release);
    this.births = new GroupedWriter(clock, {
      write: (births) => this.repository.birth(births),
      retry: false,
    });
  }

  /**
   * @returns the execution's id; null when the job is in flight and may not overlap
   * @throws TrackedCronError `FROZEN`, `CONCURRENCY_LIMIT`
   */
  async trigger(request: TriggerRequest): Promise<string | null> {
    const { definition } = request.job;
    const { despiteOverlap = false } = request;
    const { id: instanceId } = this.identity;
    // one that doesn't believe in itself leaves it to others
    const here = request.here && this.lease.covers(instanceId);
    const birth: TriggerBirth = {
      id: this.ids.next(this.databaseClock.now()),
      jobId: request.job.id,
      instanceId: here ? instanceId : null,
      triggeredBy: request.triggeredBy,
      reason: request.reason,
      parameters: request.parameters,
      unlimited: (definition.overlap === 'allow' || despiteOverlap) && definition.concurrency === null,
      despiteFreeze: request.despiteFreeze ?? false,
      despiteOverlap,
      version: request.job.version,
    };
    const answer = await this.birth(birth, request.idempotencyKey);
    if ('refusal' in answer) return refused(definition, answer.refusal);
    if (answer.id === birth.id && here && this.lease.covers(instanceId)) this.start(birth, request.job);
    return answer.id;
  }

  private async birth(
    birth: TriggerBirth,
    key: string | null,
  ): Promise<{ readonly id: string } | { readonly refusal: TriggerRefusal }> {
    if (key !== null) return this.repository.birthOnce(birth, key);
    const refusal = await this.births.add(birth);
    return refusal === null ? birth : { refusal };
  }

  private start(birth: TriggerBirth, job: RegisteredJob): void {
    this.engine.start([
      {
        id: birth.id,
        epoch: 1,
        job,
        scheduledAt: null,
        trigger: 'manual',
        attempt: 1,
        maxAttempts: job.definition.retryPolicy.maxAttempts,
        parameters: birth.parameters,
      },
    ]);
  }
}
