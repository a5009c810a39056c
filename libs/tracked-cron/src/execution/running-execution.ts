import { isObservable, lastValueFrom } from 'rxjs';
import type { Clock, ClockTimer } from '../clock.js';
import type { DatabaseClock } from '../database/database-clock.js';
import type { ExecutionEnd } from '../history/execution-end.js';
import type { Heartbeat } from '../history/heartbeat.js';
import type { LogLevel } from '../history/log-line.js';
import type { Assignment } from './assignment.js';
import { boundedJson } from './bounded-json.js';
import { CronContext, type ContextHost } from './cron-context.js';
import { decideRetry } from './decide-retry.js';
import { recordError } from './error-record.js';
import { ExecutionTimeoutError } from './errors.js';
import type { AttemptFollower, ExecutionFollowers } from './execution-follower.js';
import { ExecutionLog, type LineKeeper } from './execution-log.js';
import type { CallableHandler } from './handler-factory.js';
import type { LineSource, LineText } from './line-text.js';
import { outcomeOf, outcomeOfAbort, type Outcome, type Settlement } from './outcome.js';

/** What a running execution needs of the process around it. */
export interface ExecutionSurroundings {
  readonly clock: Clock;
  readonly databaseClock: DatabaseClock;
  readonly beat: (beat: Heartbeat) => void;
  readonly lines: LineKeeper;
  readonly followers: Pick<ExecutionFollowers, 'begin'>;
  /** Of `[0, 1)`, for the jitter of waits. */
  readonly random: () => number;
  /** Called right before the handler is. */
  readonly onStart: (execution: RunningExecution) => void;
  /** Called once, with how the execution, or this attempt of it, ended. */
  readonly onEnd: (execution: RunningExecution, end: ExecutionEnd) => void;
  /** Called when a handler settles whose execution had been given up before. */
  readonly onLateResult: (execution: RunningExecution, settlement: Settlement) => void;
}

/** One execution in flight in this process: its call, its timeout, its end. */
export class RunningExecution implements ContextHost {
  /** When its handler was called, milliseconds since the epoch, database time. */
  startedAt = 0;
  private startedMonotonic = 0;
  private readonly context: CronContext;
  private readonly log: ExecutionLog | null;
  private follower: AttemptFollower | null = null;
  private timer: ClockTimer | undefined;
  private ended = false;
  private called = false;
  private progress: number | null = null;
  private progressMessage: string | null = null;

  constructor(
    readonly assignment: Assignment,
    private readonly handler: CallableHandler,
    private readonly surroundings: ExecutionSurroundings,
  ) {
    this.context = new CronContext(this);
    this.log = assignment.job.definition.logs && new ExecutionLog(assignment, surroundings.lines);
  }

  get idempotencyKey(): string {
    const { id, job, scheduledAt, trigger } = this.assignment;
    // each instance does work of its own for a slot that all of them run; a backfill does it once more
    const isShared = job.definition.scope === 'cluster' && trigger !== 'backfill';
    return scheduledAt !== null && isShared ? `${job.id}:${new Date(scheduledAt).toISOString()}` : id;
  }

  /** Calls the handler, unless it was given up before. Never throws. */
  start(): void {
    if (this.ended) return;
    this.startedAt = this.surroundings.databaseClock.now();
    this.startedMonotonic = this.surroundings.clock.monotonic();
    this.surroundings.onStart(this);
    this.follower = this.surroundings.followers.begin(this.assignment, this.startedAt);
    const { timeout, name } = this.assignment.job.definition;
    if (timeout !== null) {
      this.timer = this.surroundings.clock.after(timeout, () =>
        this.abort(new ExecutionTimeoutError(name, timeout)),
      );
    }
    this.called = true;
    let answer: unknown;
    try {
      // only the call is part of the execution; what comes of it, and all that writes it down, is not
      answer = this.within(() => this.handler.call(this.context));
    } catch (error) {
      return this.settle({ error });
    }
    this.await(answer);
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
    this.follower?.beat(progress, message);
    const { id, epoch } = this.assignment;
    this.surroundings.beat({
      id,
      epoch,
      at: this.surroundings.databaseClock.now(),
      progress: this.progress,
      message: this.progressMessage,
    });
  }

