import {
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleDestroy,
} from '@nestjs/common';
import { bootReport } from './boot-report.js';
import type { Clock, ClockTimer } from './clock.js';
import type { EvidenceLog } from './cluster/evidence-log.js';
import type { InstancePauses } from './cluster/instance-pauses.js';
import type { Membership } from './cluster/membership.js';
import type { CronDatabase } from './database/cron-database.js';
import { isWrongConfiguration } from './database/database-error.js';
import type { JobExplorer } from './definition/job.explorer.js';
import type { JobRegistry } from './definition/job-registry.js';
import { ExecutionCancelledError } from './execution/errors.js';
import type { ExecutionEngine } from './execution/execution-engine.js';
import type { LogCapture } from './execution/log-capture.js';
import type { Journal } from './history/journal.js';
import type { LogJournal } from './history/log-journal.js';
import type { PartitionKeeper } from './history/partition-keeper.js';
import type { Recorder } from './history/recorder.js';
import type { RetentionKeeper } from './history/retention-keeper.js';
import type { RollUpKeeper } from './history/roll-ups/roll-up-keeper.js';
import type { Spool } from './history/spool.js';
import type { SpoolAdoption } from './history/spool-adoption.js';
import type { DeploymentWatch } from './manager/deployment-watch.js';
import type { OverrideWatch } from './manager/override-watch.js';
import type { EventEmitterBridge } from './manager/event-emitter-bridge.js';
import { checkOnlyCopy } from './loaded-copies.js';
import type { JobIntake } from './manager/job-intake.js';
import type { Readiness } from './manager/readiness.js';
import type { ObservedJobs } from './observe/observed-jobs.js';
import type { RunLog } from './observe/run-log.js';
import type { Scheduler } from './schedule/scheduler.js';
import { shutdownDoubts } from './shutdown-doubts.js';
import type { TrackedCronSettings } from './tracked-cron.settings.js';

/** How long jobs that every instance runs by itself wait at boot for the database to say what time it is. */
const TIME_ASKED_FOR_MS = 10_000;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 15_000;
/** When it looks again whether a spool has lost its owner. */
const SPOOL_INTERVAL_MS = 60_000;
const PARTITION_INTERVAL_MS = 6 * 3_600_000;
/** When expired partitions are looked for: soon enough for applications that are deployed several times a day. */
const RETENTION_DELAY_MS = 10 * 60_000;
/** How old statistics may be. */
const ROLL_UP_INTERVAL_MS = 60_000;
const RETENTION_INTERVAL_MS = 24 * 3_600_000;
/** How long shutdown waits for ends to be written once nothing runs any more. */
const FLUSH_LIMIT_MS = 5_000;
/** By then the host has said who listens to signals. */
const DOUBTS_AFTER_MS = 5_000;
/** How long it waits for connections to close. */
const CLOSE_LIMIT_MS = 5_000;

/** What the library does when the host starts and stops, in the order in which it does it. */
export class TrackedCronLifecycle implements OnApplicationBootstrap, OnModuleDestroy, OnApplicationShutdown {
  private readonly logger = new Logger('TrackedCron');
  private readonly timers = new Set<ClockTimer>();
  private opening: Promise<void> | undefined;
  private stopping = false;

  constructor(
    private readonly settings: TrackedCronSettings,
    private readonly clock: Clock,
    private readonly explorer: JobExplorer,
    private readonly registry: JobRegistry,
    private readonly intake: JobIntake,
    private readonly database: CronDatabase,
    private readonly membership: Membership,
    private readonly partitions: PartitionKeeper,
    private readonly scheduler: Scheduler,
    private readonly engine: ExecutionEngine,
    private readonly journal: Journal,
    private readonly readiness: Readiness,
    private readonly recorder: Recorder,
    private readonly runLog: RunLog,
    private readonly observed: ObservedJobs,
    private readonly pauses: InstancePauses,
    private readonly bridge: EventEmitterBridge,
    private readonly spool: Spool,
    private readonly adoption: SpoolAdoption,
    private readonly evidence: Pick<EvidenceLog, 'databaseFailed' | 'close'>,
    private readonly retention: Pick<RetentionKeeper, 'declare' | 'runBeside'>,
    private readonly deployment: DeploymentWatch,
    private readonly lines: LogJournal,
    private readonly capture: LogCapture,
    private readonly overrides: OverrideWatch,
    private readonly rollUps: Pick<RollUpKeeper, 'open' | 'runBeside' | 'stop'>,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    try {
      checkOnlyCopy(); // again: the other one may have been loaded after the module was imported
      this.bridge.connect();
      await this.intake.define(this.explorer.explore());
      this.intake.show();
      if (!this.settings.active) return;
      // what every instance runs by itself needs no database; but where it answers, it is asked for the time first
      this.after(TIME_ASKED_FOR_MS, () => this.startOwnJobs());
      await this.openAtBoot();
    } catch (error) {
      await this.giveUp();
      throw error;
    }
  }

