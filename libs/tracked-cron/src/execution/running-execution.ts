import type { Clock, ClockTimer } from '../clock.js';
import type { DatabaseClock } from '../database/database-clock.js';
import type { ExecutionEnd } from '../history/execution-end.js';
import type { Heartbeat } from '../history/heartbeat.js';
import type { Assignment } from './assignment.js';
import { boundedJson } from './bounded-json.js';
import { CronContext, type ContextHost } from './cron-context.js';
import { recordError } from './error-record.js';
import { ExecutionTimeoutError } from './errors.js';
import type { CallableHandler } from './handler-factory.js';
import { outcomeOf, outcomeOfAbort, type Outcome, type Settlement } from './outcome.js';

/** What a running execution needs of the process around it. */
export interface ExecutionSurroundings {
  readonly clock: Clock;
  readonly databaseClock: DatabaseClock;
  readonly beat: (beat: Heartbeat) => void;
  /** Called once, with how the execution ended. */
  readonly onEnd: (execution: RunningExecution, end: ExecutionEnd) => void;
  /** Called when a handler settles whose execution had been given up before. */
  readonly onLateResult: (execution: RunningExecution, settlement: Settlement) => void;
}

/** One execution in flight in this process: its call, its timeout, its end. */
export class RunningExecution implements ContextHost {
  readonly startedAt: number;
  private readonly context: CronContext;
  private readonly startedMonotonic: number;
  private timer: ClockTimer | undefined;
  private ended = false;
  private progress: number | null = null;
  private progressMessage: string | null = null;

  constructor(
    readonly assignment: Assignment,
    private readonly handler: CallableHandler,
    private readonly surroundings: ExecutionSurroundings,
  ) {
    this.context = new CronContext(this);
    this.startedAt = surroundings.databaseClock.now();
    this.startedMonotonic = surroundings.clock.monotonic();
  }

  get idempotencyKey(): string {
    const { id, job, scheduledAt } = this.assignment;
    return scheduledAt === null ? id : `${job.id}:${new Date(scheduledAt).toISOString()}`;
  }

  /** Calls the handler. Never throws. */
  start(): void {
    const { timeout, name } = this.assignment.job.definition;
    if (timeout !== null) {
      this.timer = this.surroundings.clock.after(timeout, () =>
        this.abort(new ExecutionTimeoutError(name, timeout)),
      );
    }
    // only the call is part of the execution; what comes of it, and all that writes it down, is not
    this.callHandler().then(
      (value) => this.settle({ value }),
      (error: unknown) => this.settle({ error }),
    );
  }

  /** Gives the execution up: aborts its signal and ends it now, whatever its handler does with that. */
  abort(reason: Error): void {
    if (this.ended) return;
    this.end(outcomeOfAbort(reason));
    this.context.abort(reason);
  }

  beat(progress: number | null, message: string | null): void {
    if (this.ended) return;
    // beats of one second are written as one, the last: it must not take back what an earlier one said
    this.progress = progress ?? this.progress;
    this.progressMessage = message ?? this.progressMessage;
    const { id, epoch } = this.assignment;
    this.surroundings.beat({
      id,
      epoch,
      at: this.surroundings.databaseClock.now(),
      progress: this.progress,
      message: this.progressMessage,
    });
  }

  private callHandler(): Promise<unknown> {
    try {
      return CronContext.run(this.context, () => this.handler.call(this.context));
    } catch (error) {
      return Promise.reject(error as Error);
    }
  }

  private settle(settlement: Settlement): void {
    if (this.ended) return this.surroundings.onLateResult(this, settlement);
    const { definition } = this.assignment.job;
    this.end(outcomeOf(this.context.attemptRecord, settlement, definition, this.handler.enhancers));
  }

  private end(outcome: Outcome): void {
    this.ended = true;
    this.timer?.cancel();
    this.surroundings.onEnd(this, this.describe(outcome));
  }

  private describe({ status, reason, error, result }: Outcome): ExecutionEnd {
    const { id, epoch, attempt, job } = this.assignment;
    const metadata = this.context.takeMetadata();
    return {
      id,
      epoch,
      status,
      reason,
      attempt,
      startedAt: this.startedAt,
      completedAt: this.surroundings.databaseClock.now(),
      durationMs: toMicroseconds(this.surroundings.clock.monotonic() - this.startedMonotonic),
      error: error && recordError(error.thrown),
      result: job.definition.keepResult ? boundedJson(result) : null,
      metadata: metadata && (boundedJson(metadata) as Record<string, unknown>),
    };
  }
}

/** Milliseconds with three decimals: what comes after them is noise. */
function toMicroseconds(milliseconds: number): number {
  return Math.round(milliseconds * 1_000) / 1_000;
}
