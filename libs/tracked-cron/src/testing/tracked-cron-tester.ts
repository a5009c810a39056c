import { parseDuration, type Duration } from '../duration.js';
import type { JobRegistry } from '../definition/job-registry.js';
import { executionRecordOf } from '../history/execution-record.js';
import type { ExecutionDetails, ExecutionRecord } from '../history/history-query.js';
import type { LogLine } from '../history/log-line.js';
import { MAX_LOG_LIMIT } from '../history/log-query.js';
import type { CronJobManager } from '../manager/cron-job-manager.js';
import type { Scheduler } from '../schedule/scheduler.js';
import { TrackedCronError } from '../tracked-cron.error.js';
import { TrackedCronLifecycle } from '../tracked-cron.lifecycle.js';
import type { MemoryDatabase } from './memory/memory-database.js';
import { memoryLogPage } from './memory/memory-logs.js';
import type { Settling } from './settling.js';
import { TestingLifecycle } from './testing-lifecycle.js';
import { instantOf } from './testing.options.js';
import { VirtualClock } from './virtual-clock.js';

/** Slots that are counted instead of recorded one by one: those of a pause, above all. */
export interface CountedSlots {
  readonly jobName: string;
  /** First slot. */
  readonly from: Date;
  /** Last slot; it belongs to them. */
  readonly to: Date;
  readonly outcome: 'skipped' | 'missed';
  readonly reason: string;
  readonly count: number;
}

/** What a test reaches an application by: anything Nest makes. */
interface Reachable {
  get(token: typeof TrackedCronLifecycle, options: { strict: false }): unknown;
}

/**
 * Runs jobs of an application under test, moves its time, and reads what became of them. A handler that fails rejects
 * nothing here: its failure is on record, as in production.
 */
export class TrackedCronTester {
  /** @internal Made by `TrackedCronTestingModule` and `useTrackedCronInMemory`. */
  constructor(
    private readonly manager: CronJobManager,
    private readonly registry: JobRegistry,
    private readonly scheduler: Scheduler,
    private readonly database: MemoryDatabase,
    /** Undefined where the test's own timers move time. */
    private readonly clock: VirtualClock | undefined,
    private readonly settling: Settling,
  ) {}

  /**
   * The tester of an application whose jobs run in memory.
   *
   * @param app the application, or the module that `compile()` answered
   * @throws TrackedCronError `NOT_IN_MEMORY` for any other application
   */
  static of(app: Reachable): TrackedCronTester {
    const lifecycle = lifecycleOf(app);
    if (lifecycle instanceof TestingLifecycle) return lifecycle.tester;
    throw new TrackedCronError(
      'NOT_IN_MEMORY',
      `This application ${lifecycle ? 'does not run its jobs in memory' : 'has no TrackedCronModule'}: write ` +
        'useTrackedCronInMemory(Test.createTestingModule({ imports: [AppModule] })), or import TrackedCronTestingModule.forRoot().',
    );
  }

  /** The test's time. */
  get now(): Date {
    return new Date(this.clock?.now() ?? Date.now());
  }

  /**
   * Runs a job once, now, as a manual run, through Nest's pipeline, and answers its record when it has ended. A handler
   * that doesn't end within the test's patience has its timeout come, and one that is to be tried again its next attempt:
   * time moves on to it, and what comes due on the way runs too.
   *
   * @param parameters validated by the job's schema
   * @throws TrackedCronError where nothing could be run: `UNKNOWN_JOB` with the names that are near, `JOB_IN_FLIGHT`,
   *   `INVALID_PARAMETERS`, `NOT_READY` before `app.init()`
   */
  async run(jobName: string, parameters?: unknown): Promise<ExecutionDetails> {
    let ended = false;
    const run = this.manager.execute(jobName, parameters).finally(() => (ended = true));
    const [record] = await Promise.all([run, this.clock && this.bringEnd(jobName, this.clock, () => ended)]);
    return record;
  }

  /**
   * Moves time to an instant, and runs each slot that comes due until then, that one included, in order. Handlers are
   * awaited before time goes on; see `patience`.
   *
   * @throws TrackedCronError `INVALID_OPTION` for an instant that is past, `UNSUPPORTED` where the test's own timers move time
   */
  async advanceTo(instant: Date | string | number): Promise<void> {
    const clock = this.virtualClock('advanceTo');
    const target = instantOf('advanceTo', instant);
    if (target < clock.now()) {
      throw new TrackedCronError(
        'INVALID_OPTION',
        `Time can't go back to ${new Date(target).toISOString()}, it is ${this.now.toISOString()}: start the test ` +
          "earlier, with TrackedCronTestingModule.forRoot({ now: '…' }).",
      );
    }
    await this.walk(clock, target);
  }

  /** Lets time pass: `advanceBy('90s')`. As {@link advanceTo}. */
  async advanceBy(duration: Duration): Promise<void> {
    const clock = this.virtualClock('advanceBy');
    await this.walk(clock, clock.now() + parseDuration(duration, 'advanceBy'));
  }

