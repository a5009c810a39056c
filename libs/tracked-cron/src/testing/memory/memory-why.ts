import type { Evidence } from '../../cluster/evidence.js';
import type { InstanceIdentity } from '../../cluster/instance-identity.js';
import type { CronJobEntity } from '../../definition/cron-job.entity.js';
import type { AnyExecutionView } from '../../history/any-execution.view.js';
import type { ExecutionStatus } from '../../history/execution-status.js';
import type { WhyFactsRepository } from '../../manager/why/why-facts.repository.js';
import type { WhyExecution, WhyRecord } from '../../manager/why/why-facts.js';
import type { MemoryDatabase } from './memory-database.js';

/** How many executions before the slot are looked at. */
const BEFORE = 20;

/** What is on record about an instant, read from memory. There is one instance, and it is always there. */
export class MemoryWhy implements Pick<WhyFactsRepository, 'job' | 'record'> {
  constructor(
    private readonly database: MemoryDatabase,
    private readonly identity: InstanceIdentity,
  ) {}

  async job(name: string): Promise<CronJobEntity | null> {
    return this.database.jobNamed(name) ?? null;
  }

  async record(job: CronJobEntity, slot: Date): Promise<WhyRecord> {
    const at = slot.getTime();
    const all = this.database.executions();
    const own = all.filter(({ jobId }) => jobId === job.id);
    const recorded = own.filter(({ scheduledAt }) => scheduledAt?.getTime() === at);
    const decided = Math.max(at, ...recorded.map(({ createdAt }) => createdAt.getTime()));
    const ran = ({ status }: AnyExecutionView) => status !== 'skipped' && status !== 'missed';
    const before = own.filter((row) => ran(row) && row.createdAt.getTime() <= decided);
    return {
      recorded: recorded.map(whyExecution),
      before: before.slice(-BEFORE).reverse().map(whyExecution),
      inGroup: all
        .filter((row) => ran(row) && this.isInGroup(row, job) && wasRunning(row, decided))
        .map(whyExecution),
      ranges: this.database.ranges
        .filter(({ jobId, fromSlot, toSlot }) => jobId === job.id && fromSlot <= slot && toSlot >= slot)
        .map(({ fromSlot: from, toSlot: to, outcome, reason, count }) => ({
          from,
          to,
          outcome: outcome as 'skipped' | 'missed',
          reason,
          count,
        })),
      presence: { lives: [this.life()], evidence: this.evidence(), completeFrom: -Infinity },
    };
  }

  private isInGroup({ jobId }: AnyExecutionView, { concurrencyKey }: CronJobEntity): boolean {
    return concurrencyKey !== null && this.database.jobs.get(jobId)?.concurrencyKey === concurrencyKey;
  }

  private life(): WhyRecord['presence']['lives'][number] {
    const { id, release } = this.identity;
    const always = { from: -Infinity, to: Infinity, leftByItself: false };
    return { id, host: 'memory', release, labels: [], executes: true, ...always };
  }

  private evidence(): Evidence[] {
    return this.database.holds.map(({ kind, jobId, group, owner, from, until, by, reason }) => ({
      kind,
      instanceId: null,
      jobId,
      from: from.getTime(),
      to: until?.getTime() ?? Infinity,
      detail: { by, reason, group, owner },
    }));
  }
}

function wasRunning({ startedAt, completedAt }: AnyExecutionView, at: number): boolean {
  return (
    startedAt !== null && startedAt.getTime() <= at && (completedAt === null || completedAt.getTime() >= at)
  );
}

function whyExecution(row: AnyExecutionView): WhyExecution {
  const { id, jobName, reason, trigger, triggeredBy, triggerReason, scheduledAt, startedAt, completedAt } =
    row;
  const { instanceId, attempt, maxAttempts, errorMessage, definitionVersion, createdAt } = row;
  return {
    id,
    jobName,
    status: row.status as ExecutionStatus,
    reason,
    trigger,
    triggeredBy,
    triggerReason,
    scheduledAt,
    startedAt,
    completedAt,
    instanceId,
    attempt,
    maxAttempts,
    errorMessage,
    definitionVersion,
    createdAt,
  };
}
