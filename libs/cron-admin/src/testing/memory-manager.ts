import {
  TrackedCronError,
  TrackedCronEvents,
  type AuditPage,
  type AuditQuery,
  type BackfilledRange,
  type BulkOrder,
  type BulkResult,
  type Fires,
  type FiresQuery,
  type Freeze,
  type Ledger,
  type SlotsQuery,
  type BackfillOptions,
  type CancelledExecution,
  type Diagnosis,
  type ConfigurationChange,
  type ConfigureOptions,
  type EditedOverride,
  type JobOverridePatch,
  type FreezeOptions,
  type Statistics,
  type SteeringWords,
  type UnfreezeOptions,
  type ExecutionDetails,
  type FailureGroup,
  type FailureGroupDetails,
  type FailureGroupQuery,
  type FailureGroups,
  type IgnoreFailuresOptions,
  type ResolveFailuresOptions,
  type Explanation,
  type HistoryPage,
  type HistoryQuery,
  type ICronJobManager,
  type InstancesReport,
  type JobRecord,
  type JobStatistics,
  type ObjectiveBudget,
  type ObjectivesQuery,
  type ObjectivesReport,
  type MarkQuery,
  type MarksReport,
  type ScalingQuery,
  type ScalingSignal,
  type StorageReport,
  type JobStatus,
  type JobsBy,
  type StatisticsByJob,
  type StatisticsOfJobs,
  type StatisticsQuery,
  type StatisticsReport,
  type PauseOptions,
  type RelatedExecutions,
  type LogLine,
  type LogPage,
  type LogQuery,
  type ScrubOptions,
  type ScrubReport,
  type Timeline,
  type TimelineQuery,
  type TriggeredExecution,
  type TriggerOptions,
} from 'nestjs-tracked-cron';

/** What the admin needs of a manager, without a database: it keeps what it is asked and answers what it is told. */
export class MemoryManager implements Pick<
  ICronJobManager,
  | 'application'
  | 'environment'
  | 'release'
  | 'getHistory'
  | 'getExecution'
  | 'getRelated'
  | 'getLogs'
  | 'getJob'
  | 'explain'
  | 'getJobs'
  | 'getStatuses'
  | 'getStatistics'
  | 'getStatisticsByJob'
  | 'getStatisticsBy'
  | 'getObjectives'
  | 'events'
  | 'getInstances'
  | 'getDiagnosis'
  | 'getStorage'
  | 'getScaling'
  | 'getMarks'
  | 'getTimeline'
  | 'getAudit'
  | 'triggerManually'
  | 'cancel'
  | 'skipNext'
  | 'pause'
  | 'resume'
  | 'freeze'
  | 'unfreeze'
  | 'backfill'
  | 'getFailureGroups'
  | 'getFailureGroup'
  | 'ignoreFailures'
  | 'resolveFailures'
  | 'scrub'
  | 'configure'
  | 'getConfigurationEdits'
  | 'getFreezes'
  | 'getFires'
  | 'getSlots'
  | 'bulk'
