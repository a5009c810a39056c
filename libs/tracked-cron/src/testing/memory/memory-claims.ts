import { gateOf, throughGate, type BreakerGate } from '../../cluster/breaker-gate.js';
import type { ClaimedJob } from '../../cluster/claimed-jobs.js';
import type { ClaimRound } from '../../cluster/slot-claimer.js';
import type { Claimable, PlannedRange, PlannedSlot } from '../../cluster/slot-plan.js';
import type { InstanceIdentity } from '../../cluster/instance-identity.js';
import type { DatabaseClock } from '../../database/database-clock.js';
import type { CronJobEntity } from '../../definition/cron-job.entity.js';
import type { JobRegistry } from '../../definition/job-registry.js';
import type { Assignment } from '../../execution/assignment.js';
import type { ExecutionEngine } from '../../execution/execution-engine.js';
import type { IdGenerator } from '../../id-generator.js';
import type { SlotClaims } from '../../schedule/scheduler.js';
import { dateOf, executionRow } from './execution-row.js';
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
    private readonly identity: InstanceIdentity,
    private readonly jobs: JobRegistry,
    private readonly engine: ExecutionEngine,
  ) {}

  claim(due: Claimable[]): ClaimRound {
    const claimed: ClaimedJob[] = [];
    const assignments: Assignment[] = [];
    for (const claimable of inOrder(due)) {
      const job = this.database.jobs.get(claimable.jobId);
      if (!job) continue;
      const gate = this.gateOf(job);
      const plan = claimable.plan(job.lastSlotAt.getTime(), this.isPaused(job));
      const { slots, ranges, watermark, next } = throughGate(plan, gate);
      const born = this.decide(job, slots, next);
      if (gate === 'one' && born.length > 0) job.breakerTrial = born[0].id;
      assignments.push(...born);
      for (const range of ranges) this.count(job, range);
      job.lastSlotAt = dateOf(Math.max(job.lastSlotAt.getTime(), watermark));
      claimed.push({ jobId: job.id, watermark, next });
    }
    this.engine.start(assignments);
    return { claimed, failed: [], error: undefined };
  }

  private gateOf({ breakerUntil, breakerTrial }: CronJobEntity): BreakerGate {
    const trialInFlight = breakerTrial !== null && this.database.live.has(breakerTrial);
    return gateOf({ until: breakerUntil?.getTime() ?? null, trialInFlight, now: this.clock.now() });
  }

  private isPaused({ pausedAt, pausedUntil }: CronJobEntity): boolean {
    return pausedAt !== null && (pausedUntil === null || pausedUntil.getTime() > this.clock.now());
  }

  private decide(job: CronJobEntity, slots: readonly PlannedSlot[], next: number): Assignment[] {
    const assignments: Assignment[] = [];
    const now = this.clock.now();
    const busy = job.overlap !== 'allow' && this.isInFlight(job, now);
    let started = 0;
    for (const { slot, intent, reason } of slots) {
      const skipped = intent === 'run' && (busy || (job.overlap !== 'allow' && started > 0));
      const status = intent === 'missed' ? 'missed' : skipped ? 'skipped' : 'running';
      const id = this.ids.next(now);
      const row = executionRow(job, {
        id,
        status,
        reason: skipped ? 'overlap' : reason,
        trigger: 'schedule',
        scheduledAt: slot,
        nextSlotAt: next,
        now,
        instanceId: this.identity.id,
        release: this.identity.release,
      });
      if (status !== 'running') {
        this.database.ended.set(id, row);
        continue;
      }
      started += 1;
      this.database.live.set(id, row);
      this.noteNewborn(id);
      const registered = this.jobs.find(job.id);
      if (registered) assignments.push(assignmentOf(id, registered, slot));
    }
    return assignments;
  }

  /**
   * An execution of an earlier instant doesn't count before the event loop has turned: it is not slow, the test's clock
   * jumped over it (`jest.advanceTimersByTime`), and its handler had no chance to return.
   */
  private isInFlight(job: CronJobEntity, now: number): boolean {
    return [...this.database.live.values()].some(
      ({ id, jobId, startedAt }) =>
        jobId === job.id && !(this.newborn.has(id) && startedAt!.getTime() < Math.round(now)),
    );
  }

  private noteNewborn(id: string): void {
    if (this.newborn.size === 0) realImmediate(() => this.newborn.clear());
    this.newborn.add(id);
  }

  /** A pause of a week is one row that grows. */
  private count(job: CronJobEntity, { from, to, outcome, reason, count }: PlannedRange): void {
    const open = this.database.ranges.find(
      (range) =>
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
    });
  }
}

/** In the order in which PostgreSQL locks and decides them. */
function inOrder(due: Claimable[]): Claimable[] {
  return [...due].sort((a, b) => (a.jobId < b.jobId ? -1 : 1));
}

function assignmentOf(id: string, job: Assignment['job'], scheduledAt: number): Assignment {
  const { maxAttempts } = job.definition.retryPolicy;
  const first = { epoch: 1, attempt: 1, maxAttempts, parameters: undefined };
  return { id, job, scheduledAt, trigger: 'schedule', ...first };
}
