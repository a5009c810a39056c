import type { FactoryProvider } from '@nestjs/common';
import { Clock } from '../clock.js';
import { BackfillRepository } from '../cluster/backfill.repository.js';
import { InstanceBus } from '../cluster/bus/instance-bus.js';
import { LocalBus } from '../cluster/bus/local-bus.js';
import { tellOfEvents } from '../cluster/bus/tell-of-events.js';
import { CancelDesk } from '../cluster/cancel-desk.js';
import { EvidenceLog } from '../cluster/evidence-log.js';
import { EvidenceRepository } from '../cluster/evidence.repository.js';
import { InstanceIdentity } from '../cluster/instance-identity.js';
import { LeaseKeeper } from '../cluster/lease-keeper.js';
import { LaneQueue } from '../cluster/lane-queue.js';
import { InstancePauses } from '../cluster/instance-pauses.js';
import { InstanceSlots } from '../cluster/instance-slots.js';
import { Membership } from '../cluster/membership.js';
import { PendingClaimer } from '../cluster/pending-claimer.js';
import { SlotAccounts } from '../cluster/slot-accounts.js';
import { SlotClaimer } from '../cluster/slot-claimer.js';
import { TriggerDesk } from '../cluster/trigger-desk.js';
import { UnclaimedSlotsRepository } from '../cluster/unclaimed-slots.repository.js';
import { CronDatabase } from '../database/cron-database.js';
import { DatabaseClock } from '../database/database-clock.js';
import { CronJobRepository } from '../definition/cron-job.repository.js';
import { OverrideRepository } from '../definition/overrides/override.repository.js';
import { FreezeRepository } from '../definition/freeze.repository.js';
import type { ExecutingSwitch } from '../definition/executing-switch.js';
import { JobRegistry } from '../definition/job-registry.js';
import { JobExplorer } from '../definition/job.explorer.js';
import { TrackedCronEvents } from '../events.js';
import { BreakerKeeper } from '../execution/breaker-keeper.js';
import { BreakerRepository } from '../execution/breaker.repository.js';
import { EXECUTION_ENGINE, type ExecutionEngine } from '../execution/execution-engine.js';
import { ExecutionFollowers } from '../execution/execution-follower.js';
import { HandlerFactory } from '../execution/handler-factory.js';
import { LogCapture } from '../execution/log-capture.js';
import { InProcessEngine } from '../execution/in-process-engine.js';
import { ExecutionHistoryRepository } from '../history/execution-history.repository.js';
import { FailureGroupRepository } from '../history/failure-group.repository.js';
import { LogJournal } from '../history/log-journal.js';
import { Journal } from '../history/journal.js';
import { Recorder } from '../history/recorder.js';
import { StatisticsRepository } from '../history/roll-ups/statistics.repository.js';
import { IdGenerator } from '../id-generator.js';
import { PartitionKeeper } from '../history/partition-keeper.js';
import { AuditRepository } from '../manager/audit/audit.repository.js';
import { CronJobManager } from '../manager/cron-job-manager.js';
import { EventEmitterBridge } from '../manager/event-emitter-bridge.js';
import { Insight } from '../manager/insight/insight.js';
import { InstanceJobs } from '../manager/instance-jobs.js';
import { JobFactsRepository } from '../manager/job-facts.repository.js';
import { JobIntake } from '../manager/job-intake.js';
import { OverrideWatch } from '../manager/override-watch.js';
import { PauseRepository } from '../manager/pause.repository.js';
import { Readiness } from '../manager/readiness.js';
import { SlotLedgerRepository } from '../manager/slots/slot-ledger.repository.js';
import { WhyFactsRepository } from '../manager/why/why-facts.repository.js';
import { ScrubRepository } from '../manager/scrub/scrub.repository.js';
import { SkipRepository } from '../manager/skip.repository.js';
import { ObjectiveRepository } from '../manager/objective.repository.js';
import { HostObserver } from '../observe/host-observer.js';
import { ObservedIntake } from '../observe/observed-intake.js';
import { RunLog } from '../observe/run-log.js';
import { Scheduler, type SlotClaims } from '../schedule/scheduler.js';
import { TrackedCronLifecycle } from '../tracked-cron.lifecycle.js';
import type { TrackedCronModuleOptions } from '../tracked-cron.options.js';
import { construct, OPTIONS, provide, SETTINGS } from '../tracked-cron.rooms.js';
import { resolveSettings, type TrackedCronSettings } from '../tracked-cron.settings.js';
import { CountedClock, FakeableClock } from './fakeable-clock.js';
import { MemoryAudit } from './memory/memory-audit.js';
import { MemoryBackfills } from './memory/memory-backfills.js';
import { MemoryCancelDesk } from './memory/memory-cancel-desk.js';
import { MemoryBreakers } from './memory/memory-breakers.js';
import { MemoryClaims } from './memory/memory-claims.js';
import { MemoryDatabase } from './memory/memory-database.js';
import { MemoryFacts } from './memory/memory-facts.js';
import { MemoryFailures } from './memory/memory-failures.js';
import { MemoryFreezes } from './memory/memory-freezes.js';
import { MemoryHistory } from './memory/memory-history.js';
import { MemoryInsight } from './memory/memory-insight.js';
import { MemoryInstanceTimeline, MemoryTimeline, MemoryWork } from './memory/memory-timeline.js';
import { InstanceTimelineRepository } from '../history/instance-timeline.repository.js';
import { WorkRepository } from '../manager/insight/work.repository.js';
import { TimelineRepository } from '../history/timeline.repository.js';
import { MemoryJobs } from './memory/memory-jobs.js';
import { MemoryJournal } from './memory/memory-journal.js';
import { MemoryLanes } from './memory/memory-lanes.js';
import { MemoryLedger } from './memory/memory-ledger.js';
import { MemoryLogs } from './memory/memory-logs.js';
import { MemoryObjectives } from './memory/memory-objectives.js';
import { MemoryOverrides } from './memory/memory-overrides.js';
import { MemoryStatistics } from './memory/memory-statistics.js';
import { MemoryPending } from './memory/memory-pending.js';
import { MemoryTriggerDesk } from './memory/memory-trigger-desk.js';
import { MemoryWhy } from './memory/memory-why.js';
import { Settling } from './settling.js';
import { TestingLifecycle } from './testing-lifecycle.js';
import { testingSettings, type TrackedCronTestingOptions } from './testing.options.js';
import { TrackedCronTester } from './tracked-cron-tester.js';
import { VirtualClock } from './virtual-clock.js';

