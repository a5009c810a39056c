import type { FactoryProvider, InjectionToken, OptionalFactoryDependency } from '@nestjs/common';
import {
  DiscoveryService,
  ExternalContextCreator,
  HttpAdapterHost,
  MetadataScanner,
  ModuleRef,
  ModulesContainer,
} from '@nestjs/core';
import type { EntityTarget } from 'typeorm';
import { Clock } from './clock.js';
import { BackfillRepository } from './cluster/backfill.repository.js';
import { BusLine } from './cluster/bus/bus-line.js';
import { InstanceBus } from './cluster/bus/instance-bus.js';
import { PostgresBus } from './cluster/bus/postgres-bus.js';
import { tellOfEvents } from './cluster/bus/tell-of-events.js';
import { CancelDesk } from './cluster/cancel-desk.js';
import { EvidenceLog } from './cluster/evidence-log.js';
import { EvidenceRepository } from './cluster/evidence.repository.js';
import { InstanceIdentity } from './cluster/instance-identity.js';
import { InstanceLease } from './cluster/instance-lease.js';
import { InstanceRepository } from './cluster/instance.repository.js';
import { LaneQueue } from './cluster/lane-queue.js';
import { LeaseKeeper } from './cluster/lease-keeper.js';
import { makeLeaseKeeper } from './cluster/make-lease-keeper.js';
import { Membership } from './cluster/membership.js';
import { OrphanSweep } from './cluster/orphan-sweep.js';
import { PendingClaimer } from './cluster/pending-claimer.js';
import { RetryAlarm } from './cluster/retry-alarm.js';
import { SlotClaimer } from './cluster/slot-claimer.js';
import { InstancePauses } from './cluster/instance-pauses.js';
import { InstanceSlots } from './cluster/instance-slots.js';
import { SlotAccounts } from './cluster/slot-accounts.js';
import { UnclaimedSlotsRepository } from './cluster/unclaimed-slots.repository.js';
import { TriggerDesk } from './cluster/trigger-desk.js';
import { CronDatabase } from './database/cron-database.js';
import { DatabaseClock } from './database/database-clock.js';
import { startEmbeddedPostgres } from './database/embedded/embedded-postgres.js';
import { CronJobRepository } from './definition/cron-job.repository.js';
import { FreezeRepository } from './definition/freeze.repository.js';
import { OverrideRepository } from './definition/overrides/override.repository.js';
import { GenerationRepository } from './definition/generation.repository.js';
import { JobConfigurator } from './definition/job-configurator.js';
import { JobExplorer } from './definition/job.explorer.js';
import { JobRegistry } from './definition/job-registry.js';
import type { JobName } from './definition/tracked-jobs.js';
import { TrackedCronEvents } from './events.js';
import { BreakerKeeper } from './execution/breaker-keeper.js';
import { BreakerRepository } from './execution/breaker.repository.js';
import { ExecutionFollowers } from './execution/execution-follower.js';
import { HandlerFactory } from './execution/handler-factory.js';
import { EXECUTION_ENGINE, type ExecutionEngine } from './execution/execution-engine.js';
import { InProcessEngine } from './execution/in-process-engine.js';
import { globalContextCreator, hostConfig, localContextCreator } from './execution/local-enhancers.js';
import { LogCapture } from './execution/log-capture.js';
import { TrackedCronInterceptor } from './execution/tracked-cron.interceptor.js';
import { ExecutionHistoryRepository } from './history/execution-history.repository.js';
import { FailureGroupRepository } from './history/failure-group.repository.js';
import { Journal } from './history/journal.js';
import { LogJournal } from './history/log-journal.js';
import { PartitionKeeper } from './history/partition-keeper.js';
import { Recorder } from './history/recorder.js';
import { RetentionKeeper } from './history/retention-keeper.js';
import { RollUpKeeper } from './history/roll-ups/roll-up-keeper.js';
import { StatisticsRepository } from './history/roll-ups/statistics.repository.js';
import { Spool } from './history/spool.js';
import { SpoolAdoption } from './history/spool-adoption.js';
import { IdGenerator } from './id-generator.js';
import { AuditLog } from './manager/audit/audit-log.js';
import { AuditRepository } from './manager/audit/audit.repository.js';
import { CronJobManager } from './manager/cron-job-manager.js';
import { DeploymentWatch } from './manager/deployment-watch.js';
import { JobConfiguration } from './manager/configuration/job-configuration.js';
import { WorkRepository } from './manager/insight/work.repository.js';
import { TimelineReader } from './manager/timeline/timeline-reader.js';
import { InstanceTimelineRepository } from './history/instance-timeline.repository.js';
import { TimelineRepository } from './history/timeline.repository.js';
import { JobSlots } from './manager/slots/job-slots.js';
import { SlotLedgerRepository } from './manager/slots/slot-ledger.repository.js';
import { OverrideWatch } from './manager/override-watch.js';
import { EventEmitterBridge } from './manager/event-emitter-bridge.js';
import { JobFactsRepository } from './manager/job-facts.repository.js';
import { InstanceJobs } from './manager/instance-jobs.js';
import { JobFailures } from './manager/job-failures.js';
import { Insight } from './manager/insight/insight.js';
import { JobIntake } from './manager/job-intake.js';
import { JobObjectives } from './manager/job-objectives.js';
import { JobStatistics } from './manager/job-statistics.js';
import { JobSteering } from './manager/job-steering.js';
import { ObjectiveReader } from './manager/objective-reader.js';
import { ObjectiveRepository } from './manager/objective.repository.js';
import { JobStatusReader } from './manager/job-status.reader.js';
import { PauseRepository } from './manager/pause.repository.js';
import { ScrubRepository } from './manager/scrub/scrub.repository.js';
import { Scrubber } from './manager/scrub/scrubber.js';
import { JobWatch } from './manager/sweep/job-watch.js';
import { SweepRepository } from './manager/sweep/sweep.repository.js';
import { SkipRepository } from './manager/skip.repository.js';
import { Explainer } from './manager/why/explainer.js';
import { WhyFactsRepository } from './manager/why/why-facts.repository.js';
import { Readiness } from './manager/readiness.js';
import { RegistryMirror } from './manager/registry-mirror.js';
import { FirstHook } from './observe/first-hook.module.js';
import { HostObserver } from './observe/host-observer.js';
import { ObservedIntake } from './observe/observed-intake.js';
import { ObservedJobs } from './observe/observed-jobs.js';
import { RunLog } from './observe/run-log.js';
import { Scheduler } from './schedule/scheduler.js';
import { trackedCronTables } from './tracked-cron.entities.js';
import { TrackedCronLifecycle } from './tracked-cron.lifecycle.js';
import type { TrackedCronModuleOptions } from './tracked-cron.options.js';
import { resolveSettings, type TrackedCronSettings } from './tracked-cron.settings.js';

