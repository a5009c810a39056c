import { gateOf, throughGate, type BreakerGate } from '../../cluster/breaker-gate.js';
import type { ClaimedJob, ClaimedJobs } from '../../cluster/claimed-jobs.js';
import type { ClaimRound } from '../../cluster/slot-claimer.js';
import type { Claimable, PlannedRange, PlannedSlot, SlotPlan } from '../../cluster/slot-plan.js';
import type { InstanceIdentity } from '../../cluster/instance-identity.js';
import type { DatabaseClock } from '../../database/database-clock.js';
import type { CronJobEntity } from '../../definition/cron-job.entity.js';
import type { JobRegistry } from '../../definition/job-registry.js';
import type { Assignment } from '../../execution/assignment.js';
import type { ExecutionEngine } from '../../execution/execution-engine.js';
import type { IdGenerator } from '../../id-generator.js';
import type { SlotClaims } from '../../schedule/scheduler.js';
import { decideSlots, type JobLanes, type SlotFate } from '../../cluster/decide-slots.js';
import type { OverlapPolicy } from '../../definition/job-definition.js';
import { dateOf, executionRow, liveRow, type Birth, type LiveRow } from './execution-row.js';
import type { MemoryCancelDesk } from './memory-cancel-desk.js';
import { realImmediate } from '../real-timers.js';
import type { MemoryDatabase } from './memory-database.js';

/**
 * What the statements of a claim decide, for one instance: watermark, pause, overlap; what is planned comes from the
 * schedule's own rules. It answers at once, so that a faked timer has called its handlers when it returns.
 */
export class MemoryClaims implements SlotClaims {
  /** Born in this turn of the event loop. */
  private readonly newborn = new Set<string>();

  constructor(
    private readonly database: MemoryDatabase,
    private readonly clock: DatabaseClock,
    private readonly ids: IdGenerator,
    private readonly identity: Pick<InstanceIdentity, 'id' | 'release'>,
    private readonly jobs: JobRegistry,
    private readonly engine: Pick<ExecutionEngine, 'start'>,
    private readonly cancels: Pick<MemoryCancelDesk, 'replaceAll'>,
  ) {}

  claim(due: Claimable[]): ClaimRound {
    const { claimed, assignments } = this.decide(due);
    this.engine.start(assignments);
    return { claimed, failed: [], error: undefined };
  }

  /** The part of it that is the database's. */
  decide(due: readonly Claimable[]): ClaimedJobs {
    const now = this.clock.now();
    const planned = inOrder(due)
      .flatMap((claimable) => {
        const job = this.database.jobs.get(claimable.jobId);
        if (!job) return [];
        const gate = this.gateOf(job);
        const whole = claimable.plan(job.lastSlotAt.getTime(), this.database.holdOf(job, now));
        const plan = throughGate(whole, gate);
        const plain = job.skipSlot === null && job.breakerUntil === null && isOnlyOne(plan);
        return [{ job, gate, careful: claimable.careful || !plain, ...plan }];
      })
      .sort((a, b) => Number(a.careful) - Number(b.careful));
    const fates = decideSlots(
      planned.map(({ job, slots }) => this.lanesOf(job, slots, now)),
      (key) => this.database.groupLanes(key),
    );
    const claimed: ClaimedJob[] = [];
    const assignments: Assignment[] = [];
    for (const [nth, { job, gate, slots, ranges, watermark, next }] of planned.entries()) {
      const born = this.write(job, fates[nth], next, now);
      if (gate === 'one' && born.length > 0) job.breakerTrial = born[0].id;
      assignments.push(...born);
      for (const range of ranges) this.count(job, range, isFirst(range, slots, ranges));
      job.lastSlotAt = dateOf(Math.max(job.lastSlotAt.getTime(), watermark));
      if (job.skipSlot !== null && job.skipSlot <= job.lastSlotAt)
        job.skipSlot = job.skipBy = job.skipReason = null;
      claimed.push({ jobId: job.id, watermark, next });
    }
    return { claimed, assignments };
  }

