import { Logger } from '@nestjs/common';
import type { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { Clock } from '../clock.js';
import type { SlotAccounts } from '../cluster/slot-accounts.js';
import type { Gap } from '../cluster/missed-slots.js';
import {
  callbacksOf,
  timesOf,
  watchCallbacks,
  watchCronJob,
  type CronJobLike,
  type CronJobListener,
} from './cron-job-watch.js';
import {
  scheduleExplorers,
  scheduleMetadata,
  schedulerOrchestrators,
  schedulerRegistries,
  type Method,
  type ScheduleExplorerLike,
  type ScheduleMetadata,
  type SchedulerOrchestratorLike,
  type SchedulerRegistryLike,
} from './host-scheduling.js';
import { isJobHandle } from './job-handles.js';
import type { ObservedJob } from './observed-job.js';
import type { ObservedJobs } from './observed-jobs.js';
import { ObservedSource } from './observed-source.js';
import { cronTimes, intervalTimes, timeoutTimes, type ObservedTimes } from './observed-times.js';
import type { RunLog } from './run-log.js';
import { watchTimer } from './timer-watch.js';

/**
 * Hangs the observation onto the host's scheduling: onto objects of this application, never onto a class, so that another
 * application in the process, and code that makes its own `CronJob`, see nothing of it.
 *
 * A decorated method is wrapped where the explorer wraps it to log its error: only there the error is still to be seen, and
 * the method itself, which other code may call, stays as it is. What host code adds to the registry is wrapped when it is
 * added. All of it is in place before the first `onModuleInit`, whatever the import order.
 */
export class HostObserver implements CronJobListener {
  private readonly logger = new Logger('TrackedCron');
  /** What the explorer made of a decorated method, and whose it is. */
  private readonly ofMethods = new WeakMap<object, ObservedSource>();
  /** `CronJob`s and timers that are watched already: host code may take one out of the registry and put it back. */
  private readonly watched = new WeakSet<object>();
  /** The orchestrator starts the timers of decorated methods, which are known. */
  private mounting = false;
  private tooMany = false;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly clock: Clock,
    private readonly jobs: ObservedJobs,
    private readonly accounts: Pick<SlotAccounts, 'missed'>,
    private readonly log: RunLog,
    /** Called when there is something to register or to write. */
    private readonly wake: () => void,
  ) {}

  /** Begins to watch. Called once, when every provider is there and no hook has run. */
  attach(): void {
    const registries = schedulerRegistries(this.discovery);
    const explorers = scheduleExplorers(this.discovery);
    if (registries.length === 0) {
      this.logger.warn(
        "mode: 'observe' finds no ScheduleModule in this application: nothing is observed. Import " +
          "ScheduleModule.forRoot() from '@nestjs/schedule', or leave the mode out.",
      );
    } else if (explorers.length === 0) {
      this.logger.warn(
        "mode: 'observe' does not know this version of '@nestjs/schedule': only jobs that are added to SchedulerRegistry " +
          'are observed. Versions 6 and 12 are known.',
      );
    }
    for (const explorer of explorers) this.watchExplorer(explorer);
    for (const orchestrator of schedulerOrchestrators(this.discovery)) this.watchOrchestrator(orchestrator);
    for (const registry of registries) this.watchRegistry(registry);
  }

  now(): number {
    return this.clock.now();
  }

  dropped(source: ObservedSource, from: number, to: number): void {
    this.missed(source, { from, to }, 'not_fired');
  }

  overThreshold(source: ObservedSource, slot: number): void {
    this.missed(source, { from: slot - 1, to: slot + 1 }, 'threshold');
  }

  rescheduled(source: ObservedSource, times: ObservedTimes): void {
    source.job = this.jobs.put({ ...source.job, times });
    this.wake();
  }

  private missed({ job: { name, times } }: ObservedSource, gap: Gap, reason: string): void {
    if (times.schedule === null) return;
    this.accounts.missed({ name, schedule: times.schedule }, gap, reason);
    this.wake();
  }

  private watchExplorer(explorer: ScheduleExplorerLike): void {
    const wrap = explorer.wrapFunctionInTryCatchBlocks;
    explorer.wrapFunctionInTryCatchBlocks = (method, instance) => {
      const source = this.sourceOfMethod(method, instance);
      if (!source) return wrap.call(explorer, method, instance);
      const watched = function (this: unknown, ...args: unknown[]): unknown {
        return source.call(() => method.apply(this, args), 'handled');
      };
      const wrapped = wrap.call(explorer, watched, instance);
      this.ofMethods.set(wrapped, source);
      return wrapped;
    };
  }

  private sourceOfMethod(method: Method, instance: object): ObservedSource | undefined {
    const metadata = scheduleMetadata(method);
    const methodName = this.nameOf(method, instance);
    if (!metadata || methodName === undefined) return undefined;
    const className = instance.constructor.name;
    const job = this.jobs.ofMethod(instance, methodName, metadata.name, {
      times: timesOfMetadata(metadata),
      enabled: metadata.options.disabled !== true,
      visible: true,
      source: `${className}.${methodName}`,
    });
    return new ObservedSource(job, this.log);
  }

  /** A decorator between may have given the function any name. */
  private nameOf(method: Method, instance: object): string | undefined {
    const methods = instance as Record<string, unknown>;
    return this.scanner
      .getAllMethodNames(Object.getPrototypeOf(instance) as object)
      .find((name) => methods[name] === method);
  }

  private watchOrchestrator(orchestrator: SchedulerOrchestratorLike): void {
    const mount = orchestrator.onApplicationBootstrap;
    orchestrator.onApplicationBootstrap = () => {
      this.mounting = true;
      try {
        mount.call(orchestrator);
      } finally {
        this.mounting = false;
      }
    };
  }

  private watchRegistry(registry: SchedulerRegistryLike): void {
    const { addCronJob, addInterval, addTimeout } = registry;
    registry.addCronJob = (name, job) => {
      addCronJob.call(registry, name, job);
      this.quietly(() => this.watchCronJob(name, job as CronJobLike));
    };
    registry.addInterval = (name, timer) => {
      addInterval.call(registry, name, timer);
      this.quietly(() => this.watchTimer('interval', name, timer));
    };
    registry.addTimeout = (name, timer) => {
      addTimeout.call(registry, name, timer);
      this.quietly(() => this.watchTimer('timeout', name, timer));
    };
    // constructors of the host have come first
    for (const [name, job] of registry.getCronJobs()) this.quietly(() => this.watchCronJob(name, job));
    for (const name of registry.getIntervals())
      this.quietly(() => this.watchTimer('interval', name, registry.getInterval(name)));
    for (const name of registry.getTimeouts())
      this.quietly(() => this.watchTimer('timeout', name, registry.getTimeout(name)));
  }

  private watchCronJob(name: string, job: CronJobLike): void {
    if (this.watched.has(job) || isJobHandle(job)) return;
    this.watched.add(job);
    const [first] = callbacksOf(job);
    const ofMethod = typeof first === 'function' ? this.ofMethods.get(first) : undefined;
    const source =
      ofMethod ?? this.sourceOfName(name, timesOf(job), true, `SchedulerRegistry.addCronJob('${name}')`);
    if (!source) return;
    if (!ofMethod) watchCallbacks(job, source);
    // of a decorated job the method alone is watched, whatever host code adds to it
    watchCronJob(job, source, this, () => (ofMethod ? 1 : callbacksOf(job).length));
    this.wake();
  }

  private watchTimer(kind: 'interval' | 'timeout', name: string, timer: unknown): void {
    if (this.mounting || typeof timer !== 'object' || timer === null || this.watched.has(timer)) return;
    this.watched.add(timer);
    const { visible, delay } = watchTimer(timer, (code) =>
      source ? source.call(code, 'unhandled') : code(),
    );
    const times = kind === 'interval' ? intervalTimes(delay) : timeoutTimes(delay);
    const method = kind === 'interval' ? 'addInterval' : 'addTimeout';
    const source = this.sourceOfName(name, times, visible, `SchedulerRegistry.${method}('${name}')`);
    if (!visible) {
      this.logger.warn(
        `The runs of ${kind} "${name}" can't be observed: its timer doesn't show what it calls.`,
      );
    }
    this.wake();
  }

  private sourceOfName(
    name: string,
    times: ObservedTimes,
    visible: boolean,
    source: string,
  ): ObservedSource | undefined {
    const job: ObservedJob | undefined = this.jobs.ofName(name, { times, enabled: true, visible, source });
    if (job) return new ObservedSource(job, this.log);
    if (!this.tooMany)
      this.logger.warn(`There are ${this.jobs.size} observed jobs: further ones are not recorded.`);
    this.tooMany = true;
    return undefined;
  }

  /** Whatever goes wrong here, the host's job has been added. */
  private quietly(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.logger.warn(`A job of the host can't be observed: ${(error as Error).message}`);
    }
  }
}

function timesOfMetadata({ kind, options }: ScheduleMetadata): ObservedTimes {
  if (kind === 'interval') return intervalTimes(Number(options.timeout));
  if (kind === 'timeout') return timeoutTimes(Number(options.timeout));
  const { cronTime, timeZone, utcOffset } = options;
  return cronTimes({
    source: cronTime,
    timeZone: typeof timeZone === 'string' ? timeZone : undefined,
    utcOffset: typeof utcOffset === 'number' ? utcOffset : undefined,
  });
}
