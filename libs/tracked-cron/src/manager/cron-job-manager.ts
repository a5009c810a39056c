import type { Clock } from '../clock.js';
import type { TriggerDesk } from '../cluster/trigger-desk.js';
import type { CronJobConfig, CronJobFactoryConfig } from '../definition/cron-job-config.js';
import { isJobFactory } from '../definition/job-factory.js';
import type { DatabaseClock } from '../database/database-clock.js';
import type { Freeze } from '../definition/freeze.repository.js';
import type { JobScope } from '../definition/job-scope.js';
import type { ExecutingSwitch } from '../definition/executing-switch.js';
import type { JobRegistry, RegisteredJob } from '../definition/job-registry.js';
import type { EditedOverride } from '../definition/overrides/override-edit.js';
import type { JobOverridePatch } from '../definition/overrides/override-fields.js';
import { refuseSystemJob } from '../definition/system-job.js';
import type { JobName, ParametersArgument } from '../definition/tracked-jobs.js';
import type { TrackedCronEvents } from '../events.js';
import type { ExecutionEngine } from '../execution/execution-engine.js';
import type { ExecutionHistoryRepository } from '../history/execution-history.repository.js';
import type {
  FailureGroup,
  FailureGroupDetails,
  FailureGroupQuery,
  FailureGroups,
} from '../history/failure-group.js';
import type {
  ExecutionDetails,
  ExecutionRecord,
  HistoryPage,
  HistoryQuery,
} from '../history/history-query.js';
import type { LogPage, LogQuery } from '../history/log-query.js';
import { RelatedExecutionsReader, type RelatedExecutions } from '../history/related-executions.js';
import { TrackedCronError } from '../tracked-cron.error.js';
import type {
  ICronJobManager,
  PauseOptions,
  TriggerArgument,
  TriggeredExecution,
  TriggerOptions,
} from './cron-job-manager.interface.js';
import type { Diagnosis } from './diagnosis/diagnosis.js';
import type { AuditLog } from './audit/audit-log.js';
import type { AuditPage, AuditQuery } from './audit/audit-query.js';
import type { JobConfiguration } from './configuration/job-configuration.js';
import type { ConfigurationChange, ConfigureOptions } from './configuration/job-configuration.interface.js';
import { bulk } from './bulk/job-bulk.js';
import type { BulkOrder, BulkResult } from './bulk/job-bulk.interface.js';
import type { JobSlots } from './slots/job-slots.js';
import type { TimelineReader } from './timeline/timeline-reader.js';
import type { Timeline, TimelineQuery } from './timeline/timeline.interface.js';
import type { Fires, FiresQuery, Ledger, SlotsQuery } from './slots/job-slots.interface.js';
import { EndedExecution } from './ended-execution.js';
import type { JobFailures } from './job-failures.js';
import type { IgnoreFailuresOptions, ResolveFailuresOptions } from './job-failures.interface.js';
import type { Insight } from './insight/insight.js';
import type { InstancesReport } from './insight/instances.js';
import type { MarkQuery, MarksReport } from './insight/marks.js';
import type { ScalingQuery, ScalingSignal } from './insight/scaling.js';
import type { StorageReport } from './insight/storage.js';
import type { JobIntake } from './job-intake.js';
import { frozenInWords, type JobSteering } from './job-steering.js';
import type {
  BackfilledRange,
  BackfillOptions,
  CancelledExecution,
  FreezeOptions,
  SteeringWords,
  UnfreezeOptions,
} from './job-steering.interface.js';
import type { JobRecord } from './job-record.js';
import type { IJobObjectives, ObjectivesQuery, ObjectivesReport } from './job-objectives.interface.js';
import type { JobStatus } from './job-status.js';
import type { JobStatusReader } from './job-status.reader.js';
import type {
  IJobStatistics,
  JobsBy,
  StatisticsByJob,
  StatisticsOfJobs,
  StatisticsQuery,
  StatisticsReport,
} from './job-statistics.interface.js';
import { scrubAct, scrubFacts } from './scrub/scrub-act.js';
import type { ScrubOptions, ScrubReport } from './scrub/scrub.interface.js';
import type { Scrubber } from './scrub/scrubber.js';
import { checkParameters } from './parameters.js';
import type { PauseRepository } from './pause.repository.js';
import type { Readiness } from './readiness.js';
import type { Explainer } from './why/explainer.js';
import type { Explanation } from './why/explanation.js';
import { inTheFuture, words } from './words.js';

