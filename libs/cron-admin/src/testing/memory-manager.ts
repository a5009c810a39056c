import {
  TrackedCronError,
  type AuditPage,
  type AuditQuery,
  type BackfilledRange,
  type BackfillOptions,
  type CancelledExecution,
  type DiagnosisFinding,
  type FreezeOptions,
  type SteeringWords,
  type UnfreezeOptions,
  type ExecutionDetails,
  type Explanation,
  type HistoryPage,
  type HistoryQuery,
  type ICronJobManager,
  type JobRecord,
  type JobStatus,
  type PauseOptions,
  type LogLine,
  type LogPage,
  type LogQuery,
  type TriggeredExecution,
  type TriggerOptions,
} from 'nestjs-tracked-cron';

/** What the admin needs of a manager, without a database: it keeps what it is asked and answers what it is told. */
export class MemoryManager implements Pick<
  ICronJobManager,
  | 'application'
  | 'environment'
  | 'getHistory'
  | 'getExecution'
  | 'getLogs'
  | 'getJob'
  | 'explain'
  | 'getJobs'
  | 'getStatuses'
  | 'getDiagnosis'
  | 'getAudit'
  | 'triggerManually'
  | 'cancel'
  | 'skipNext'
  | 'pause'
  | 'resume'
  | 'freeze'
  | 'unfreeze'
  | 'backfill'
> {
  readonly application = 'test';
  readonly environment = 'test';
  readonly queries: HistoryQuery[] = [];
  readonly auditQueries: AuditQuery[] = [];
  readonly logQueries: LogQuery[] = [];
  /** What its one execution has logged. */
  readonly lines: LogLine[] = [];
  readonly triggers: { jobName: string; options: TriggerOptions }[] = [];
  /** What else it was asked to do: the method's name and its arguments. */
  readonly steered: unknown[][] = [];
  readonly executions = new Map([record(EXECUTION_ID)].map((execution) => [execution.id, execution]));
  /** Thrown by whatever is asked next, instead of an answer; not by what is asked about the path of a request. */
  failure: unknown = null;

  async getHistory(query: HistoryQuery = {}): Promise<HistoryPage> {
    this.failIfTold();
    this.queries.push(query);
    const page = { next: null, previous: null, limit: query.limit ?? 50 };
    return { items: [...this.executions.values()], page };
  }

  async getExecution(executionId: string): Promise<ExecutionDetails | null> {
    return this.executions.get(executionId) ?? null;
  }

  async getLogs(executionId: string, query: LogQuery = {}): Promise<LogPage | null> {
    this.failIfTold();
    this.logQueries.push(query);
    if (!this.executions.has(executionId)) return null;
    const begin = query.after === undefined ? 0 : Number(query.after.split('.')[1]);
    const { limit = 200 } = query;
    const items = this.lines.slice(begin, begin + limit);
    const more = begin + limit < this.lines.length;
    return {
      executionId,
      captured: true,
      inFlight: false,
      items,
      page: { next: `1.${begin + items.length}`, more, limit },
    };
  }

  async getStatuses(jobNames?: readonly string[]): Promise<JobStatus[]> {
    this.failIfTold();
    const statuses = [
      {
        jobName: JOB,
        group: 'matches',
        owner: 'sports',
        tags: ['live'],
        health: 'healthy',
        findings: [],
        lastSlots: [],
        inFlight: [],
      } as unknown as JobStatus,
    ];
    return statuses.filter(({ jobName }) => jobNames?.includes(jobName) ?? true);
  }

  async getDiagnosis(): Promise<DiagnosisFinding[]> {
    this.failIfTold();
    return [{ code: 'PARTITIONS_RUN_OUT', message: 'Run maintain.', dueAt: NEXT_SLOT }];
  }

  async getAudit(query: AuditQuery = {}): Promise<AuditPage> {
    this.failIfTold();
    this.auditQueries.push(query);
    return { items: [], page: { next: null, previous: null, limit: query.limit ?? 50 } };
  }

  async getJob(jobName: string): Promise<JobRecord> {
    if (jobName !== JOB) throw unknownJob(jobName);
    const options = { group: option('matches'), owner: option('sports'), tags: option(['live']) };
    return { jobName: JOB, version: 1, options } as unknown as JobRecord;
  }

  async getJobs(): Promise<JobRecord[]> {
    return [await this.getJob(JOB)];
  }

  async explain(jobName: string, at: Date): Promise<Explanation> {
    await this.getJob(jobName);
    return { jobName, at, outcome: 'missed', cause: 'no_instance' } as Explanation;
  }

  async triggerManually(jobName: string, options: TriggerOptions = {}): Promise<TriggeredExecution> {
    this.failIfTold();
    if (jobName !== JOB) throw unknownJob(jobName);
    this.triggers.push({ jobName, options });
    return { executionId: EXECUTION_ID, jobName, status: 'running' };
  }

  async cancel(executionId: string, options: SteeringWords = {}): Promise<CancelledExecution> {
    if (!this.executions.has(executionId)) {
      throw new TrackedCronError('UNKNOWN_EXECUTION', `There is no execution "${executionId}".`, {});
    }
    this.note('cancel', executionId, options);
    return { executionId, jobName: JOB, status: 'cancelling' };
  }

  async skipNext(jobName: string, options: SteeringWords = {}): Promise<Date> {
    this.note('skipNext', jobName, options);
    return NEXT_SLOT;
  }

  async pause(jobName: string, options: PauseOptions = {}): Promise<void> {
    this.note('pause', jobName, options);
  }

  async resume(jobName: string, options: SteeringWords = {}): Promise<void> {
    this.note('resume', jobName, options);
  }

  async freeze(options: FreezeOptions = {}): Promise<void> {
    this.note('freeze', options);
  }

  async unfreeze(options: UnfreezeOptions = {}): Promise<boolean> {
    this.note('unfreeze', options);
    return true;
  }

  async backfill(
    jobName: string,
    from: Date,
    to: Date,
    options: BackfillOptions = {},
  ): Promise<BackfilledRange> {
    this.note('backfill', jobName, from, to, options);
    return { jobName, count: 1, first: from, last: to };
  }

  private note(...what: unknown[]): void {
    this.failIfTold();
    this.steered.push(what);
  }

  private failIfTold(): void {
    const failure = this.failure;
    this.failure = null;
    if (failure !== null) throw failure;
  }
}

/** What a job's next slot is said to be. */
export const NEXT_SLOT = new Date('2026-11-23T02:01:00.000Z');
/** The one job there is. */
export const JOB = 'MatchUpdates.refreshLiveScores';
/** Its one execution. */
export const EXECUTION_ID = '019aa000-0000-7000-8000-000000000001';

function option(value: unknown) {
  return { value, source: 'job' };
}

function unknownJob(jobName: string): TrackedCronError {
  return new TrackedCronError('UNKNOWN_JOB', `There is no job "${jobName}".`, { jobName });
}

function record(id: string): ExecutionDetails {
  const at = new Date('2026-11-23T02:00:00.000Z');
  return {
    id,
    jobName: JOB,
    application: 'test',
    environment: 'test',
    status: 'completed',
    createdAt: at,
    error: null,
  } as unknown as ExecutionDetails;
}
