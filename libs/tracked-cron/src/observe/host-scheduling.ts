import type { DiscoveryService } from '@nestjs/core';
import type { CronJobLike } from './cron-job-watch.js';

// What is used of `@nestjs/schedule`, which is optional, by name: importing its classes would demand it. Both lines that
// hosts have, 6 for Nest 11 and 12 for Nest 12, look the same from here.

/** Nest's `SchedulerRegistry`. */
export interface SchedulerRegistryLike {
  doesExist(type: 'cron' | 'interval' | 'timeout', name: string): boolean;
  addCronJob(name: string, job: unknown): void;
  getCronJob(name: string): unknown;
  deleteCronJob(name: string): void;
  getCronJobs(): Map<string, CronJobLike>;
  addInterval(name: string, timer: unknown): void;
  getIntervals(): string[];
  getInterval(name: string): unknown;
  addTimeout(name: string, timer: unknown): void;
  getTimeouts(): string[];
  getTimeout(name: string): unknown;
}

/** Finds the host's decorated methods and hands each to the orchestrator, wrapped so that its error is logged. */
export interface ScheduleExplorerLike {
  wrapFunctionInTryCatchBlocks(method: Method, instance: object): Method;
}

/** Starts the timers of decorated methods when the application has booted. */
export interface SchedulerOrchestratorLike {
  onApplicationBootstrap(): void;
}

export type Method = (...args: unknown[]) => unknown;

/** Every `SchedulerRegistry` of the host: one, or one for each import of `ScheduleModule`. */
export function schedulerRegistries(discovery: DiscoveryService): SchedulerRegistryLike[] {
  return instancesOf<SchedulerRegistryLike>(discovery, 'SchedulerRegistry', 'addCronJob');
}

export function scheduleExplorers(discovery: DiscoveryService): ScheduleExplorerLike[] {
  return instancesOf<ScheduleExplorerLike>(discovery, 'ScheduleExplorer', 'wrapFunctionInTryCatchBlocks');
}

export function schedulerOrchestrators(discovery: DiscoveryService): SchedulerOrchestratorLike[] {
  return instancesOf<SchedulerOrchestratorLike>(discovery, 'SchedulerOrchestrator', 'onApplicationBootstrap');
}

/** @param method what tells it from a class of the host that has the same name */
function instancesOf<Found>(
  discovery: DiscoveryService,
  name: string,
  method: keyof Found & string,
): Found[] {
  const instances = discovery
    .getProviders()
    .filter((wrapper) => wrapper.name === name && wrapper.instance)
    .map((wrapper) => wrapper.instance as Found)
    .filter((instance) => typeof instance[method] === 'function');
  return [...new Set(instances)];
}

/** What `@Cron`, `@Interval` and `@Timeout` note on a method. */
export interface ScheduleMetadata {
  readonly kind: 'cron' | 'interval' | 'timeout';
  readonly name: string | undefined;
  readonly options: Readonly<Record<string, unknown>>;
}

const KINDS = { 1: 'cron', 2: 'timeout', 3: 'interval' } as const;

/** Undefined for a method without any of the three. */
export function scheduleMetadata(method: object): ScheduleMetadata | undefined {
  const kind = KINDS[Reflect.getMetadata('SCHEDULER_TYPE', method) as keyof typeof KINDS];
  if (kind === undefined) return undefined;
  const name: unknown = Reflect.getMetadata('SCHEDULER_NAME', method);
  const options: unknown = Reflect.getMetadata(`SCHEDULE_${kind.toUpperCase()}_OPTIONS`, method);
  return {
    kind,
    name: typeof name === 'string' && name !== '' ? name : undefined,
    options: (options ?? {}) as ScheduleMetadata['options'],
  };
}