const LONGEST_KEY = 200;

/** See {@link ICronJobManager}. */
export class CronJobManager implements ICronJobManager {
  private readonly endedExecution: EndedExecution;
  private readonly related: RelatedExecutionsReader;

  /** @internal Made by `TrackedCronModule`. */
  constructor(
    readonly events: TrackedCronEvents,
    private readonly readiness: Readiness,
    private readonly registry: JobRegistry,
    private readonly intake: JobIntake,
    private readonly desk: Pick<TriggerDesk, 'trigger'>,
    private readonly engine: ExecutionEngine,
    private readonly history: Pick<ExecutionHistoryRepository, 'page' | 'find' | 'logs'>,
    private readonly status: JobStatusReader,
    private readonly pauses: Pick<PauseRepository, 'pause' | 'resume'>,
    private readonly settings: JobScope & {
      readonly execution: ExecutingSwitch;
      readonly release: string | null;
    },
    private readonly clock: Pick<DatabaseClock, 'now'>,
    private readonly steering: JobSteering,
    ownClock: Clock,
    private readonly insight: Pick<Insight, keyof Insight>,
    private readonly explainer: Pick<Explainer, 'explain'>,
    private readonly configuration: JobConfiguration,
    private readonly slots: JobSlots,
    private readonly statistics: IJobStatistics,
    private readonly objectives: IJobObjectives,
    private readonly failures: JobFailures,
    private readonly audit: Pick<AuditLog, 'during' | 'page'>,
    private readonly scrubber: Pick<Scrubber, 'run'>,
    private readonly timelines: Pick<TimelineReader, 'read'>,
  ) {
    this.endedExecution = new EndedExecution(events, history, ownClock);
    this.related = new RelatedExecutionsReader(history);
  }

  get application(): string {
    return this.settings.application;
  }

  get environment(): string {
    return this.settings.environment;
  }

  get release(): string | null {
    return this.settings.release;
  }

  async register(config: CronJobConfig | CronJobFactoryConfig): Promise<void> {
    const { schedule, handler, options } = writtenSchedule(config);
    if (typeof handler !== 'function') {
      throw new TrackedCronError(
        'INVALID_JOB',
        `Job "${options.name}": the handler is missing: write handler: async () => { … }.`,
      );
    }
    await this.intake.add(
      {
        schedule,
        options,
        handler: { kind: 'function', run: handler },
        defaultName: options.name,
        source: 'CronJobManager.register',
      },
      this.readiness.isReady(),
    );
  }

  async unregister(jobName: JobName): Promise<void> {
    this.readiness.assertReady();
    await this.intake.remove(jobName);
  }

  async execute<Name extends JobName>(
    jobName: Name,
    ...[parameters]: ParametersArgument<Name>
  ): Promise<ExecutionDetails> {
    this.readiness.assertStarting();
    const job = this.registry.get(jobName);
    if (!this.settings.execution.any) {
      throw new TrackedCronError(
        'NOT_EXECUTING',
        `This process runs no jobs (${this.settings.execution.because}): use triggerManually, or set execute: true.`,
        { jobName },
      );
    }
    const checked = await checkParameters(job.definition, parameters);
    return this.endedExecution.of(() => this.trigger(job, checked, {}, true));
  }