/** The longest that a timer of Node can wait: no clock of a test is ever measured anew. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
const NOT_STARTED = 'The application under test is not started: write await app.init() first.';
const ALWAYS_TRUSTED = { isTrusted: () => true, mayTake: () => true, onRenewal: () => {} };
/** There is one instance: what each runs by itself is claimed like everything else. */
const CLAIMED_LIKE_OTHERS: Pick<InstanceJobs, 'start' | 'registered' | 'changed'> = {
  start: () => {},
  changed: () => {},
  registered: () => Promise.resolve(),
};
/** A test's memory is gone with the test. */
const NOTHING_STORED: Pick<ScrubRepository, 'tables' | 'withoutRight' | 'look' | 'clean' | 'inFlight'> = {
  tables: [],
  withoutRight: () => Promise.resolve([]),
  look: () => Promise.resolve({ hits: [], last: null }),
  clean: () => Promise.resolve(),
  inFlight: () => Promise.resolve(0),
};
/** Nobody asks for these: nothing is observed, and nothing is recorded but what was claimed. */
const NOT_IN_MEMORY = [
  Recorder,
  EvidenceLog,
  EvidenceRepository,
  PartitionKeeper,
  LeaseKeeper,
  UnclaimedSlotsRepository,
  SlotAccounts,
  InstanceSlots,
  InstancePauses,
  ObservedIntake,
  RunLog,
  HostObserver,
];
const EXECUTING: ExecutingSwitch = {
  any: true,
  asked: true,
  executes: () => true,
  because: 'this is a test in memory',
};

