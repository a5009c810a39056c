export { TrackedCronModule } from './tracked-cron.module.js';
export type { TrackedCronModuleAsyncOptions, TrackedCronModuleOptions } from './tracked-cron.options.js';
export { TrackedCronError } from './tracked-cron.error.js';
export {
  TRACKED_CRON_EVENTS,
  TrackedCronEvents,
  type TrackedCronEvent,
  type TrackedCronEventMap,
  type TrackedCronEventName,
} from './events.js';
export { Clock, SystemClock, type ClockTimer } from './clock.js';
export { IdGenerator, UuidV7Generator } from './id-generator.js';
export { parseDuration, type Duration } from './duration.js';

export { TrackedCron } from './definition/tracked-cron.decorator.js';
export type { TrackedCronJobOptions } from './definition/tracked-cron-job.options.js';
export type { CronJobConfig, CronJobFactoryConfig } from './definition/cron-job-config.js';
export type { JobName, JobParameters, TrackedJobs } from './definition/tracked-jobs.js';
export type { ConfiguredJob, JobFactory } from './definition/job-factory.js';
export type { BreakerPolicy } from './definition/breaker-policy.js';
export type { ErrorVerdict, RetryPolicy } from './definition/retry-policy.js';
export type { Rerun, Runbook } from './definition/alert-options.js';
export type { TrackedCronOwnerOptions } from './definition/threshold-options.js';
export type { JobLogOptions, LogOptions } from './definition/log-options.js';
export type { ProfileName } from './definition/job-profile.js';
export type { TrackedCronGroupOptions } from './definition/job-group.options.js';
export type { OptionSource } from './definition/option-layers.js';
export type { Blackout, CalendarOption, CalendarOptions, Weekday } from './definition/calendar.options.js';
export type { Concurrency, MisfirePolicy, OverlapPolicy } from './definition/job-definition.js';
export type { ExecuteOption, JobIdentity } from './definition/executing-switch.js';
export type { StandardSchema } from './definition/standard-schema.js';

export { Schedule, type Expressions, type ScheduleOptions } from './schedule/schedule.js';

export type { BreakerWord } from './execution/breaker.js';
export { CronContext } from './execution/cron-context.js';
export { trackedCronLogMixin, type ExecutionIds } from './execution/execution-ids.js';
export { trackedCronLogMethod } from './execution/pino-log-method.js';
export { TrackedCronLogger } from './execution/tracked-cron.logger.js';
export type { ExecutionLogger } from './execution/execution-logger.js';
export { Execution } from './execution/execution.decorator.js';
export { TrackedCronInterceptor } from './execution/tracked-cron.interceptor.js';
export { isCronContext } from './execution/is-cron-context.js';
export type { ExecutionTrigger } from './execution/assignment.js';
export {
  AssertionError,
  ExecutionCancelledError,
  ExecutionTimeoutError,
  PermanentError,
  PipelineError,
  TransientError,
} from './execution/errors.js';
export {
  InstanceBus,
  type BusMessage,
  type BusSubscription,
  type BusTopic,
} from './cluster/bus/instance-bus.js';
export { LeaseLostError } from './cluster/lease-lost.error.js';

export type {
  ExecutionDetails,
  ExecutionRecord,
  HistoryPage,
  HistoryQuery,
  HistorySort,
  JobHistory,
  PaginationParams,
} from './history/history-query.js';
export type { RelatedExecution, RelatedExecutions } from './history/related-executions.js';
export { HISTORY_SORTS } from './history/history-query.js';
export {
  FAILURE_SORTS,
  FAILURE_STATES,
  type FailureDecision,
  type FailureGroup,
  type FailureGroupDetails,
  type FailureGroupQuery,
  type FailureGroups,
  type FailureSort,
  type FailureState,
  type FailureWindows,
} from './history/failure-group.js';
export { isWithin, type JobsWithin, type JobTraits } from './definition/jobs-within.js';
export type { LogPage, LogQuery } from './history/log-query.js';
export { LOG_LEVELS, type LogLevel, type LogLine } from './history/log-line.js';
export type { FailedAttempt, FailureClass } from './history/failed-attempt.js';
export type { ExecutionError } from './history/execution-end.js';
export {
  ENDED_STATUSES,
  LIVE_STATUSES,
  type EndedStatus,
  type ExecutionStatus,
  type LiveStatus,
} from './history/execution-status.js';

export type { AlertThresholds, Objective } from './health/alert-thresholds.js';
export type { ObjectiveState, ShareState } from './health/objective.js';
export {
  FINDING_RULES,
  SEVERITIES,
  type Finding,
  type FindingRule,
  type Severity,
} from './health/finding.js';
export type { HealthWord } from './health/job-health.js';