  async triggerManually<Name extends JobName>(
    jobName: Name,
    ...[options = {}]: TriggerArgument<Name>
  ): Promise<TriggeredExecution> {
    this.readiness.assertStarting();
    const start = async (): Promise<TriggeredExecution> => {
      const job = this.registry.get(jobName);
      const here = this.settings.execution.executes(job.definition);
      const parameters = await checkParameters(job.definition, options.parameters);
      const executionId = await this.trigger(job, parameters, options, here);
      return { executionId, jobName, status: here ? 'running' : 'pending' };
    };
    const { by, reason, requestId, force } = options;
    // the application's own doing: its executions say all there is to say, and there may be a thousand a second
    if (by === undefined) return start();
    return this.audit.during(
      { action: 'trigger', jobName, by, reason, requestId, ...(force && { after: { force } }) },
      start,
      ({ executionId }) => ({ executionId }),
    );
  }

  async getHistory(query: HistoryQuery = {}): Promise<HistoryPage> {
    this.readiness.assertReady();
    return this.history.page(query);
  }

  async getExecution(executionId: string): Promise<ExecutionDetails | null> {
    this.readiness.assertReady();
    return this.history.find(executionId);
  }

  async getRelated(execution: ExecutionRecord): Promise<RelatedExecutions> {
    this.readiness.assertReady();
    return this.related.of(execution);
  }

  async getLogs(executionId: string, query: LogQuery = {}): Promise<LogPage | null> {
    this.readiness.assertReady();
    return this.history.logs(executionId, query);
  }

  async getJob(jobName: JobName): Promise<JobRecord> {
    this.readiness.assertReady();
    const [record] = await this.status.records([jobName]);
    if (!record) throw unknownJob(jobName);
    return record;
  }

  async getJobs(): Promise<JobRecord[]> {
    this.readiness.assertReady();
    return this.status.records();
  }

  async getStatus(jobName: JobName): Promise<JobStatus> {
    this.readiness.assertReady();
    const [status] = await this.status.statuses([jobName]);
    if (!status) throw unknownJob(jobName);
    return status;
  }

  async getStatuses(jobNames?: readonly JobName[]): Promise<JobStatus[]> {
    this.readiness.assertReady();
    return this.status.statuses(jobNames && [...jobNames]);
  }

  async explain(jobName: JobName, at: Date): Promise<Explanation> {
    this.readiness.assertReady();
    return this.explainer.explain(jobName, at);
  }

  async getStatistics(query?: StatisticsQuery): Promise<StatisticsReport> {
    this.readiness.assertReady();
    return this.statistics.getStatistics(query);
  }

  async getStatisticsByJob(query?: Omit<StatisticsQuery, 'bucket'>): Promise<StatisticsByJob> {
    this.readiness.assertReady();
    return this.statistics.getStatisticsByJob(query);
  }

  async getStatisticsBy(by: JobsBy, query?: Omit<StatisticsQuery, 'bucket'>): Promise<StatisticsOfJobs> {
    this.readiness.assertReady();
    return this.statistics.getStatisticsBy(by, query);
  }

  async getObjectives(query?: ObjectivesQuery): Promise<ObjectivesReport> {
    this.readiness.assertReady();
    return this.objectives.getObjectives(query);
  }

  async getInstances(): Promise<InstancesReport> {
    this.readiness.assertReady();
    return this.insight.getInstances();
  }

  async getDiagnosis(): Promise<Diagnosis> {
    return this.insight.getDiagnosis(this.readiness.isReady() ? null : this.readiness.explain());
  }

  async getStorage(): Promise<StorageReport> {
    this.readiness.assertReady();
    return this.insight.getStorage();
  }

  async getScaling(query: ScalingQuery = {}): Promise<ScalingSignal> {
    this.readiness.assertReady();
    return this.insight.getScaling(query);
  }

  async getMarks(query: MarkQuery): Promise<MarksReport> {
    this.readiness.assertReady();
    return this.insight.getMarks(query);
  }

  async getTimeline(query: TimelineQuery = {}): Promise<Timeline> {
    this.readiness.assertReady();
    return this.timelines.read(query);
  }

  updateHeartbeat(executionId: string): boolean {
    return this.engine.beat(executionId);
  }

