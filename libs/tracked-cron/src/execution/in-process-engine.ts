import { Logger } from '@nestjs/common';
import type { Clock } from '../clock.js';
import type { DatabaseClock } from '../database/database-clock.js';
import type { TrackedCronEventMap, TrackedCronEvents } from '../events.js';
import type { ExecutionEnd } from '../history/execution-end.js';
import type { Journal } from '../history/journal.js';
import type { Assignment } from './assignment.js';
import { recordError } from './error-record.js';
import { PipelineError } from './errors.js';
import type { ExecutionEngine } from './execution-engine.js';
import type { CallableHandler, HandlerFactory } from './handler-factory.js';
import { RunningExecution, type ExecutionSurroundings } from './running-execution.js';

/** Runs executions in this process. */
export class InProcessEngine implements ExecutionEngine {
  private readonly logger = new Logger('TrackedCron');
  private readonly running = new Map<string, RunningExecution>();
  /** Ended here, but not durably yet. */
  private readonly unwritten = new Set<string>();
  private readonly handlers = new WeakMap<object, CallableHandler>();
  private readonly surroundings: ExecutionSurroundings;
  private settledWanted: (() => void)[] = [];

  constructor(
    private readonly factory: HandlerFactory,
    private readonly journal: Pick<Journal, 'end' | 'beat'>,
    private readonly events: TrackedCronEvents,
    clock: Clock,
    databaseClock: DatabaseClock,
  ) {
    this.surroundings = {
      clock,
      databaseClock,
      beat: (beat) => journal.beat(beat),
      onEnd: (execution, end) => void this.write(execution, end),
      onLateResult: ({ assignment }, settlement) =>
        this.logger.warn(
          `"${assignment.job.definition.name}" ${'error' in settlement ? 'failed' : 'finished'} after its execution ` +
            `${assignment.id} had been given up; the record stays as it is.`,
        ),
    };
  }

  get inFlight(): number {
    return this.running.size;
  }

  start(assignments: Assignment[]): void {
    for (const assignment of assignments) {
      const execution = new RunningExecution(assignment, this.handlerOf(assignment), this.surroundings);
      this.running.set(assignment.id, execution);
      this.events.emit('execution.started', () => startedEvent(execution));
      execution.start();
    }
  }

  owned(): string[] {
    return [...this.running.keys(), ...this.unwritten];
  }

  abort(reason: Error, only: (assignment: Assignment) => boolean = () => true): void {
    for (const execution of this.running.values()) {
      if (only(execution.assignment)) execution.abort(reason);
    }
  }

  beat(executionId: string): boolean {
    const execution = this.running.get(executionId);
    execution?.beat(null, null);
    return execution !== undefined;
  }

  settled(): Promise<void> {
    if (this.running.size === 0) return Promise.resolve();
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
  private logFailure({ job }: Assignment, { id, error, status }: ExecutionEnd): void {
    const verb = status === 'failed' ? 'failed' : 'timed out';
    this.logger.error(
      `"${job.definition.name}" ${verb} (execution ${id}): ${error?.message ?? ''}`,
      error?.stack ?? undefined,
    );
  }

  private async write({ assignment }: RunningExecution, end: ExecutionEnd): Promise<void> {
    this.running.delete(assignment.id);
    this.unwritten.add(assignment.id);
    if (end.status === 'failed' || end.status === 'timed_out') this.logFailure(assignment, end);
    const written = this.journal.end(end).catch((error: Error) => {
      this.logger.error(`The end of execution ${end.id} can't be recorded: ${error.message}`);
      return true;
    });
    if (this.running.size === 0) for (const resolve of this.settledWanted.splice(0)) resolve();
    const accepted = await written;
    this.unwritten.delete(assignment.id);
    if (accepted) {
      this.events.emit('execution.ended', () => endedEvent(assignment, end));
    } else {
      this.events.emit('execution.refused', () => ({
        executionId: end.id,
        jobName: assignment.job.definition.name,
      }));
      this.logger.warn(
        `The end of execution ${end.id} of "${assignment.job.definition.name}" was refused: it had changed hands.`,
      );
    }
  }
}

function startedEvent({ assignment, startedAt }: RunningExecution): TrackedCronEventMap['execution.started'] {
  return { ...subject(assignment), startedAt: new Date(startedAt), attempt: assignment.attempt };
}

function endedEvent(assignment: Assignment, end: ExecutionEnd): TrackedCronEventMap['execution.ended'] {
  const { status, reason, durationMs, error, attempt } = end;
  return { ...subject(assignment), status, reason, durationMs, error, attempt };
}

function subject({ id, job, scheduledAt, trigger }: Assignment) {
  return {
    executionId: id,
    jobName: job.definition.name,
    scheduledAt: scheduledAt === null ? null : new Date(scheduledAt),
    trigger,
  };
}