  /**
   * Lets time pass while nobody claims slots, as while a database is away or every process is down. The slots of that
   * time are then dealt with by each job's `misfire`.
   *
   * @throws TrackedCronError `UNSUPPORTED` where the test's own timers move time
   */
  async outage(duration: Duration): Promise<void> {
    const clock = this.virtualClock('outage');
    await this.scheduler.stop();
    await this.walk(clock, clock.now() + parseDuration(duration, 'outage'));
    this.scheduler.start();
    await this.walk(clock, clock.now());
  }

  /** Waits for handlers that were started by the code under test, or by faked timers; no longer than `patience`. */
  async settled(): Promise<void> {
    await this.settling.settle();
  }

  /**
   * What is on record, oldest first, in flight and ended: one record a slot or manual run.
   *
   * @param jobName of one job only
   * @throws TrackedCronError `UNKNOWN_JOB`
   */
  records(jobName?: string): ExecutionRecord[] {
    const known = jobName === undefined ? undefined : this.nameOf(jobName);
    return this.database
      .executions()
      .filter((row) => known === undefined || row.jobName === known)
      .map(executionRecordOf);
  }

  /**
   * What an execution has logged, in order: through Nest's `Logger` or `ctx.log`, from the job's `logs.level` on.
   *
   * @param executionId `id` of a record
   */
  logLines(executionId: string): LogLine[] {
    const lines: LogLine[] = [];
    let after: string | undefined;
    for (;;) {
      const log = memoryLogPage(this.database, executionId, { after, limit: MAX_LOG_LIMIT });
      lines.push(...(log?.items ?? []));
      if (!log?.page.more) return lines;
      after = log.page.next ?? undefined;
    }
  }

  /** Slots that were only counted, oldest first. @throws TrackedCronError `UNKNOWN_JOB` */
  countedSlots(jobName?: string): CountedSlots[] {
    const known = jobName === undefined ? undefined : this.nameOf(jobName);
    return this.database.ranges
      .map(({ jobId, fromSlot, toSlot, outcome, reason, count }) => ({
        jobName: this.database.jobs.get(jobId)!.name,
        from: fromSlot,
        to: toSlot,
        outcome: outcome as CountedSlots['outcome'],
        reason,
        count,
      }))
      .filter((slots) => known === undefined || slots.jobName === known);
  }

  /** When a job is due next; null for one that never is, because it is disabled. @throws TrackedCronError `UNKNOWN_JOB` */
  nextSlot(jobName: string): Date | null {
    const slot = this.scheduler.nextSlot(this.nameOf(jobName));
    return slot === undefined ? null : new Date(slot);
  }

  /** Forgets what is on record. Jobs, pauses, time, and what is in flight stay. */
  clear(): void {
    this.database.clear();
  }

  private nameOf(jobName: string): string {
    // a job that was unregistered is still on record
    return this.database.jobNamed(jobName)?.name ?? this.registry.get(jobName).definition.name;
  }

  private async walk(clock: VirtualClock, target: number): Promise<void> {
    await this.settling.settle();
    for (;;) {
      const left = target - clock.now();
      const step = clock.untilNext;
      if (step === undefined || step > left) return clock.advance(left);
      clock.advance(step);
      await this.settling.settle();
    }
  }

  /**
   * The deadline of a handler, and the end of a wait, can only come when time is moved; a handler that is merely slow is
   * awaited as long as it takes.
   */
  private async bringEnd(jobName: string, clock: VirtualClock, ended: () => boolean): Promise<void> {
    const job = this.registry.registered().find(({ definition }) => definition.name === jobName);
    const deadline = () => (job?.definition.timeout ? clock.now() + job.definition.timeout : null);
    let timeoutAt = deadline();
    let last: number | undefined;
    for (;;) {
      await this.settling.settle();
      const waiting = job && this.waitOf(job.id);
      const next = waiting ?? timeoutAt;
      if (ended() || next === null || next < clock.now() || next === last) return;
      last = next;
      await this.walk(clock, next);
      timeoutAt = waiting ? deadline() : null;
    }
  }

  /** When the next attempt of a job is due, if one waits. */
  private waitOf(job: string): number | undefined {
    const rows = [...this.database.live.values()];
    return rows.find(({ jobId, status }) => jobId === job && status === 'pending')?.availableAt.getTime();
  }

  private virtualClock(method: string): VirtualClock {
    if (this.clock) return this.clock;
    throw new TrackedCronError(
      'UNSUPPORTED',
      `${method} can't move time here, because with { timers } the test's own timers do: write ` +
        'jest.advanceTimersByTime(60_000), or leave timers out.',
    );
  }
}

function lifecycleOf(app: Reachable): unknown {
  try {
    return app.get(TrackedCronLifecycle, { strict: false });
  } catch {
    return undefined;
  }
}