  async pause(jobName: JobName, options: PauseOptions = {}): Promise<void> {
    this.readiness.assertReady();
    const { until, requestId } = options;
    const by = words('by', options.by);
    const reason = words('reason', options.reason);
    await this.audit.during(
      { action: 'pause', jobName, by, reason, requestId, after: { until: until ?? null } },
      () => {
        inTheFuture(until, this.clock.now(), 'leave it out to pause until resume');
        const { id, definition } = this.registry.get(jobName);
        refuseSystemJob(definition, 'be paused');
        return this.pauses.pause(id, { until, by, reason });
      },
      (before) => ({ before }),
    );
    this.events.emit('job.paused', () => ({
      jobName,
      until: until ?? null,
      by: by ?? null,
      reason: reason ?? null,
    }));
  }

  async resume(jobName: JobName, options: SteeringWords = {}): Promise<void> {
    this.readiness.assertReady();
    const by = words('by', options.by);
    const reason = words('reason', options.reason);
    await this.audit.during(
      { action: 'resume', jobName, by, reason, requestId: options.requestId },
      async () => {
        const { id } = this.registry.get(jobName);
        const before = await this.pauses.resume(id, { by, reason });
        this.steering.wake(id);
        return before;
      },
      (before) => ({ before }),
    );
    this.events.emit('job.resumed', () => ({ jobName, by: by ?? null, reason: reason ?? null }));
  }

  async cancel(executionId: string, options: SteeringWords = {}): Promise<CancelledExecution> {
    this.readiness.assertReady();
    return this.audit.during(
      { action: 'cancel', executionId, ...spokenBy(options) },
      () => this.steering.cancel(executionId, options),
      ({ jobName, status }) => ({ jobName, after: { status } }),
    );
  }

  async skipNext(jobName: JobName, options: SteeringWords = {}): Promise<Date> {
    this.readiness.assertReady();
    return this.audit.during(
      { action: 'skip-next', jobName, ...spokenBy(options) },
      () => this.steering.skipNext(jobName, options),
      (slot) => ({ after: { slot } }),
    );
  }

  async freeze(options: FreezeOptions = {}): Promise<void> {
    this.readiness.assertReady();
    const { until = null } = options;
    await this.audit.during(
      { action: 'freeze', target: frozenInWords(options), after: { until }, ...spokenBy(options) },
      () => this.steering.freeze(options),
      (before) => ({ before }),
    );
  }

  async unfreeze(options: UnfreezeOptions = {}): Promise<boolean> {
    this.readiness.assertReady();
    const { ended } = await this.audit.during(
      { action: 'unfreeze', target: frozenInWords(options), ...spokenBy(options) },
      () => this.steering.unfreeze(options),
      ({ before }) => ({ before }),
    );
    return ended;
  }

  async getFreezes(): Promise<Freeze[]> {
    this.readiness.assertReady();
    return this.steering.getFreezes();
  }

  async backfill(
    jobName: JobName,
    from: Date,
    to: Date,
    options: BackfillOptions = {},
  ): Promise<BackfilledRange> {
    this.readiness.assertReady();
    return this.audit.during(
      { action: 'backfill', jobName, after: { from, to }, ...spokenBy(options) },
      () => this.steering.backfill(jobName, from, to, options),
      ({ count }) => ({ after: { from, to, count } }),
    );
  }

  async scrub(options: ScrubOptions): Promise<ScrubReport> {
    this.readiness.assertReady();
    return this.audit.during(scrubAct(options), () => this.scrubber.run(options), scrubFacts);
  }

  async getAudit(query: AuditQuery = {}): Promise<AuditPage> {
    this.readiness.assertReady();
    return this.audit.page(query);
  }

  async getFailureGroups(query: FailureGroupQuery = {}): Promise<FailureGroups> {
    this.readiness.assertReady();
    return this.failures.list(query);
  }

  async getFailureGroup(
    fingerprint: string,
    options: Pick<FailureGroupQuery, 'within'> = {},
  ): Promise<FailureGroupDetails | null> {
    this.readiness.assertReady();
    return this.failures.one(fingerprint, options);
  }

  async ignoreFailures(fingerprint: string, options: IgnoreFailuresOptions = {}): Promise<FailureGroup> {
    this.readiness.assertReady();
    const { until = null } = options;
    return this.audit.during(
      { action: 'ignore', target: fingerprint, after: { until }, ...spokenBy(options) },
      () => this.failures.ignore(fingerprint, options),
    );
  }

