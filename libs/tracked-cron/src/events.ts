import { EventEmitter } from 'node:events';
import { Logger } from '@nestjs/common';
import type { ExecutionTrigger } from './execution/assignment.js';
import { recordError } from './execution/error-record.js';
import type { ExecutionError } from './history/execution-end.js';
import type { EndedStatus } from './history/execution-status.js';

/** What travels back: each event by name, with what it carries. All are hints; the record in the database is exact. */
export interface TrackedCronEventMap {
  /** A handler is about to be called in this process. Its birth is durable. */
  'execution.started': {
    executionId: string;
    jobName: string;
    scheduledAt: Date | null;
    startedAt: Date;
    trigger: ExecutionTrigger;
    attempt: number;
  };
  /** An execution of this process ended, and its end is durable. */
  'execution.ended': {
    executionId: string;
    jobName: string;
    scheduledAt: Date | null;
    status: EndedStatus;
    reason: string | null;
    durationMs: number | null;
    error: ExecutionError | null;
    trigger: ExecutionTrigger;
    attempt: number;
  };
  /** The end of an execution of this process was not written: it had changed hands, and ends elsewhere. */
  'execution.refused': { executionId: string; jobName: string };
  /** This instance found an execution whose instance had died. */
  'execution.lost': { executionId: string; jobName: string };
  /** A round of claims is through: so many jobs had something due, so many could not be claimed. */
  'slots.claimed': { jobs: number; failed: number };
}

type Listener<Name extends keyof TrackedCronEventMap> = (event: TrackedCronEventMap[Name]) => void;

/** Lets host code follow executions. A listener that throws is logged and harms nobody. */
export class TrackedCronEvents {
  private readonly logger = new Logger('TrackedCron');
  private readonly emitter = new EventEmitter().setMaxListeners(0);

  /** @returns a function that takes the listener away again */
  on<Name extends keyof TrackedCronEventMap>(name: Name, listener: Listener<Name>): () => void {
    const failed = (error: unknown) => {
      const { message, stack } = recordError(error);
      this.logger.error(`A listener of "${name}" failed: ${message}`, stack ?? undefined);
    };
    const guarded = (event: TrackedCronEventMap[Name]) => {
      try {
        const answer: unknown = listener(event);
        if (answer instanceof Promise) answer.catch(failed);
      } catch (error) {
        failed(error);
      }
    };
    this.emitter.on(name, guarded);
    return () => this.emitter.off(name, guarded);
  }

  /** @internal The event is made only where somebody listens. */
  emit<Name extends keyof TrackedCronEventMap>(name: Name, event: () => TrackedCronEventMap[Name]): void {
    if (this.emitter.listenerCount(name) > 0) this.emitter.emit(name, event());
  }
}