/** What the host wrote. */
export const OPTIONS = Symbol.for('nestjs-tracked-cron:options');
/** The same, checked, with every default. */
export const SETTINGS = Symbol.for('nestjs-tracked-cron:settings');
/** Entities that another library of ours reads and writes through {@link CronDatabase}; nothing where there is none. */
export const ADDED_ENTITIES = Symbol.for('nestjs-tracked-cron:added-entities');

/** What every room stands on. */
export const foundation = [
  provide(SETTINGS, [OPTIONS, HttpAdapterHost], (options: TrackedCronModuleOptions, http: HttpAdapterHost) =>
    resolveSettings(options, {
      env: process.env,
      cwd: process.cwd(),
      standalone: !http.httpAdapter,
      startEmbedded: startEmbeddedPostgres,
    }),
  ),
  provide(
    CronDatabase,
    [SETTINGS, { token: ADDED_ENTITIES, optional: true }],
    ({ database }: TrackedCronSettings, added: EntityTarget<object>[] = []) =>
      new CronDatabase(database, {
        ...trackedCronTables,
        entities: [...trackedCronTables.entities, ...added],
      }),
  ),
  provide(DatabaseClock, [Clock], (clock: Clock) => new DatabaseClock(clock)),
  provide(TrackedCronEvents, [], () => new TrackedCronEvents()),
  provide(Readiness, [SETTINGS], ({ active }: TrackedCronSettings) => new Readiness(active)),
];

