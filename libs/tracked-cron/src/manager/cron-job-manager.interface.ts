import type { CronJobConfig, CronJobFactoryConfig } from '../definition/cron-job-config.js';
import type { Freeze } from '../definition/freeze.repository.js';
import type { JobName, JobParameters, ParametersArgument } from '../definition/tracked-jobs.js';
import type { TrackedCronEvents } from '../events.js';
import type {
  ExecutionDetails,
  ExecutionRecord,
  HistoryPage,
  HistoryQuery,
} from '../history/history-query.js';
import type { LogPage, LogQuery } from '../history/log-query.js';
import type { FailureGroupsManager } from './job-failures.interface.js';
import type { RelatedExecutions } from '../history/related-executions.js';
import type { IJobConfiguration } from './configuration/job-configuration.interface.js';
import type { JobRecord } from './job-record.js';
import type {
  BackfilledRange,
  BackfillOptions,
  CancelledExecution,
  FreezeOptions,
  SteeringWords,
  UnfreezeOptions,
} from './job-steering.interface.js';
import type { IJobBulk } from './bulk/job-bulk.interface.js';
import type { IJobSlots } from './slots/job-slots.interface.js';
import type { IJobObjectives } from './job-objectives.interface.js';
import type { IJobStatistics } from './job-statistics.interface.js';
import type { InsightReading } from './insight/insight.interface.js';
import type { AuditReading } from './audit/audit-reading.interface.js';
import type { TimelineReading } from './timeline/timeline.interface.js';
import type { Scrubbing } from './scrub/scrub.interface.js';
import type { JobStatus } from './job-status.js';
import type { Explanation } from './why/explanation.js';

/** How a job is run by hand. */
export interface TriggerOptions<Parameters = unknown> {
  /** Validated by the job's `parameters`; a job without takes none. At most 8 KB of JSON. Default: none. */
  parameters?: Parameters;
  /** Who asks, for the record: a user's id or name; at most 1,000 bytes. Default: nobody. */
  by?: string;
  /** Why, in a person's words; at most 1,000 bytes. Default: none. */
  reason?: string;
  /** Asking again with the same key answers the same execution instead of starting another. At most 200 characters. Default: none, each call starts one. */
  idempotencyKey?: string;
  /** `'allow'`: start it beside what is in flight, whatever the job's own overlap. Default: as the job says. */
  overlap?: 'allow';
  /** Start it although a freeze holds the job. Default: false. */
  force?: boolean;
  /** Of the request that it comes with, for the audit log; at most 300 bytes are kept. Default: none. */
  requestId?: string;
}

/** The options as last argument: they can only be left out where the job can do without parameters. */
export type TriggerArgument<Name extends string> = Name extends string
  ? undefined extends JobParameters<Name>
    ? [options?: TriggerOptions<JobParameters<Name>>]
    : [options: TriggerOptions<JobParameters<Name>> & { parameters: JobParameters<Name> }]
  : never;

/** What a trigger answers. */
export interface TriggeredExecution {
  readonly executionId: string;
  readonly jobName: string;
  /** `running` where this instance runs it, `pending` where it waits for one that does. */
  readonly status: 'running' | 'pending';
}

/** Why a job is paused, and until when. */
export interface PauseOptions {
  /** Why, in a person's words. Default: none. */
  reason?: string;
  /** When the pause ends by itself. Default: not before `resume`. */
  until?: Date;
  /** Who asks, for the record. Default: nobody. */
  by?: string;
  /** Of the request that it comes with, for the audit log; at most 300 bytes are kept. Default: none. */
  requestId?: string;
}

/**
 * The one object through which people and code see and steer jobs. A name that nobody knows is refused with
 * `UNKNOWN_JOB`; while the database has not been reached yet, everything that needs it is refused with `NOT_READY`.
 */