  private lanesOf(job: CronJobEntity, slots: readonly PlannedSlot[], now: number): JobLanes {
    const rows = this.database.liveOf(job.id);
    const { concurrencyKey: key, concurrencyLimit: limit } = job;
    return {
      overlap: job.overlap as OverlapPolicy,
      maxQueued: job.maxQueued,
      concurrency: key === null ? null : { key, limit: limit! },
      skipSlot: job.skipSlot?.getTime() ?? null,
      held: rows.filter((row) => row.holdsLane && !this.isNewborn(row, now)).length,
      queued: rows.filter(({ holdsLane, trigger }) => !holdsLane && trigger !== 'backfill').length,
      slots,
    };
  }

  private gateOf({ breakerUntil, breakerTrial }: CronJobEntity): BreakerGate {
    const trialInFlight = breakerTrial !== null && this.database.live.has(breakerTrial);
    return gateOf({ until: breakerUntil?.getTime() ?? null, trialInFlight, now: this.clock.now() });
  }

  private write(job: CronJobEntity, fates: readonly SlotFate[], next: number, now: number): Assignment[] {
    const assignments: Assignment[] = [];
    for (const { slot, status, reason } of fates) {
      const skippedByHand = reason === 'skip_next';
      const birth: Birth = {
        id: this.ids.next(now),
        status,
        reason,
        trigger: 'schedule',
        scheduledAt: slot,
        nextSlotAt: next,
        now,
        instanceId: status === 'pending' ? null : this.identity.id,
        release: this.identity.release,
        triggeredBy: skippedByHand ? job.skipBy : null,
        triggerReason: skippedByHand ? job.skipReason : null,
      };
      if (status === 'skipped' || status === 'missed') {
        this.database.ended.set(birth.id, executionRow(job, birth));
        continue;
      }
      if (status === 'running' && job.overlap === 'cancelPrevious') this.cancels.replaceAll(job.id);
      this.database.live.set(birth.id, liveRow(job, birth, status === 'running'));
      if (status === 'pending') continue;
      this.noteNewborn(birth.id);
      const registered = this.jobs.find(job.id);
      if (registered) assignments.push(assignmentOf(birth.id, registered, slot));
    }
    return assignments;
  }

  /**
   * An execution of an earlier instant doesn't count before the event loop has turned: it is not slow, the test's clock
   * jumped over it (`jest.advanceTimersByTime`), and its handler had no chance to return.
   */
  private isNewborn({ id, startedAt }: LiveRow, now: number): boolean {
    return this.newborn.has(id) && startedAt!.getTime() < Math.round(now);
  }

  private noteNewborn(id: string): void {
    if (this.newborn.size === 0) realImmediate(() => this.newborn.clear());
    this.newborn.add(id);
  }

  /** A pause of a week is one row that grows. */
  private count(
    job: CronJobEntity,
    { from, to, outcome, reason, count }: PlannedRange,
    goesOn: boolean,
  ): void {
    const open = this.database.ranges.find(
      (range) =>
        goesOn &&
        range.jobId === job.id &&
        range.outcome === outcome &&
        range.reason === reason &&
        range.toSlot.getTime() === job.lastSlotAt.getTime(),
    );
    if (open) {
      open.toSlot = dateOf(to);
      open.count += count;
      return;
    }
    const id = this.ids.next(this.clock.now());
    this.database.ranges.push({
      id,
      jobId: job.id,
      fromSlot: dateOf(from),
      toSlot: dateOf(to),
      outcome,
      reason,
      count,
      rolledCount: 0,
      rolledTo: null,
    });
  }
}

/** What the quick claim decides, which comes before the careful one. */
function isOnlyOne({ slots, ranges }: SlotPlan): boolean {
  return slots.length === 1 && slots[0].intent === 'run' && ranges.length === 0;
}

/** Whether no other slot of the plan lies before a range. */
function isFirst(
  { from }: PlannedRange,
  slots: readonly PlannedSlot[],
  ranges: readonly PlannedRange[],
): boolean {
  return slots.every(({ slot }) => slot > from) && ranges.every((other) => other.from >= from);
}

/** In the order in which PostgreSQL locks and decides them. */
function inOrder(due: readonly Claimable[]): Claimable[] {
  return [...due].sort((a, b) => (a.jobId < b.jobId ? -1 : 1));
}

function assignmentOf(id: string, job: Assignment['job'], scheduledAt: number): Assignment {
  const { maxAttempts } = job.definition.retryPolicy;
  const first = { epoch: 1, attempt: 1, maxAttempts, parameters: undefined };
  return { id, job, scheduledAt, trigger: 'schedule', ...first };
}
