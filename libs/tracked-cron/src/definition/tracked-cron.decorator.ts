import { TrackedCronError } from '../tracked-cron.error.js';
import type { WrittenSchedule } from './job-factory.js';
import type { TrackedCronJobOptions } from './tracked-cron-job.options.js';

/** By value, so that two loaded builds of this library find each other's jobs. */
const METADATA_KEY = 'nestjs-tracked-cron:jobs';

const NOTHING_SAID: TrackedCronJobOptions = Object.freeze({});

/** What a decorator noted on its method. */
export interface TrackedCronMetadata {
  readonly schedule: WrittenSchedule;
  readonly options: TrackedCronJobOptions;
  /** Whether it is a job of our own libraries; see `SystemCron`. */
  readonly system?: boolean;
}

/**
 * Runs a method of a provider or controller on a schedule, once over all instances, and records every due time.
 *
 * The method gets no argument, as under `@Cron`; one that wants its execution writes `@Execution() ctx: CronContext`.
 * What is wrong with expression or options is said at boot.
 *
 * Standing twice on one method, it makes two jobs, which need names of their own.
 *
 * @param schedule cron expression of five fields, or six with seconds first, `@daily` and friends, or `@every 90s`; or
 *   a list of them, which is one job that is due whenever one of them is; or `{ inject, useFactory }`, which is asked at boot
 * @throws TrackedCronError `INVALID_JOB` where it stands on anything but a method of instances
 * @example
 * @TrackedCron('*\/5 * * * *', { group: 'matches', timeout: '20s' })
 * async refreshLiveScores() { … }
 */
export function TrackedCron(
  schedule: WrittenSchedule,
  options: TrackedCronJobOptions = NOTHING_SAID,
): MethodDecorator {
  return decorateJob({ schedule, options });
}

/**
 * Notes a job of the method that it decorates: with the class, by the method's name, so that a decorator that puts another
 * function in the method's place doesn't take the job away.
 */
export function decorateJob(metadata: TrackedCronMetadata): MethodDecorator {
  return (target, methodName, descriptor) => {
    checkPlace(target, methodName, descriptor);
    const jobs = jobsOf(target) ?? new Map<string, readonly TrackedCronMetadata[]>();
    const others = jobs.get(methodName as string);
    jobs.set(methodName as string, others ? others.concat(metadata) : [metadata]);
    Reflect.defineMetadata(METADATA_KEY, jobs, target);
  };
}

/**
 * What `@TrackedCron` noted of a method; empty for every other one. A class has those of the class that it extends, but for
 * methods that it writes anew.
 */
export function trackedCronMetadata(prototype: object, methodName: string): readonly TrackedCronMetadata[] {
  let owner: object | null = prototype;
  while (owner && !Object.hasOwn(owner, methodName)) owner = Object.getPrototypeOf(owner) as object | null;
  return (owner && jobsOf(owner)?.get(methodName)) ?? [];
}

/** By the name of the method. A map for each class, as one for each function would weigh most of what a job weighs. */
function jobsOf(prototype: object): Map<string, readonly TrackedCronMetadata[]> | undefined {
  return Reflect.getOwnMetadata(METADATA_KEY, prototype) as
    Map<string, readonly TrackedCronMetadata[]> | undefined;
}

/** Elsewhere nobody would find it, and the job would never run without a word. */
function checkPlace(target: object, methodName: string | symbol, descriptor?: PropertyDescriptor): void {
  const isStatic = typeof target === 'function';
  const owner = isStatic ? target.name : target.constructor.name;
  const problem =
    typeof descriptor?.value !== 'function'
      ? 'a property or accessor, not a method: write async run() { … } instead of run = async () => { … }'
      : isStatic
        ? 'a static method, which no provider has: remove "static"'
        : typeof methodName === 'symbol'
          ? 'a method named by a symbol, which no job can be called by: give it a name'
          : null;
  if (problem === null) return;
  const source = `${owner}.${String(methodName)}`;
  throw new TrackedCronError('INVALID_JOB', `@TrackedCron on ${source}: it is ${problem}.`, { source });
}