export interface ICronJobManager
  extends
    IJobConfiguration,
    IJobSlots,
    IJobBulk,
    IJobStatistics,
    IJobObjectives,
    FailureGroupsManager,
    InsightReading,
    TimelineReading,
    AuditReading,
    Scrubbing {
  /** Whose jobs it steers. */
  readonly application: string;
  /** Where they run. */
  readonly environment: string;
  /** What this process runs, as it calls it: see `release` of `TrackedCronModule`. */
  readonly release: string | null;

  /** Typed events of this process. */
  readonly events: TrackedCronEvents;

  /** Defines a job at run time. @throws TrackedCronError what is wrong with it, as at boot */
  register(config: CronJobConfig | CronJobFactoryConfig): Promise<void>;

  /** Forgets a job in this process and marks it as removed; also one that no code has any more. Its history stays; what runs goes on. */
  unregister(jobName: JobName): Promise<void>;

  /**
   * Runs a job now, in this process, and waits for its end, that of its last attempt where it is retried.
   * @throws TrackedCronError `JOB_IN_FLIGHT` when it may not run beside itself, `FROZEN`, `CONCURRENCY_LIMIT`,
   *   `NOT_EXECUTING` where this process runs no jobs
   */
  execute<Name extends JobName>(
    jobName: Name,
    ...parameters: ParametersArgument<Name>
  ): Promise<ExecutionDetails>;

  /**
   * Starts a job now, here or, where this process doesn't execute it, on an instance that does.
   * @throws TrackedCronError `JOB_IN_FLIGHT`, `FROZEN`, `CONCURRENCY_LIMIT`, `INVALID_PARAMETERS`
   */
  triggerManually<Name extends JobName>(
    jobName: Name,
    ...options: TriggerArgument<Name>
  ): Promise<TriggeredExecution>;

  /** A page of executions, newest first, in flight and ended. @throws TrackedCronError `INVALID_QUERY`, `INVALID_CURSOR` */
  getHistory(query?: HistoryQuery): Promise<HistoryPage>;

  /** One execution, with the attempts that failed before its last; null when there is none with this id. */
  getExecution(executionId: string): Promise<ExecutionDetails | null>;

  /**
   * What stands around an execution: the job's previous and next one, others with the same fault, and what else failed at
   * that time.
   */
  getRelated(execution: ExecutionRecord): Promise<RelatedExecutions>;

  /**
   * Log lines of an execution, in flight or ended, in the order in which they were logged; null when there is none with this
   * id. They are written once a second, and when it ends. Read on with `after: page.next`.
   * @throws TrackedCronError `INVALID_QUERY`, `INVALID_CURSOR`
   */
  getLogs(executionId: string, query?: LogQuery): Promise<LogPage | null>;

  /** One job as it is defined: every option, what it came to, and who said so. */
  getJob(jobName: JobName): Promise<JobRecord>;

  /** Every job of this application and environment as it is defined, by name. */
  getJobs(): Promise<JobRecord[]>;

  /** One job, with its health. */
  getStatus(jobName: JobName): Promise<JobStatus>;

  /**
   * Every job of this application and environment, by name.
   * @param jobNames only these; names that nobody knows are left out
   */
  getStatuses(jobNames?: readonly JobName[]): Promise<JobStatus[]>;

  /**
   * Why a job did or did not run at an instant, past or to come: one sentence, a stable code, what on record it rests on,
   * and what happens next by itself. The instant is compared with the job's slots to the millisecond; where none is due
   * then, the answer names the nearest. Jobs that were removed are explained too.
   * @throws TrackedCronError `UNKNOWN_JOB` for a name that was never registered, `INVALID_INSTANT`
   */
  explain(jobName: JobName, at: Date): Promise<Explanation>;

  /**
   * Notes a sign of life for an execution of this process; handlers use `CronContext.heartbeat()`.
   * @returns false when no such execution is in flight here
   */
  updateHeartbeat(executionId: string): boolean;

  /** Lets no slot of a job run, on all instances; slots that come due are counted as skipped. */
  pause(jobName: JobName, options?: PauseOptions): Promise<void>;

  /** Ends a pause before its time; what came due meanwhile stays skipped. */
  resume(jobName: JobName, options?: SteeringWords): Promise<void>;

  /**
   * Cancels an execution, wherever it waits or runs. One that runs gets its signal aborted and ends `cancelled`, reason
   * `person`; a handler that ignores its signal goes on, and holds the job's lane until it returns (`zombie`).
   * @throws TrackedCronError `UNKNOWN_EXECUTION`, `NOT_IN_FLIGHT`, `OBSERVED_JOB`
   */
  cancel(executionId: string, options?: SteeringWords): Promise<CancelledExecution>;

  /**
   * Lets the next slot of a job pass: once over all instances it is recorded as skipped, reason `skip_next`. Asking again
   * before it has come means the same slot.
   * @returns the slot
   * @throws TrackedCronError `NO_SLOT` for a job that is never due
   */
  skipNext(jobName: JobName, options?: SteeringWords): Promise<Date>;

  /**
   * Lets nothing start, on all instances: slots are counted as skipped, reason `frozen`, what waits goes on waiting,
   * manual runs are refused with `FROZEN` unless they say `force: true`. What runs may end.
   */
  freeze(options?: FreezeOptions): Promise<void>;

  /** Ends a freeze; what came due meanwhile stays skipped. @returns false where there was none */
  unfreeze(options?: UnfreezeOptions): Promise<boolean>;

  /** The freezes that hold now: what, since when, until when, by whom and why. */
  getFreezes(): Promise<Freeze[]>;

  /**
   * Runs the job for every slot from `from` to `to`, both included, in order and one at a time, as executions with trigger
   * `backfill`. Each waits for the job's lane; slots that come due go first.
   * @throws TrackedCronError `BACKFILL_TOO_LARGE` beyond 1,000 that wait, `INVALID_OPTION` for a range that is not past
   */
  backfill(jobName: JobName, from: Date, to: Date, options?: BackfillOptions): Promise<BackfilledRange>;
}