  keepsLines(level: LogLevel, source: LineSource): boolean {
    return this.log !== null && this.log.keeps(level, source);
  }

  keepLine(level: LogLevel, line: LineText): void {
    this.log?.keep(level, line);
    this.follower?.line(level, line);
  }

  private within<Result>(part: () => Result): Result {
    if (this.follower === null) return CronContext.run(this.context, part);
    return this.follower.run(() => CronContext.run(this.context, part));
  }

  /** What is there already is not waited for: a promise less, where there may be ten thousand at once. */
  private await(answer: unknown): void {
    const promise = this.within(() => promiseOf(answer));
    if (!promise) return this.settle({ value: answer });
    promise.then(
      (value) => this.await(value),
      (error: unknown) => this.settle({ error }),
    );
  }

  private settle(settlement: Settlement): void {
    this.log?.close();
    if (this.ended) return this.surroundings.onLateResult(this, settlement);
    const { definition } = this.assignment.job;
    this.end(outcomeOf(this.context.attemptRecord, settlement, definition, this.handler.enhancers));
  }

  private end(outcome: Outcome): void {
    this.ended = true;
    this.timer?.cancel();
    this.log?.flush();
    this.surroundings.onEnd(this, this.describe(outcome));
  }

  /** Whether its handler goes on, and the job counts it as in flight until it returns. */
  private keepsLane({ status, reason }: Outcome): boolean {
    const givenUp = status === 'timed_out' || reason === 'person' || reason === 'replaced';
    return givenUp && this.called && this.assignment.job.definition.zombie === 'hold';
  }

  private describe(outcome: Outcome): ExecutionEnd {
    const { status, reason, error, result } = outcome;
    const { id, epoch, attempt, maxAttempts, job } = this.assignment;
    const completedAt = this.surroundings.databaseClock.now();
    const { retryPolicy: policy } = job.definition;
    const next =
      error &&
      decideRetry({
        outcome,
        policy,
        attempt,
        maxAttempts,
        now: completedAt,
        random: this.surroundings.random(),
      });
    const durationMs = toMicroseconds(this.surroundings.clock.monotonic() - this.startedMonotonic);
    const retryAt = next?.at ?? null;
    const found = this.follower && this.follower.ended({ status, reason, error, retryAt, durationMs });
    const metadata = this.context.takeMetadata();
    return {
      id,
      epoch,
      status,
      reason: reason ?? (next?.failure === 'permanent' ? 'permanent' : null),
      attempt,
      startedAt: this.startedAt,
      completedAt,
      durationMs,
      error: error && recordError(error.thrown),
      result: job.definition.keepResult ? boundedJson(result) : null,
      metadata: metadata || found ? { ...(metadata && (boundedJson(metadata) as object)), ...found } : null,
      ...(next && next.at !== null && { retry: { at: next.at, failure: next.failure } }),
      keepsLane: !next?.at && this.keepsLane(outcome),
    };
  }
}

/** A promise of any library, or an observable's last value; undefined for what is a value already. */
function promiseOf(answer: unknown): Promise<unknown> | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  try {
    // one that says nothing is a handler without a result
    if (isObservable(answer)) return lastValueFrom(answer, { defaultValue: undefined });
    return typeof (answer as PromiseLike<unknown>).then === 'function' ? Promise.resolve(answer) : undefined;
  } catch {
    return undefined; // it can't be read, not even whether it is a promise
  }
}

/** Milliseconds with three decimals: what comes after them is noise. */
function toMicroseconds(milliseconds: number): number {
  return Math.round(milliseconds * 1_000) / 1_000;
}