  async resolveFailures(fingerprint: string, options: ResolveFailuresOptions = {}): Promise<FailureGroup> {
    this.readiness.assertReady();
    const { release = null } = options;
    return this.audit.during(
      { action: 'resolve', target: fingerprint, after: { release }, ...spokenBy(options) },
      () => this.failures.resolve(fingerprint, options),
    );
  }

  async configure(
    jobName: JobName,
    patch: JobOverridePatch | null,
    options: ConfigureOptions = {},
  ): Promise<ConfigurationChange> {
    this.readiness.assertReady();
    const change = () => this.configuration.configure(jobName, patch, options);
    if (options.dryRun) return change();
    const { until = null } = options;
    return this.audit.during(
      { action: 'configure', jobName, after: { patch, until }, ...spokenBy(options) },
      change,
      ({ changes, version }) => ({ after: { changes, until, version } }),
    );
  }

  async getConfigurationEdits(jobName: JobName): Promise<EditedOverride[]> {
    this.readiness.assertReady();
    return this.configuration.edits(jobName);
  }

  async getFires(jobName: JobName, query: FiresQuery = {}): Promise<Fires> {
    this.readiness.assertReady();
    return this.slots.getFires(jobName, query);
  }

  async getSlots(jobName: JobName, query: SlotsQuery = {}): Promise<Ledger> {
    this.readiness.assertReady();
    return this.slots.getSlots(jobName, query);
  }

  async bulk(order: BulkOrder): Promise<BulkResult> {
    this.readiness.assertReady();
    const { action, jobNames, filter, expectedCount } = order;
    return this.audit.during(
      { action: 'bulk', target: action, after: { jobNames, filter, expectedCount }, ...spokenBy(order) },
      () => bulk(this, order),
      ({ done, refused }) => ({ after: { done, refused } }),
    );
  }

  private async trigger(
    job: RegisteredJob,
    parameters: unknown,
    options: TriggerOptions,
    here: boolean,
  ): Promise<string> {
    const id = await this.desk.trigger({
      job,
      parameters,
      triggeredBy: words('by', options.by) ?? null,
      reason: words('reason', options.reason) ?? null,
      idempotencyKey: checkedKey(options.idempotencyKey),
      here,
      despiteFreeze: options.force === true,
      despiteOverlap: allowsOverlap(options.overlap),
    });
    if (id !== null) return id;
    const { name } = job.definition;
    throw new TrackedCronError(
      'JOB_IN_FLIGHT',
      `Job "${name}" is in flight: wait for its end, or let this one run beside it with overlap: 'allow'.`,
      { jobName: name },
    );
  }
}

function spokenBy({ by, reason, requestId }: SteeringWords): SteeringWords {
  return { by, reason, requestId };
}

function unknownJob(jobName: string): TrackedCronError {
  return new TrackedCronError('UNKNOWN_JOB', `There is no job "${jobName}".`, { jobName });
}

function writtenSchedule(config: CronJobConfig | CronJobFactoryConfig) {
  if (!isJobFactory(config)) {
    const { schedule, handler, ...options } = config;
    return { schedule, handler, options };
  }
  const { inject, useFactory, schedule: _none, handler, ...options } = config;
  return { schedule: { inject, useFactory }, handler, options };
}

function allowsOverlap(overlap: unknown): boolean {
  if (overlap === undefined || overlap === 'allow') return overlap === 'allow';
  throw new TrackedCronError(
    'INVALID_OPTION',
    "overlap must be 'allow': leave it out to go by the job's own.",
  );
}

function checkedKey(key: unknown): string | null {
  if (key === undefined || key === null) return null;
  if (typeof key === 'string' && key !== '' && key.length <= LONGEST_KEY && !key.includes('\0')) return key;
  throw new TrackedCronError(
    'INVALID_OPTION',
    `idempotencyKey must be a text of 1 to ${LONGEST_KEY} characters.`,
  );
}