> {
  readonly events = new TrackedCronEvents();
  /** How often it was asked for all statuses. */
  statusReads = 0;
  readonly application = 'test';
  readonly environment = 'test';
  readonly release = 'r7';
  readonly queries: HistoryQuery[] = [];
  readonly auditQueries: AuditQuery[] = [];
  readonly logQueries: LogQuery[] = [];
  readonly statisticsQueries: StatisticsQuery[] = [];
  /** What it says of its jobs in a window. */
  statisticsOf: (query: StatisticsQuery) => JobStatistics[] = () => [];
  readonly objectiveQueries: ObjectivesQuery[] = [];
  /** The error budgets that it knows. */
  budgets: ObjectiveBudget[] = [];
  readonly markQueries: MarkQuery[] = [];
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

  async getRelated(): Promise<RelatedExecutions> {
    return { previous: null, next: null, sameFingerprint: [], failedAround: [] };
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
    this.statusReads += 1;
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

  async getStatistics(query: StatisticsQuery = {}): Promise<StatisticsReport> {
    this.failIfTold();
    this.statisticsQueries.push(query);
    const { bucket = 'none' } = query;
    return { ...window(query), bucket, total: NOTHING, buckets: [] };
  }

  async getStatisticsByJob(query: StatisticsQuery = {}): Promise<StatisticsByJob> {
    this.failIfTold();
    this.statisticsQueries.push(query);
    return { ...window(query), items: this.statisticsOf(query) };
  }

  async getStatisticsBy(by: JobsBy, query: StatisticsQuery = {}): Promise<StatisticsOfJobs> {
    this.failIfTold();
    this.statisticsQueries.push(query);
    const items = this.statisticsOf(query).map((job) => ({ ...job, name: job[by], jobs: 1 }));
    return { ...window(query), items };
  }

  async getObjectives(query: ObjectivesQuery = {}): Promise<ObjectivesReport> {
    this.failIfTold();
    this.objectiveQueries.push(query);
    return { to: NEXT_SLOT, countedUntil: null, items: this.budgets };
  }

  async getDiagnosis(): Promise<Diagnosis> {
    this.failIfTold();
    return {
      at: NEXT_SLOT,
      items: [
        {
          code: 'PARTITIONS_RUN_OUT',
          severity: 'warning',
          message: 'They run out.',
          remedy: 'Run maintain.',

          since: null,
          dueAt: NEXT_SLOT,
        },
      ],
      passed: [],
    };
  }

  async getInstances(): Promise<InstancesReport> {
    this.failIfTold();
    return { at: NEXT_SLOT, items: [], generations: [] };
  }

  async getStorage(): Promise<StorageReport> {
    this.failIfTold();
    const retention = {
      completed: null,
      failed: null,
      logs: null,
      audit: null,
      hourlyStatistics: null,
      dailyStatistics: null,
    };
    return { at: NEXT_SLOT, schema: 's', bytes: 0, bytesADay: null, retention, tables: [], spool: null };
  }

  async getScaling({ perWorker = 10, ahead = 60 }: ScalingQuery = {}): Promise<ScalingSignal> {
    this.failIfTold();
    const work = { running: 3, waiting: 0, dueSoon: 0, workers: 1 };
    return { at: NEXT_SLOT, desiredWorkers: 1, ...work, perWorker, ahead };
  }

  async getMarks(query: MarkQuery): Promise<MarksReport> {
    this.failIfTold();
    this.markQueries.push(query);
    return { items: [], completeFrom: query.from };
  }

  async getTimeline(query: TimelineQuery = {}): Promise<Timeline> {
    this.failIfTold();
    this.steered.push(['getTimeline', query]);
    const { by = 'job', from = NEXT_SLOT, to = NEXT_SLOT } = query;
    return { by, from, to, at: NEXT_SLOT, lanes: [], more: false, completeFrom: from };
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

  async getFailureGroups(query: FailureGroupQuery = {}): Promise<FailureGroups> {
    this.note('getFailureGroups', query);
    return { items: [failureGroup()], from: NEXT_SLOT, to: NEXT_SLOT };
  }

  async getFailureGroup(fingerprint: string): Promise<FailureGroupDetails | null> {
    this.failIfTold();
    return fingerprint === FINGERPRINT ? { ...failureGroup(), executions: [] } : null;
  }

  async ignoreFailures(fingerprint: string, options: IgnoreFailuresOptions = {}): Promise<FailureGroup> {
    this.note('ignoreFailures', fingerprint, options);
    return { ...failureGroup(), state: 'ignored' };
  }

  async resolveFailures(fingerprint: string, options: ResolveFailuresOptions = {}): Promise<FailureGroup> {
    this.note('resolveFailures', fingerprint, options);
    return { ...failureGroup(), state: 'resolved' };
  }

  async scrub(options: ScrubOptions): Promise<ScrubReport> {
    this.note('scrub', { ...options });
    const { dryRun = false } = options;
    return { dryRun, rows: { executions: 3 }, inFlight: 0, complete: true, next: null };
  }

  async configure(
    jobName: string,
    patch: JobOverridePatch | null,
    options: ConfigureOptions = {},
  ): Promise<ConfigurationChange> {
    this.note('configure', jobName, patch, options);
    const dryRun = options.dryRun ?? false;
    return { jobName, version: dryRun ? 1 : 2, dryRun, changes: [], due: { before: [], after: [] } };
  }

  async getConfigurationEdits(jobName: string): Promise<EditedOverride[]> {
    await this.getJob(jobName);
    return [{ revision: 1, patch: { timeout: '30s' }, at: NEXT_SLOT, by: 'ada', reason: null, until: null }];
  }

  async getFreezes(): Promise<Freeze[]> {
    return [{ group: 'ice', owner: null, since: NEXT_SLOT, until: null, by: 'ada', reason: null }];
  }

  async getFires(jobName: string, query: FiresQuery = {}): Promise<Fires> {
    this.note('getFires', jobName, query);
    return { jobName, items: [], more: false } as unknown as Fires;
  }

  async getSlots(jobName: string, query: SlotsQuery = {}): Promise<Ledger> {
    this.note('getSlots', jobName, query);
    const items = [{ slot: NEXT_SLOT, outcome: 'unaccounted' }] as unknown as Ledger['items'];
    return { jobName, from: NEXT_SLOT, to: NEXT_SLOT, items, next: NEXT_SLOT };
  }

  async bulk({ allows, ...order }: BulkOrder): Promise<BulkResult> {
    this.note('bulk', order, await allows?.(JOB));
    return { action: order.action, done: 1, refused: 0, items: [] };
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

/** Statistics of nothing. */
export const NOTHING: Statistics = {
  counts: { completed: 0, failed: 0, timed_out: 0, cancelled: 0, lost: 0, skipped: 0, missed: 0 },
  successRate: null,
  duration: null,
  lateness: null,
  totalMs: 0,
};

function window({ from, to }: StatisticsQuery) {
  return { from: from ?? NEXT_SLOT, to: to ?? NEXT_SLOT, countedUntil: NEXT_SLOT };
}

/** The fingerprint of its one failure group. */
export const FINGERPRINT = '0123456789abcdef';

function failureGroup(): FailureGroup {
  return {
    fingerprint: FINGERPRINT,
    errorClass: 'FeedError',
    message: '=HYPERLINK("http://evil") is <n>',
    sample: 'is 1',
    frame: null,
    state: 'open',
    decision: null,
    regressedAt: null,
    firstSeenAt: NEXT_SLOT,
    lastSeenAt: NEXT_SLOT,
    lastRelease: null,
    count: 3,
    course: Array.from({ length: 24 }, (_, part) => (part > 20 ? 1 : 0)),
    windows: { hour: 1, day: 2, week: 3, month: 4 },
    jobs: [{ jobName: JOB, count: 3 }],
    jobCount: 1,
  };
}

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