/**
 * What takes the place of providers of `TrackedCronModule`: everything that would reach for the database, the lease and
 * the clock. The rest (definitions, schedules, the plan of slots, handlers with their pipeline, outcomes, status) is what
 * runs in production.
 */
export function inMemory(options: TrackedCronTestingOptions): FactoryProvider[] {
  const { now, wakeUps, patience } = testingSettings(options);
  return [
    provide(SETTINGS, [OPTIONS], (host: TrackedCronModuleOptions) => settingsInMemory(host, options)),
    provide(Readiness, [], () => new Readiness(true, NOT_STARTED)),
    provide(Clock, [], () => (wakeUps === null ? new VirtualClock(now) : new FakeableClock())),
    provide(CronDatabase, [], () => new MemoryDatabase()),

    provide(Journal, [CronDatabase], construct(MemoryJournal)),
    provide(LogJournal, [CronDatabase], construct(MemoryLogs)),
    provide(ExecutionHistoryRepository, [CronDatabase, SETTINGS], construct(MemoryHistory)),
    provide(FailureGroupRepository, [CronDatabase, SETTINGS], construct(MemoryFailures)),

    provide(ExecutionFollowers, [], () => new ExecutionFollowers(false)),
    // under faked timers the event loop doesn't turn: all that is due starts in one
    provide(
      EXECUTION_ENGINE,
      [
        HandlerFactory,
        Journal,
        TrackedCronEvents,
        Clock,
        DatabaseClock,
        BreakerKeeper,
        LogCapture,
        ExecutionFollowers,
      ],
      (
        factory: HandlerFactory,
        journal: Journal,
        events: TrackedCronEvents,
        clock: Clock,
        now: DatabaseClock,
        breakers: BreakerKeeper,
        lines: LogCapture,
        followers: ExecutionFollowers,
      ) => new InProcessEngine(factory, journal, events, clock, now, breakers, lines, followers, Infinity),
    ),
    ...NOT_IN_MEMORY.map((token) => provide(token, [], () => ({}))),
    provide(InstanceJobs, [], () => CLAIMED_LIKE_OTHERS),
    provide(InstanceBus, [TrackedCronEvents], (events: TrackedCronEvents) => {
      const bus = new LocalBus();
      tellOfEvents(events, bus);
      return bus;
    }),
    provide(Membership, [], () => ALWAYS_TRUSTED),
    provide(BreakerRepository, [CronDatabase], construct(MemoryBreakers)),
    provide(
      PendingClaimer,
      [CronDatabase, InstanceIdentity, JobRegistry, EXECUTION_ENGINE, DatabaseClock],
      construct(MemoryPending),
    ),
    provide(
      LaneQueue,
      [CronDatabase, DatabaseClock, InstanceIdentity, JobRegistry, EXECUTION_ENGINE],
      construct(MemoryLanes),
    ),
    provide(
      CancelDesk,
      [CronDatabase, DatabaseClock, EXECUTION_ENGINE, LaneQueue],
      construct(MemoryCancelDesk),
    ),
    provide(
      SlotClaimer,
      [CronDatabase, DatabaseClock, IdGenerator, InstanceIdentity, JobRegistry, EXECUTION_ENGINE, CancelDesk],
      construct(MemoryClaims),
    ),
    provide(
      TriggerDesk,
      [CronDatabase, DatabaseClock, IdGenerator, InstanceIdentity, EXECUTION_ENGINE],
      construct(MemoryTriggerDesk),
    ),
    provide(
      Scheduler,
      [SlotClaimer, Clock, DatabaseClock, TrackedCronEvents],
      (claims: SlotClaims, clock: Clock, databaseClock: DatabaseClock, events: TrackedCronEvents) => {
        const wakes = wakeUps === null ? clock : new CountedClock(wakeUps);
        return new Scheduler(claims, wakes, databaseClock, events, ALWAYS_TRUSTED, null, LONGEST_TIMER_MS);
      },
    ),

    provide(
      CronJobRepository,
      [CronDatabase, IdGenerator, DatabaseClock, SETTINGS, FreezeRepository, OverrideRepository],
      construct(MemoryJobs),
    ),
    provide(PauseRepository, [CronJobRepository], (jobs: MemoryJobs) => jobs),
    provide(SkipRepository, [CronJobRepository], (jobs: MemoryJobs) => jobs),
    provide(FreezeRepository, [CronDatabase, DatabaseClock, SETTINGS], construct(MemoryFreezes)),
    provide(BackfillRepository, [CronDatabase, DatabaseClock], construct(MemoryBackfills)),
    provide(ScrubRepository, [], () => NOTHING_STORED),
    provide(AuditRepository, [CronDatabase, DatabaseClock, SETTINGS], construct(MemoryAudit)),
    provide(JobFactsRepository, [CronDatabase], construct(MemoryFacts)),
    provide(OverrideRepository, [CronDatabase, DatabaseClock], construct(MemoryOverrides)),
    provide(JobFactsRepository, [CronDatabase, InstanceIdentity], construct(MemoryFacts)),
    provide(SlotLedgerRepository, [CronDatabase], construct(MemoryLedger)),
    provide(WhyFactsRepository, [CronDatabase, InstanceIdentity], construct(MemoryWhy)),
    provide(StatisticsRepository, [CronDatabase, DatabaseClock], construct(MemoryStatistics)),
    provide(WorkRepository, [CronDatabase], construct(MemoryWork)),
    provide(TimelineRepository, [CronDatabase], construct(MemoryTimeline)),
    provide(InstanceTimelineRepository, [CronDatabase], construct(MemoryInstanceTimeline)),
    provide(ObjectiveRepository, [CronDatabase], construct(MemoryObjectives)),
    provide(
      Insight,
      [CronDatabase, SETTINGS, DatabaseClock, InstanceIdentity, JobFactsRepository],
      construct(MemoryInsight),
    ),
    provide(
      TrackedCronLifecycle,
      [
        JobExplorer,
        JobIntake,
        Scheduler,
        EXECUTION_ENGINE,
        Readiness,
        CronJobManager,
        JobRegistry,
        CronDatabase,
        Clock,
        TrackedCronEvents,
        EventEmitterBridge,
        LogCapture,
        OverrideWatch,
      ],
      (
        explorer: JobExplorer,
        intake: JobIntake,
        scheduler: Scheduler,
        engine: ExecutionEngine,
        readiness: Readiness,
        manager: CronJobManager,
        registry: JobRegistry,
        database: MemoryDatabase,
        clock: Clock,
        events: TrackedCronEvents,
        bridge: EventEmitterBridge,
        capture: LogCapture,
        overrides: OverrideWatch,
      ) => {
        const virtual = clock instanceof VirtualClock ? clock : undefined;
        const settling = new Settling(engine, events, patience);
        const tester = new TrackedCronTester(manager, registry, scheduler, database, virtual, settling);
        return new TestingLifecycle(
          explorer,
          intake,
          scheduler,
          engine,
          readiness,
          bridge,
          tester,
          capture,
          overrides,
        );
      },
    ),
  ];
}

/** The host's settings, less its database; jobs that run elsewhere in production (`execute`, `runsOn`) run here. */
async function settingsInMemory(
  host: TrackedCronModuleOptions,
  { application, environment, release, timeZone, strict }: TrackedCronTestingOptions,
): Promise<TrackedCronSettings> {
  const own = Object.entries({ application, environment, release, timeZone, strict });
  const given = Object.fromEntries(own.filter(([, value]) => value !== undefined));
  const settings = await resolveSettings(
    { ...host, ...given, database: { url: 'postgres://memory/none' } },
    {
      env: process.env,
      cwd: process.cwd(),
      standalone: true,
      startEmbedded: () => Promise.reject(new Error('a test in memory starts no database')),
    },
  );
  return { ...settings, active: true, observe: false, execution: EXECUTING };
}
