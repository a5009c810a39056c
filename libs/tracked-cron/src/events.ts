import { EventEmitter } from 'node:events';
import { Logger } from '@nestjs/common';
import type { ExecutionTrigger } from './execution/assignment.js';
import { recordError } from './execution/error-record.js';
import type { ExecutionError } from './history/execution-end.js';
import type { EndedStatus } from './history/execution-status.js';
import type { FailureClass } from './history/failed-attempt.js';

/** What travels back: each event by name, with what it carries. All are hints; the record in the database is exact. */
export interface TrackedCronEventMap {
  /** A handler is about to be called in this process. Its birth is durable; that of a job nobody claims is on its way. */
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
  /**
   * An attempt failed, and another one is due at `retryAt`; that is durable. Told by the process that ran it, or, where
   * its instance died, by the one that found it. The next attempt may run on another instance.
   */
  'execution.retrying': {
    executionId: string;
    jobName: string;
    /** The one that failed; 1 for the first. */
    attempt: number;
    maxAttempts: number;
    failure: FailureClass;
    /** Null where it was lost with its instance. */
    error: ExecutionError | null;
    retryAt: Date;
  };
  /** The end of an execution of this process was not written: it had changed hands, and ends elsewhere. */
  'execution.refused': { executionId: string; jobName: string };
  /** This instance found an execution whose instance had died. */
  'execution.lost': { executionId: string; jobName: string };
  /** A round of claims is through: so many jobs had something due, so many could not be claimed. */
  'slots.claimed': { jobs: number; failed: number };
  /**
   * This instance recorded slots of a job as missed: nobody had run them in time. `from` is the first of them, `to` the
   * last; between them there may be one that ran.
   */
  'slots.missed': { jobName: string; from: Date; to: Date; count: number };
  /** A job's definition is in the database: at boot, or after `register`. */
  'job.registered': {
    jobName: string;
    version: number;
    schedule: string;
    timeZone: string;
    enabled: boolean;
  };
  /** A job was taken away with `unregister`, in this process. */
  'job.removed': { jobName: string };
  /** A job was paused, in this process; the pause holds on all instances. */
  'job.paused': { jobName: string; until: Date | null; by: string | null; reason: string | null };
  /** A pause was ended by hand, in this process. One that runs out by itself tells nobody. */
  'job.resumed': { jobName: string; by: string | null; reason: string | null };
  /** A job's breaker opened, or opened again, because of an execution that ended here; it holds on all instances. */
  'breaker.opened': { jobName: string; failures: number; openings: number; until: Date };
  /** A job's breaker closed, because of a good execution that ended here. */
  'breaker.closed': { jobName: string };
  /** This process became an instance of the cluster; again, under a new id, after it had lost its lease. */
  'instance.joined': { instanceId: string };
  /** This instance can't be sure any more that the others believe it alive: its executions are aborted. */
  'instance.lease-lost': { instanceId: string; why: string };
  /** The event loop of this process stood still for so long; its lease was kept. Told once it turns again. */
  'instance.loop-blocked': { instanceId: string; blockedMs: number };
  /** The database does not answer this instance; it did so last at `since`. Told once, until it is back. */
  'database.lost': { since: Date; error: string };
  /** It answers again. */
  'database.back': { since: Date; error: string };
  /** This instance left, at shutdown, and gave its lease back where the database was there to take it. */
  'instance.left': { instanceId: string };
}

/** The name of an event. */
export type TrackedCronEventName = keyof TrackedCronEventMap;

/** What an event carries. */
export type TrackedCronEvent<Name extends TrackedCronEventName> = TrackedCronEventMap[Name];

const NAMES: Readonly<Record<TrackedCronEventName, true>> = {
  'execution.started': true,
  'execution.ended': true,
  'execution.retrying': true,
  'execution.refused': true,
  'execution.lost': true,
  'slots.claimed': true,
  'slots.missed': true,
  'job.registered': true,
  'job.removed': true,
  'job.paused': true,
  'job.resumed': true,
  'breaker.opened': true,
  'breaker.closed': true,
  'instance.joined': true,
  'instance.lease-lost': true,
  'instance.loop-blocked': true,
  'database.lost': true,
  'database.back': true,
  'instance.left': true,
};

/** Every event there is. */
export const TRACKED_CRON_EVENTS = Object.keys(NAMES) as readonly TrackedCronEventName[];

type Listener<Name extends TrackedCronEventName> = (event: TrackedCronEventMap[Name]) => void;

/** Lets host code follow executions. A listener that throws is logged and harms nobody. */
export class TrackedCronEvents {
  private readonly logger = new Logger('TrackedCron');
  private readonly emitter = new EventEmitter().setMaxListeners(0);

  /** @returns a function that takes the listener away again */
  on<Name extends TrackedCronEventName>(name: Name, listener: Listener<Name>): () => void {
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

  /** The same for the next event of this kind only. */
  once<Name extends TrackedCronEventName>(name: Name, listener: Listener<Name>): () => void {
    const stop = this.on(name, (event) => {
      stop();
      return listener(event);
    });
    return stop;
  }

  /** @internal The event is made only where somebody listens. */
  emit<Name extends TrackedCronEventName>(name: Name, event: () => TrackedCronEventMap[Name]): void {
    if (this.emitter.listenerCount(name) > 0) this.emitter.emit(name, event());
  }
}
