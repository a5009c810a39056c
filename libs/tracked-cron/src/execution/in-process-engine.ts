import { setImmediate } from 'node:timers';
import { Logger } from '@nestjs/common';
import type { Clock } from '../clock.js';
import type { DatabaseClock } from '../database/database-clock.js';
import type { TrackedCronEventMap, TrackedCronEvents } from '../events.js';
import { formatDuration } from '../duration.js';
import type { ExecutionEnd } from '../history/execution-end.js';
import type { RetryWait } from '../history/failed-attempt.js';
import type { EndListener, Journal } from '../history/journal.js';
import type { Assignment } from './assignment.js';
import type { BreakerKeeper } from './breaker-keeper.js';
import { recordError } from './error-record.js';
import { PipelineError } from './errors.js';
import type { ExecutionEngine } from './execution-engine.js';
import type { ExecutionFollowers } from './execution-follower.js';
import type { LineKeeper } from './execution-log.js';
import type { CallableHandler, HandlerFactory } from './handler-factory.js';
import { GivenUpHandlers } from './given-up-handlers.js';
import { RunningExecution, type ExecutionSurroundings } from './running-execution.js';
import { StartQueue } from './start-queue.js';

/** Measured with an interceptor of the host's: 41,000 executions a second; 64 a turn 29,000, all at once 22,000. */
const STARTS_A_TURN = 16;

/** Runs executions in this process. Hears from the journal what became of their ends. */
export class InProcessEngine implements ExecutionEngine, EndListener {
  private readonly logger = new Logger('TrackedCron');
  private readonly running = new Map<string, RunningExecution>();
  /** In flight, but not called yet. */
  private readonly toStart = new StartQueue();
  /** How many more may start in this turn of the event loop. */
  private startsLeft: number;
  /**
   * Ended here, but not durably yet: by id, and by id and epoch where an end of an earlier epoch is still on its way, as when
   * an execution is back here before that was refused.
   */
  private readonly unwritten = new Map<string, Assignment>();
  private readonly givenUp: GivenUpHandlers;
  private laneFreed: (assignment: Assignment) => void = () => {};
  private readonly handlers = new WeakMap<object, CallableHandler>();
  private readonly surroundings: ExecutionSurroundings;
  private settledWanted: (() => void)[] = [];

  constructor(
    private readonly factory: Pick<HandlerFactory, 'create'>,
    private readonly journal: Pick<Journal, 'take' | 'beat' | 'freeLane'>,
    private readonly events: TrackedCronEvents,
    clock: Clock,
    databaseClock: DatabaseClock,
    private readonly breakers: Pick<BreakerKeeper, 'note'>,
    lines: LineKeeper,
    followers: Pick<ExecutionFollowers, 'begin'>,
    private readonly startsATurn = STARTS_A_TURN,
  ) {
    this.startsLeft = startsATurn;
    this.givenUp = new GivenUpHandlers(journal, (assignment) => this.laneFreed(assignment));
    this.surroundings = {
      clock,
      databaseClock,
      beat: (beat) => journal.beat(beat),
      lines,
      followers,
      random: Math.random,
      onStart: (execution) => events.emit('execution.started', () => startedEvent(execution)),
      onEnd: ({ assignment }, end) => this.write(assignment, end),
      onLateResult: ({ assignment }, settlement) => {
        this.givenUp.returned(assignment);
        this.logger.warn(
          `"${assignment.job.definition.name}" ${'error' in settlement ? 'failed' : 'finished'} after its execution ` +
            `${assignment.id} had been given up; the record stays as it is.`,
        );
      },
    };
  }

  get inFlight(): number {
    return this.running.size + this.toStart.size;
  }

  onLaneFreed(listener: (assignment: Assignment) => void): void {
    this.laneFreed = listener;
  }

  isGivenUp(executionId: string): boolean {
    return this.givenUp.isOn(executionId);
  }

  start(assignments: Assignment[]): void {
    this.toStart.put(assignments);
    this.startSome();
  }

  private run(assignment: Assignment): RunningExecution {
    const execution = new RunningExecution(assignment, this.handlerOf(assignment), this.surroundings);
    this.running.set(assignment.id, execution);
    return execution;
  }

  /**
   * A lone execution starts at once. Of thousands, some start in each turn of the event loop: what Nest's pipeline makes
   * for a call dies young then, instead of being copied about by the garbage collector, and the database's next answer
   * does not wait until all have started.
   */
  private startSome(): void {
    const now = this.toStart.take(this.startsLeft);
    if (now.length === 0) return;
    if (this.startsLeft === this.startsATurn && this.startsATurn < Infinity)
      setImmediate(() => this.nextTurn());
    this.startsLeft -= now.length;
    // in flight before the first of them is called: one that ends at once must not look like the last
    for (const execution of now.map((assignment) => this.run(assignment))) execution.start();
  }

  private nextTurn(): void {
    this.startsLeft = this.startsATurn;
    this.startSome();
  }

  owned(): string[] {
    const unwritten = [...this.unwritten.values()].map(({ id }) => id);
    return [...this.toStart.ids(), ...this.running.keys(), ...unwritten, ...this.givenUp.ids()];
  }