export type { RetentionOptions } from './history/retention.options.js';
export type { SpoolOptions } from './history/spool.options.js';
export type { DatabaseOptions } from './database/database.options.js';
export { startEmbeddedPostgres, type EmbeddedPostgres } from './database/embedded/embedded-postgres.js';

export { CronJobManager } from './manager/cron-job-manager.js';
export type {
  ICronJobManager,
  PauseOptions,
  TriggeredExecution,
  TriggerOptions,
} from './manager/cron-job-manager.interface.js';
export type {
  BackfilledRange,
  BackfillOptions,
  CancelledExecution,
  FreezeOptions,
  SteeringWords,
  UnfreezeOptions,
} from './manager/job-steering.interface.js';
export type {
  FailureGroupsManager,
  IgnoreFailuresOptions,
  ResolveFailuresOptions,
} from './manager/job-failures.interface.js';
export {
  AUDIT_ACTIONS,
  AUDIT_OUTCOMES,
  type AuditAction,
  type AuditEntry,
  type AuditOutcome,
} from './manager/audit/audit-entry.js';
export type { AuditPage, AuditQuery } from './manager/audit/audit-query.js';
export type { ScrubOptions, ScrubReport, Scrubbing } from './manager/scrub/scrub.interface.js';
export type { AuditReading } from './manager/audit/audit-reading.interface.js';
export type { Freeze } from './definition/freeze.repository.js';
export type {
  EvidenceLine,
  EvidenceLineKind,
  Explanation,
  ExplanationCause,
  ExplanationOutcome,
  WhatNext,
} from './manager/why/explanation.js';
export { EVIDENCE_KINDS, type EvidenceKind } from './cluster/evidence.js';
export { MISSED_CAUSES, type MissedCause } from './cluster/missed-cause.js';
export type { EffectiveOption, EffectiveOptions, JobRecord } from './manager/job-record.js';
export type { JobOverride, OverrideRecord } from './manager/override-record.js';
export type {
  ConfigurationChange,
  ConfigureOptions,
  FieldChange,
  IJobConfiguration,
} from './manager/configuration/job-configuration.interface.js';
export type {
  Fire,
  Fires,
  FiresQuery,
  IJobSlots,
  Ledger,
  LedgerEntry,
  SlotsQuery,
} from './manager/slots/job-slots.interface.js';
export type {
  Timeline,
  TimelineCount,
  TimelineExecution,
  TimelineLane,
  TimelineLaneKind,
  TimelineQuery,
  TimelineReading,
} from './manager/timeline/timeline.interface.js';
export {
  BULK_ACTIONS,
  type BulkAction,
  type BulkFilter,
  type BulkItem,
  type BulkOrder,
  type BulkResult,
  type IJobBulk,
} from './manager/bulk/job-bulk.interface.js';
export type { EditedOverride } from './definition/overrides/override-edit.js';
export {
  OVERRIDABLE,
  type JobOverridePatch,
  type JobOverrideValues,
  type OverridableField,
} from './definition/overrides/override-fields.js';
export type { OverrideOptions } from './definition/overrides/override-limits.js';
export type {
  BucketStatistics,
  CountedWindow,
  IJobStatistics,
  JobStatistics,
  StatisticsBucket,
  JobsBy,
  JobsStatistics,
  StatisticsByJob,
  StatisticsOfJobs,
  StatisticsQuery,
  StatisticsReport,
} from './manager/job-statistics.interface.js';
export {
  OBJECTIVE_GROUPINGS,
  type IJobObjectives,
  type ObjectiveBudget,
  type ObjectiveGrouping,
  type ObjectivesQuery,
  type ObjectivesReport,
} from './manager/job-objectives.interface.js';
export { type ErrorBudget, type ObjectiveShare } from './health/objective-budget.js';
export type { Distribution, DurationDistribution, Statistics } from './history/roll-ups/statistics.js';
export {
  DIAGNOSIS_CODES,
  type Diagnosis,
  type DiagnosisCode,
  type DiagnosisFinding,
  type PassedCheck,
} from './manager/diagnosis/diagnosis.js';
export type { InsightReading } from './manager/insight/insight.interface.js';
export type {
  GenerationStatus,
  InstancesReport,
  InstanceState,
  InstanceStatus,
} from './manager/insight/instances.js';
export {
  MARK_KINDS,
  type Mark,
  type MarkKind,
  type MarkQuery,
  type MarksReport,
} from './manager/insight/marks.js';
export type { ScalingQuery, ScalingSignal } from './manager/insight/scaling.js';
export type {
  PartitionStorage,
  SpoolStorage,
  StorageReport,
  TableStorage,
} from './manager/insight/storage.js';
export type { JobScope } from './definition/job-scope.js';
export { LIBRARY_VERSION } from './version.js';
export type { InFlightExecution, JobStatus, SlotOutcome } from './manager/job-status.js';
