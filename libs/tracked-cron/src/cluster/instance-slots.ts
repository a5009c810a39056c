import type { DatabaseClock } from '../database/database-clock.js';
import type { RegisteredJob } from '../definition/job-registry.js';
import type { ExecutionEngine } from '../execution/execution-engine.js';
import type { ExecutionBirth } from '../history/execution-birth.js';
import type { Recorder } from '../history/recorder.js';
import type { IdGenerator } from '../id-generator.js';
import { causedPlan, missedSpan } from './caused-plan.js';
import type { EvidenceLog } from './evidence-log.js';
import type { InstanceIdentity } from './instance-identity.js';
import type { InstancePauses } from './instance-pauses.js';
import type { SlotAccounts } from './slot-accounts.js';
import type { Claimable, SlotPlan } from './slot-plan.js';

/** A job with something due that every instance runs by itself. */
export interface OwnSlots extends Pick<Claimable, 'plan'> {
  readonly job: RegisteredJob;
  /** What this instance has decided; nobody else's watermark counts. */
  readonly watermark: number;
}

/**
 * Decides the slots of jobs with `scope: 'instance'`: beside the claims, without the database. A slot starts on time whether or
 * not it can be recorded; overlap is judged among the executions that this process started itself.
 */
export class InstanceSlots {
  /** The executions of each job that were started here, newest last. */
  private readonly started = new Map<string, string[]>();

  constructor(
    private readonly databaseClock: DatabaseClock,
    private readonly ids: IdGenerator,
    private readonly identity: InstanceIdentity,
    private readonly engine: ExecutionEngine,
    private readonly recorder: Recorder,
    private readonly accounts: SlotAccounts,
    private readonly pauses: InstancePauses,
    private readonly evidence: Pick<EvidenceLog, 'ownCauses'>,
  ) {}

  /** Decides what is due, and starts what may run. Never waits. */
  run(due: OwnSlots): SlotPlan {
    const { job, watermark } = due;
    const plan = this.withCauses(job, due.plan(watermark, this.pauses.heldBy(job.definition.name)));
    for (const { slot, intent, reason } of plan.slots) {
      if (intent === 'missed') this.note(job, slot, plan.next, 'missed', reason);
      else if (this.isHeldUp(job)) this.note(job, slot, plan.next, 'skipped', 'overlap');
      else this.start(job, slot, plan.next);
    }
    for (const range of plan.ranges) {
      const before = job.definition.schedule.previousBefore(range.from);
      this.accounts.counted(job.definition.name, range, before ?? watermark);
    }
    if (plan.ranges.length > 0) this.recorder.wake();
    return plan;
  }

  /** Others had slots of their own: what was missed here, this instance alone can tell. */
  private withCauses({ definition }: RegisteredJob, plan: SlotPlan): SlotPlan {
    return missedSpan([plan]) ? causedPlan(plan, definition, this.evidence.ownCauses()) : plan;
  }

  private isHeldUp({ definition: { name, overlap } }: RegisteredJob): boolean {
    const inFlight = (this.started.get(name) ?? []).filter(
      (id) => this.recorder.isInFlight(id) || this.engine.isGivenUp(id),
    );
    this.started.set(name, inFlight);
    return overlap === 'skip' && inFlight.length > 0;
  }

  private start(job: RegisteredJob, slot: number, next: number): void {
    const birth = this.birth(job, slot, next, this.databaseClock.now());
    this.started.get(job.definition.name)!.push(birth.id);
    this.recorder.begin(birth);
    this.engine.start([
      {
        id: birth.id,
        epoch: 1,
        job,
        scheduledAt: slot,
        trigger: 'schedule',
        attempt: 1,
        maxAttempts: 1,
        parameters: undefined,
      },
    ]);
  }

  private note(
    job: RegisteredJob,
    slot: number,
    next: number,
    status: 'missed' | 'skipped',
    reason: string | null,
  ): void {
    const birth = this.birth(job, slot, next, null);
    this.recorder.note(birth, {
      id: birth.id,
      epoch: 1,
      status,
      reason,
      attempt: 0,
      startedAt: null,
      completedAt: this.databaseClock.now(),
      durationMs: null,
      error: null,
      result: null,
      metadata: null,
    });
  }

  private birth(job: RegisteredJob, slot: number, next: number, startedAt: number | null): ExecutionBirth {
    return {
      id: this.ids.next(this.databaseClock.now()),
      jobName: job.definition.name,
      trigger: 'schedule',
      triggeredBy: null,
      scheduledAt: slot,
      startedAt,
      nextSlotAt: next,
      decidedUntil: slot,
      instanceId: this.identity.id,
      release: this.identity.release,
      metadata: null,
    };
  }
}