  abort(reason: Error, only: (assignment: Assignment) => boolean = () => true): void {
    for (const execution of this.running.values()) {
      if (only(execution.assignment)) execution.abort(reason);
    }
    for (const assignment of this.toStart.remove(only)) this.run(assignment).abort(reason);
  }

  beat(executionId: string): boolean {
    const execution = this.running.get(executionId);
    execution?.beat(null, null);
    return execution !== undefined || this.toStart.has(executionId);
  }

  settled(): Promise<void> {
    if (this.inFlight === 0) return Promise.resolve();
    return new Promise((resolve) => this.settledWanted.push(resolve));
  }

  /** Never throws: one job's broken enhancer must not keep the others of its claim from starting. */
  private handlerOf({ job: { definition } }: Assignment): CallableHandler {
    let handler = this.handlers.get(definition);
    if (handler) return handler;
    try {
      handler = this.factory.create(definition);
      this.handlers.set(definition, handler);
      return handler;
    } catch (error) {
      const problem = `${definition.source} can't be called: ${recordError(error).message}`;
      const refusal = new PipelineError(problem, { cause: error });
      return { enhancers: [], call: () => Promise.reject(refusal) };
    }
  }

  /** Where `@Cron` logs a handler's error, so that nobody who reads logs misses it. */
  private logFailure({ job, attempt, maxAttempts }: Assignment, end: ExecutionEnd): void {
    const { id, error, status, retry, completedAt } = end;
    const verb = status === 'failed' ? 'failed' : 'timed out';
    if (retry) {
      const wait = formatDuration(retry.at - completedAt);
      this.logger.warn(
        `"${job.definition.name}" ${verb} (attempt ${attempt} of ${maxAttempts} of execution ${id}) and is tried ` +
          `again in ${wait}: ${error?.message ?? ''}`,
      );
      return;
    }
    this.logger.error(
      `"${job.definition.name}" ${verb} (execution ${id}): ${error?.message ?? ''}`,
      error?.stack ?? undefined,
    );
  }

  private write(assignment: Assignment, end: ExecutionEnd): void {
    this.running.delete(assignment.id);
    const { id } = assignment;
    this.unwritten.set(this.unwritten.has(id) ? tenure(assignment) : id, assignment);
    if (end.status === 'failed' || end.status === 'timed_out') this.logFailure(assignment, end);
    if (end.keepsLane) this.givenUp.add(assignment);
    this.journal.take(end, this);
    if (this.inFlight === 0) for (const resolve of this.settledWanted.splice(0)) resolve();
  }

  /** @internal The journal says so. */
  written(end: ExecutionEnd, accepted: boolean): void {
    const key = this.unwritten.get(end.id)?.epoch === end.epoch ? end.id : tenure(end);
    const assignment = this.unwritten.get(key)!;
    this.unwritten.delete(key);
    if (accepted && end.retry) {
      const { retry } = end;
      this.events.emit('execution.retrying', () => retryingEvent(assignment, end, retry));
      return;
    }
    if (end.keepsLane) this.givenUp.written(assignment, accepted);
    else if (accepted) this.laneFreed(assignment);
    if (accepted) {
      if (assignment.job.definition.breaker) this.breakers.note(assignment.job, end);
      this.events.emit('execution.ended', () => endedEvent(assignment, end));
      return;
    }
    const { name } = assignment.job.definition;
    this.events.emit('execution.refused', () => ({ executionId: end.id, jobName: name }));
    this.logger.warn(`The end of execution ${end.id} of "${name}" was refused: it had changed hands.`);
  }

  /** @internal The journal says so. The end can't be kept, but nobody who waits for it may wait for ever. */
  refused(end: ExecutionEnd, error: unknown): void {
    this.logger.error(`The end of execution ${end.id} can't be recorded: ${recordError(error).message}`);
    this.written({ ...end, retry: undefined }, true);
  }
}

/** What one owner has of an execution. */
function tenure({ id, epoch }: Pick<Assignment, 'id' | 'epoch'>): string {
  return `${id} ${epoch}`;
}

function startedEvent({ assignment, startedAt }: RunningExecution): TrackedCronEventMap['execution.started'] {
  return { ...subject(assignment), startedAt: new Date(startedAt), attempt: assignment.attempt };
}

function endedEvent(assignment: Assignment, end: ExecutionEnd): TrackedCronEventMap['execution.ended'] {
  const { status, reason, durationMs, error, attempt } = end;
  return { ...subject(assignment), status, reason, durationMs, error, attempt };
}

function retryingEvent(
  { job, maxAttempts }: Assignment,
  { id: executionId, attempt, error }: ExecutionEnd,
  { at, failure }: RetryWait,
): TrackedCronEventMap['execution.retrying'] {
  const jobName = job.definition.name;
  return { executionId, jobName, attempt, maxAttempts, failure, error, retryAt: new Date(at) };
}

function subject({ id, job, scheduledAt, trigger }: Assignment) {
  return {
    executionId: id,
    jobName: job.definition.name,
    scheduledAt: scheduledAt === null ? null : new Date(scheduledAt),
    trigger,
  };
}