  /** Nothing new is claimed; what runs may finish, while the lease is kept. */
  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    this.cancelTimers();
    await this.opening?.catch(() => {});
    this.cancelTimers(); // those of a boot that has just come through
    this.readiness.drain();
    this.rollUps.stop();
    this.pauses.stop();
    await this.deployment.stop();
    await this.overrides.stop();
    await this.membership.drain();
    await this.scheduler.stop();
    await this.drain();
  }

  /** After the host's own modules are gone: the last ends are written, the lease is given back. */
  async onApplicationShutdown(): Promise<void> {
    this.runLog.shutDown();
    if (this.readiness.isReady()) {
      // what the recorder hands on is the journal's
      await this.within(
        FLUSH_LIMIT_MS,
        Promise.all([this.recorder.flush().then(() => this.journal.flush()), this.lines.flush()]),
      );
    }
    this.capture.detach();
    this.lines.stop();
    this.recorder.stop();
    this.journal.stop();
    await this.leaveToSpool();
    if (this.readiness.isReady()) await this.within(FLUSH_LIMIT_MS, this.evidence.close());
    await this.membership.leave().catch((error: Error) => {
      this.logger.warn(`The lease could not be given back (${error.message}); it runs out by itself.`);
    });
    this.readiness.close();
    await this.closeDatabase();
  }

  /** What could not be written is left on disk to the next process. */
  private async leaveToSpool(): Promise<void> {
    const backlog = this.journal.backlog + this.recorder.backlog;
    if (backlog > 0) {
      this.recorder.databaseIsAway();
      await this.within(FLUSH_LIMIT_MS, this.journal.secure());
      const onDisk = this.spool.size;
      const left =
        onDisk === 0 ? '' : ` ${onDisk} are in ${this.settings.spool!.folder}, for the next start.`;
      this.logger.error(`${backlog} executions could not be recorded: the database is away.${left}`);
    }
    await this.within(FLUSH_LIMIT_MS, this.spool.close());
  }

  /** What is only observed runs anyway: its boot neither waits for the database nor fails with it, unless asked to. */
  private async openAtBoot(): Promise<void> {
    const opening = this.open(FIRST_RETRY_MS);
    if (!this.settings.observe || this.settings.onUnavailable === 'fail') return opening;
    opening.catch(() => {}); // told already
  }

  private async open(retryAfter: number): Promise<void> {
    this.opening = this.start();
    try {
      await this.opening;
    } catch (error) {
      if (this.settings.onUnavailable === 'fail') throw error;
      // who may mend the database may not be who can restart the application
      if (isWrongConfiguration(error) && !this.settings.observe) throw error;
      if (this.stopping) return;
      this.startOwnJobs();
      this.recorder.databaseIsAway();
      this.evidence.databaseFailed(error);
      this.logger.error(
        `The database can't be reached (${messageOf(error)}): no job that has to be claimed runs until it can. ` +
          `It is tried again in ${retryAfter / 1_000} s.`,
      );
      this.after(retryAfter, () => this.openAgain(Math.min(retryAfter * 2, LAST_RETRY_MS)));
    }
  }

  private openAgain(retryAfter: number): void {
    this.open(retryAfter).catch((error: Error) =>
      this.logger.error(`Tracked jobs don't run: ${messageOf(error)} Mend it and start again.`),
    );
  }

  private startOwnJobs(): void {
    const { any } = this.settings.execution;
    if (any && this.registry.all().some(({ scope }) => scope === 'instance')) this.scheduler.start();
  }

  private async start(): Promise<void> {
    const { execution, application, environment } = this.settings;
    this.membership.prepare(); // a thread starts while the schema is looked at
    await this.database.open();
    await this.partitions.runOnce();
    await this.retention.declare(this.settings, this.settings.retention);
    await this.rollUps.open();
    await this.adoption.writeEnds(); // before anybody sweeps
    await this.membership.join();
    await this.intake.registerAll();
    this.keepPartitions();
    this.readiness.ready();
    await this.pauses.start();
    this.recorder.open();
    this.deployment.start();
    this.overrides.start();
    this.adoptSpool();
    const observed = this.settings.observe ? this.observed.size : null;
    const tracked = this.registry.all().length;
    for (const line of bootReport({ application, environment, tracked, observed, execution })) {
      this.logger.log(line);
    }
    if (execution.any) {
      this.scheduler.start();
      this.after(ROLL_UP_INTERVAL_MS, () => void this.rollUp());
      this.after(RETENTION_DELAY_MS, () => this.dropExpired());
      this.after(DOUBTS_AFTER_MS, () => this.tellShutdownDoubts());
    }
  }

  /** Some files may still have an owner, as far as one can see from here. */
  private adoptSpool(): void {
    const again = () => this.after(SPOOL_INTERVAL_MS, () => this.adoptSpool());
    this.adoption.runOnce().then(
      (left) => left && !this.stopping && again(),
      (error: Error) => {
        this.logger.error(`The spool could not be written to the database: ${error.message}`);
        if (!this.stopping) again();
      },
    );
  }

  private keepPartitions(): void {
    this.after(PARTITION_INTERVAL_MS, () => {
      this.keepPartitions();
      this.partitions.runOnce().catch((error: Error) => {
        this.logger.error(`Partitions of the history could not be made ahead: ${error.message}`);
      });
    });
  }

  private dropExpired(): void {
    this.after(RETENTION_INTERVAL_MS, () => this.dropExpired());
    this.retention.runBeside().catch((error: Error) => {
      if (this.stopping) return;
      this.logger.error(`What has been kept for long enough could not be dropped: ${error.message}`);
    });
  }

  /** The next time is a minute after the end of this one: the first can take minutes. */
  private async rollUp(): Promise<void> {
    await this.rollUps.runBeside();
    if (!this.stopping) this.after(ROLL_UP_INTERVAL_MS, () => void this.rollUp());
  }

  private tellShutdownDoubts(): void {
    const signalListeners = process.listenerCount('SIGTERM') + process.listenerCount('SIGINT');
    const doubts = shutdownDoubts(this.settings.drainTimeout, { env: process.env, signalListeners });
    for (const doubt of doubts) this.logger.warn(doubt);
  }

  private async drain(): Promise<void> {
    if (this.engine.inFlight === 0) return;
    const { drainTimeout } = this.settings;
    this.logger.log(
      `Waiting up to ${drainTimeout / 1_000} s for ${this.engine.inFlight} executions in flight.`,
    );
    await this.within(drainTimeout, this.engine.settled());
    if (this.engine.inFlight === 0) return;
    this.logger.warn(`${this.engine.inFlight} executions did not end in time and are aborted.`);
    this.engine.abort(
      new ExecutionCancelledError('shutdown', 'The application shut down before the execution had ended.'),
    );
  }

  /** A boot that failed leaves nothing behind: no timer, no lease, no connection. */
  private async giveUp(): Promise<void> {
    this.stopping = true;
    this.cancelTimers();
    this.pauses.stop();
    await this.deployment.stop();
    await this.overrides.stop();
    this.recorder.stop();
    this.capture.detach();
    this.lines.stop();
    await this.scheduler.stop();
    await this.membership.leave().catch(() => {});
    await this.closeDatabase();
  }

  private async closeDatabase(): Promise<void> {
    // a connection that the network has swallowed never says goodbye
    await this.within(CLOSE_LIMIT_MS, this.database.close());
    await this.settings.stopDatabase?.();
  }

  private cancelTimers(): void {
    for (const timer of this.timers) timer.cancel();
    this.timers.clear();
  }

  private within(limit: number, work: Promise<unknown>): Promise<unknown> {
    let timer: ClockTimer;
    const over = new Promise<void>((resolve) => (timer = this.clock.after(limit, resolve)));
    return Promise.race([work, over]).finally(() => timer.cancel());
  }

  private after(delay: number, work: () => void): void {
    const timer = this.clock.after(delay, () => {
      this.timers.delete(timer);
      work();
    });
    if (!this.settings.execution.any) timer.unref();
    this.timers.add(timer);
  }
}

function messageOf(error: unknown): string {
  // several addresses refused: the first says it all
  if (error instanceof AggregateError && error.message === '') return messageOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