/** What our other libraries stand on too; see `internal.ts`. */
export const HANDED_ON = [
  SETTINGS,
  Clock,
  IdGenerator,
  CronDatabase,
  DatabaseClock,
  Readiness,
  InstanceIdentity,
  JobRegistry,
  AuditLog,
  SweepRepository,
  JobWatch,
  ExecutionFollowers,
];

/** The house from right to left, because a room knows only those to its right. Each provider: what, from what, how. */
export const rooms = [
  // history: what became of it
  provide(PartitionKeeper, [CronDatabase, DatabaseClock], construct(PartitionKeeper)),
  provide(RetentionKeeper, [CronDatabase, DatabaseClock], construct(RetentionKeeper)),
  provide(RollUpKeeper, [CronDatabase, SETTINGS, DatabaseClock], construct(RollUpKeeper)),
  provide(StatisticsRepository, [CronDatabase, SETTINGS, DatabaseClock], construct(StatisticsRepository)),
  provide(
    Spool,
    [SETTINGS, Clock, InstanceIdentity],
    (settings: TrackedCronSettings, clock: Clock, instance: InstanceIdentity) =>
      new Spool(settings, clock, instance),
  ),
  provide(Journal, [CronDatabase, Clock, PartitionKeeper, Spool], construct(Journal)),
  provide(
    LogJournal,
    [CronDatabase, Clock, PartitionKeeper, InstanceBus],
    (database: CronDatabase, clock: Clock, partitions: PartitionKeeper, bus: InstanceBus) =>
      new LogJournal(database, clock, partitions, {
        isFollowed: (executionId) => bus.isWanted('logs', executionId),
        written: (executionId) => bus.publish('logs', { id: executionId }),
      }),
  ),
  provide(
    Recorder,
    [CronDatabase, SETTINGS, Clock, PartitionKeeper, Journal, InstanceIdentity, Spool],
    construct(Recorder),
  ),
  provide(
    SpoolAdoption,
    [SETTINGS, CronDatabase, Clock, PartitionKeeper, Recorder, InstanceRepository],
    construct(SpoolAdoption),
  ),
  provide(
    ExecutionHistoryRepository,
    [CronDatabase, SETTINGS, DatabaseClock],
    (database: CronDatabase, scope: TrackedCronSettings, clock: DatabaseClock) =>
      new ExecutionHistoryRepository(database, scope, undefined, clock),
  ),
  provide(FailureGroupRepository, [CronDatabase, SETTINGS], construct(FailureGroupRepository)),

  // execution: running it
  provide(
    ExecutionFollowers,
    [SETTINGS],
    ({ active }: TrackedCronSettings) => new ExecutionFollowers(active),
  ),
  provide(LogCapture, [SETTINGS, LogJournal, DatabaseClock], construct(LogCapture)),
  provide(TrackedCronInterceptor, [], () => new TrackedCronInterceptor()),
  provide(
    HandlerFactory,
    [ModulesContainer, ExternalContextCreator, ModuleRef, TrackedCronInterceptor],
    (
      modules: ModulesContainer,
      global: ExternalContextCreator,
      ref: ModuleRef,
      interceptor: TrackedCronInterceptor,
    ) => {
      const config = hostConfig(global);
      const local = localContextCreator(modules);
      return new HandlerFactory(local, globalContextCreator(modules, config), config, ref, interceptor);
    },
  ),
  provide(BreakerRepository, [CronDatabase], construct(BreakerRepository)),
  provide(
    BreakerKeeper,
    [BreakerRepository, Clock, DatabaseClock, TrackedCronEvents, JobRegistry],
    construct(BreakerKeeper),
  ),
  provide(
    EXECUTION_ENGINE,
    // the recorder hands on to the journal what it did not see begin
    [
      HandlerFactory,
      Recorder,
      TrackedCronEvents,
      Clock,
      DatabaseClock,
      BreakerKeeper,
      LogCapture,
      ExecutionFollowers,
    ],
    construct(InProcessEngine),
  ),

  // cluster: who runs
  provide(
    InstanceIdentity,
    [IdGenerator, Clock, SETTINGS],
    (ids: IdGenerator, clock: Clock, { release }: TrackedCronSettings) =>
      new InstanceIdentity(ids.next(clock.now()), release),
  ),
  provide(InstanceRepository, [CronDatabase, SETTINGS], construct(InstanceRepository)),
  provide(EvidenceRepository, [CronDatabase, SETTINGS], construct(EvidenceRepository)),
  provide(
    EvidenceLog,
    [EvidenceRepository, InstanceIdentity, DatabaseClock, IdGenerator, TrackedCronEvents],
    construct(EvidenceLog),
  ),
  provide(
    LeaseKeeper,
    [CronDatabase, Clock, DatabaseClock, SETTINGS, InstanceIdentity, TrackedCronEvents, BusLine],
    makeLeaseKeeper,
  ),
  provide(BusLine, [SETTINGS], (settings: TrackedCronSettings) => new BusLine(settings)),
  provide(
    InstanceBus,
    [CronDatabase, BusLine, Clock, IdGenerator, TrackedCronEvents],
    (database: CronDatabase, line: BusLine, clock: Clock, ids: IdGenerator, events: TrackedCronEvents) => {
      const bus = new PostgresBus(database, line, clock, ids, events);
      tellOfEvents(events, bus);
      return bus;
    },
  ),
  provide(
    InstanceLease,
    [LeaseKeeper, Clock, DatabaseClock, IdGenerator, InstanceIdentity, SETTINGS, EvidenceLog],
    construct(InstanceLease),
  ),
  provide(
    LaneQueue,
    [CronDatabase, InstanceIdentity, JobRegistry, EXECUTION_ENGINE, InstanceLease, SETTINGS],
    construct(LaneQueue),
  ),
  provide(
    CancelDesk,
    [CronDatabase, SETTINGS, InstanceIdentity, EXECUTION_ENGINE, LaneQueue],
    construct(CancelDesk),
  ),
  provide(BackfillRepository, [CronDatabase], construct(BackfillRepository)),
  provide(
    PendingClaimer,
    [
      CronDatabase,
      InstanceIdentity,
      JobRegistry,
      EXECUTION_ENGINE,
      SETTINGS,
      DatabaseClock,
      InstanceLease,
      LaneQueue,
    ],
    construct(PendingClaimer),
  ),
  provide(
    OrphanSweep,
    [
      InstanceRepository,
      InstanceIdentity,
      EXECUTION_ENGINE,
      Recorder,
      Clock,
      TrackedCronEvents,
      DatabaseClock,
    ],
    (
      instances: InstanceRepository,
      identity: InstanceIdentity,
      engine: ExecutionEngine,
      recorder: Recorder,
      clock: Clock,
      events: TrackedCronEvents,
      databaseClock: DatabaseClock,
    ) => {
      const owner = { owned: () => [...engine.owned(), ...recorder.owned()] };
      return new OrphanSweep(instances, identity, owner, clock, events, databaseClock);
    },
  ),
  provide(
    Membership,
    [
      InstanceLease,
      OrphanSweep,
      PendingClaimer,
      EXECUTION_ENGINE,
      Clock,
      SETTINGS,
      InstanceIdentity,
      TrackedCronEvents,
      CancelDesk,
    ],
    construct(Membership),
  ),
  provide(
    RetryAlarm,
    [PendingClaimer, Membership, Clock, DatabaseClock, TrackedCronEvents],
    construct(RetryAlarm),
  ),
  provide(
    SlotClaimer,
    [
      CronDatabase,
      DatabaseClock,
      IdGenerator,
      InstanceIdentity,
      JobRegistry,
      EXECUTION_ENGINE,
      PartitionKeeper,
      Journal,
      EvidenceLog,
      InstanceLease,
    ],
    construct(SlotClaimer),
  ),
  provide(
    UnclaimedSlotsRepository,
    [CronDatabase, IdGenerator, SETTINGS],
    construct(UnclaimedSlotsRepository),
  ),
  provide(
    SlotAccounts,
    [UnclaimedSlotsRepository, InstanceIdentity, DatabaseClock, TrackedCronEvents, Recorder],
    (
      repository: UnclaimedSlotsRepository,
      identity: InstanceIdentity,
      clock: DatabaseClock,
      events: TrackedCronEvents,
      recorder: Recorder,
    ) => {
      const accounts = new SlotAccounts(repository, identity, clock, events);
      recorder.prepareWith(() => accounts.runOnce(), 'last');
      return accounts;
    },
  ),
  provide(InstancePauses, [CronDatabase, SETTINGS, Clock, DatabaseClock], construct(InstancePauses)),
  provide(
    InstanceSlots,
    [
      DatabaseClock,
      IdGenerator,
      InstanceIdentity,
      EXECUTION_ENGINE,
      Recorder,
      SlotAccounts,
      InstancePauses,
      EvidenceLog,
    ],
    construct(InstanceSlots),
  ),
  provide(
    TriggerDesk,
    [CronDatabase, Clock, DatabaseClock, IdGenerator, InstanceIdentity, InstanceLease, EXECUTION_ENGINE],
    construct(TriggerDesk),
  ),

  // schedule: when due
  provide(
    Scheduler,
    [SlotClaimer, Clock, DatabaseClock, TrackedCronEvents, Membership, InstanceSlots],
    construct(Scheduler),
  ),

  // definition: what it is
  provide(JobRegistry, [], () => new JobRegistry()),
  provide(JobExplorer, [DiscoveryService, MetadataScanner], construct(JobExplorer)),
  provide(JobConfigurator, [ModuleRef], construct(JobConfigurator)),
  provide(
    FreezeRepository,
    [CronDatabase, SETTINGS, IdGenerator, DatabaseClock],
    construct(FreezeRepository),
  ),
  provide(GenerationRepository, [CronDatabase, IdGenerator, SETTINGS], construct(GenerationRepository)),
  provide(OverrideRepository, [CronDatabase, IdGenerator, SETTINGS], construct(OverrideRepository)),
  provide(
    CronJobRepository,
    [CronDatabase, IdGenerator, SETTINGS, GenerationRepository, InstanceIdentity, OverrideRepository],
    construct(CronJobRepository),
  ),

  // observe: what the host's own schedulers do
  provide(ObservedJobs, [JobRegistry], construct(ObservedJobs)),
  provide(
    ObservedIntake,
    [ObservedJobs, CronJobRepository, SlotAccounts, DatabaseClock, Clock, SETTINGS],
    construct(ObservedIntake),
  ),
  provide(
    RunLog,
    [Recorder, Clock, DatabaseClock, IdGenerator, InstanceIdentity, TrackedCronEvents],
    construct(RunLog),
  ),
  provide(
    HostObserver,
    [
      DiscoveryService,
      MetadataScanner,
      Clock,
      ObservedJobs,
      SlotAccounts,
      RunLog,
      ObservedIntake,
      Recorder,
      FirstHook,
      SETTINGS,
    ],
    (
      discovery: DiscoveryService,
      scanner: MetadataScanner,
      clock: Clock,
      jobs: ObservedJobs,
      accounts: SlotAccounts,
      log: RunLog,
      intake: ObservedIntake,
      recorder: Recorder,
      first: FirstHook,
      { observe }: TrackedCronSettings,
    ) => {
      const observer = new HostObserver(discovery, scanner, clock, jobs, accounts, log, () =>
        recorder.wake(),
      );
      if (observe) {
        recorder.prepareWith(() => intake.runOnce(), 'first');
        first.do(() => observer.attach());
      }
      return observer;
    },
  ),

  // manager: steering all of it
  provide(AuditRepository, [CronDatabase, SETTINGS], construct(AuditRepository)),
  provide(ScrubRepository, [CronDatabase, SETTINGS], construct(ScrubRepository)),
  provide(
    Scrubber,
    [ScrubRepository, Clock],
    (repository: ScrubRepository, clock: Clock) => new Scrubber(repository, clock),
  ),
  provide(AuditLog, [AuditRepository, IdGenerator, DatabaseClock], construct(AuditLog)),
  provide(JobFactsRepository, [CronDatabase, SETTINGS], construct(JobFactsRepository)),
  provide(ObjectiveReader, [StatisticsRepository], construct(ObjectiveReader)),
  provide(JobStatusReader, [JobFactsRepository, DatabaseClock, ObjectiveReader], construct(JobStatusReader)),
  provide(SweepRepository, [CronDatabase, SETTINGS], construct(SweepRepository)),
  provide(
    JobWatch,
    [SweepRepository, JobFactsRepository, ObjectiveReader, DatabaseClock],
    construct(JobWatch),
  ),
  provide(JobStatistics, [StatisticsRepository], construct(JobStatistics)),
  provide(ObjectiveRepository, [CronDatabase, SETTINGS], construct(ObjectiveRepository)),
  provide(JobObjectives, [ObjectiveRepository, StatisticsRepository], construct(JobObjectives)),
  provide(PauseRepository, [CronDatabase, IdGenerator, DatabaseClock], construct(PauseRepository)),
  provide(SkipRepository, [CronDatabase], construct(SkipRepository)),
  provide(
    JobSteering,
    [
      JobRegistry,
      CancelDesk,
      ExecutionHistoryRepository,
      SkipRepository,
      FreezeRepository,
      BackfillRepository,
      LaneQueue,
      DatabaseClock,
      IdGenerator,
      InstanceIdentity,
    ],
    construct(JobSteering),
  ),
  provide(
    RegistryMirror,
    [DiscoveryService, Scheduler, DatabaseClock, ModuleRef, AuditLog],
    (
      discovery: DiscoveryService,
      scheduler: Scheduler,
      clock: DatabaseClock,
      ref: ModuleRef,
      audit: AuditLog,
    ) => {
      const by = 'SchedulerRegistry';
      return new RegistryMirror(discovery, scheduler, clock, {
        trigger: (jobName) => ref.get(CronJobManager).triggerManually(jobName as JobName, { by }),
        hold: (jobName, held) => {
          scheduler.hold(jobName, held);
          audit.note({ action: held ? 'hold' : 'release', jobName, by });
        },
      });
    },
  ),
  provide(
    InstanceJobs,
    [Scheduler, SlotAccounts, InstancePauses, IdGenerator, DatabaseClock, SETTINGS, Recorder],
    construct(InstanceJobs),
  ),
  provide(
    JobIntake,
    [
      JobRegistry,
      CronJobRepository,
      Scheduler,
      RegistryMirror,
      DatabaseClock,
      SETTINGS,
      JobConfigurator,
      TrackedCronEvents,
      InstanceJobs,
    ],
    construct(JobIntake),
  ),
  provide(
    JobFailures,
    [FailureGroupRepository, ExecutionHistoryRepository, DatabaseClock],
    construct(JobFailures),
  ),
  provide(WhyFactsRepository, [CronDatabase, SETTINGS, EvidenceRepository], construct(WhyFactsRepository)),
  provide(Explainer, [WhyFactsRepository, DatabaseClock], construct(Explainer)),
  provide(
    DeploymentWatch,
    [
      GenerationRepository,
      CronJobRepository,
      JobIntake,
      InstanceIdentity,
      Clock,
      TrackedCronEvents,
      SETTINGS,
    ],
    construct(DeploymentWatch),
  ),
  provide(
    Insight,
    [CronDatabase, SETTINGS, DatabaseClock, PartitionKeeper, Spool, SpoolAdoption],
    construct(Insight),
  ),
  provide(
    OverrideWatch,
    [OverrideRepository, JobRegistry, JobIntake, Membership, Scheduler, Clock, DatabaseClock, InstanceBus],
    construct(OverrideWatch),
  ),
  provide(
    JobConfiguration,
    [JobRegistry, OverrideRepository, JobIntake, DatabaseClock, OverrideWatch],
    construct(JobConfiguration),
  ),
  provide(SlotLedgerRepository, [CronDatabase], construct(SlotLedgerRepository)),
  provide(WorkRepository, [CronDatabase, SETTINGS], construct(WorkRepository)),
  provide(TimelineRepository, [CronDatabase], construct(TimelineRepository)),
  provide(InstanceTimelineRepository, [CronDatabase, SETTINGS], construct(InstanceTimelineRepository)),
  provide(
    TimelineReader,
    [WorkRepository, TimelineRepository, InstanceTimelineRepository, StatisticsRepository, DatabaseClock],
    construct(TimelineReader),
  ),
  provide(JobSlots, [WhyFactsRepository, SlotLedgerRepository, DatabaseClock, SETTINGS], construct(JobSlots)),
  provide(
    CronJobManager,
    [
      TrackedCronEvents,
      Readiness,
      JobRegistry,
      JobIntake,
      TriggerDesk,
      EXECUTION_ENGINE,
      ExecutionHistoryRepository,
      JobStatusReader,
      PauseRepository,
      SETTINGS,
      DatabaseClock,
      JobSteering,
      Clock,
      Insight,
      Explainer,
      JobConfiguration,
      JobSlots,
      JobStatistics,
      JobObjectives,
      JobFailures,
      AuditLog,
      Scrubber,
      TimelineReader,
    ],
    construct(CronJobManager),
  ),
  provide(EventEmitterBridge, [DiscoveryService, TrackedCronEvents, SETTINGS], construct(EventEmitterBridge)),
  provide(
    TrackedCronLifecycle,
    [
      SETTINGS,
      Clock,
      JobExplorer,
      JobRegistry,
      JobIntake,
      CronDatabase,
      Membership,
      PartitionKeeper,
      Scheduler,
      EXECUTION_ENGINE,
      Journal,
      Readiness,
      Recorder,
      RunLog,
      ObservedJobs,
      InstancePauses,
      EventEmitterBridge,
      Spool,
      SpoolAdoption,
      EvidenceLog,
      RetentionKeeper,
      DeploymentWatch,
      LogJournal,
      LogCapture,
      OverrideWatch,
      RollUpKeeper,
    ],
    construct(TrackedCronLifecycle),
  ),
];

/** One provider, from what is injected. */
export function provide<Dependencies extends unknown[], Made>(
  token: InjectionToken,
  inject: (InjectionToken | OptionalFactoryDependency)[],
  useFactory: (...dependencies: Dependencies) => Made,
): FactoryProvider {
  return { provide: token, inject, useFactory: useFactory as FactoryProvider['useFactory'] };
}

/** For classes whose constructor takes just what is injected, in that order. */
export function construct<Dependencies extends unknown[], Made>(
  type: new (...dependencies: Dependencies) => Made,
): (...dependencies: Dependencies) => Made {
  return (...dependencies) => new type(...dependencies);
}
