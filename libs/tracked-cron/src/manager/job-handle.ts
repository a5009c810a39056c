import type { DatabaseClock } from '../database/database-clock.js';
import type { JobDefinition } from '../definition/job-definition.js';
import { markAsHandle } from '../observe/job-handles.js';
import type { Scheduler } from '../schedule/scheduler.js';
import { TrackedCronError } from '../tracked-cron.error.js';
import type { CronPackages } from './cron-packages.js';

/** What a handle does to its job. */
export interface HandleActs {
  trigger(jobName: string): Promise<unknown>;
  /** Lets nothing of it start on this instance, or lets it go. */
  hold(jobName: string, held: boolean): void;
}

/**
 * What `SchedulerRegistry` shows of a tracked job: it looks and answers like a `CronJob`, without a timer and without
 * anything parsed. A real one would fire a second time.
 *
 * `stop()` and `start()` hold the job and let it go on this instance; `fireOnTick()` triggers it.
 */
export function jobHandle(
  definition: JobDefinition,
  { cronJobPrototype, toDateTime }: CronPackages,
  scheduler: Scheduler,
  clock: DatabaseClock,
  { trigger, hold }: HandleActs,
): object {
  const { name } = definition;
  // an override may have put another one in its place
  const scheduleNow = () => scheduler.scheduleOf(name) ?? definition.schedule;
  const following = (count: number) => {
    const dates: unknown[] = [];
    const schedule = scheduleNow();
    for (let at = clock.now(), left = schedule.isNever ? 0 : count; left > 0; left--) {
      at = schedule.nextAfter(at);
      dates.push(toDateTime(at, schedule.timeZone));
    }
    return dates;
  };
  const lastDate = () => {
    const last = scheduler.lastSlot(name);
    return last === undefined ? null : new Date(last);
  };
  const handle = Object.create(cronJobPrototype, {
    name: { value: name, enumerable: true },
    cronTime: {
      get: () => ({ source: scheduleNow().expression, timeZone: scheduleNow().timeZone }),
      enumerable: true,
    },
    isActive: { get: () => scheduler.isActive(name), enumerable: true },
    isCallbackRunning: { value: false, enumerable: true },
    lastExecution: { get: lastDate, enumerable: true },
    // assigned anew by SchedulerRegistry, which wraps it
    fireOnTick: { value: () => trigger(name), writable: true },
    start: { value: () => hold(name, false) },
    stop: { value: () => hold(name, true) },
    setTime: {
      value: () => {
        throw new TrackedCronError(
          'UNSUPPORTED',
          `The schedule of tracked job "${name}" can't be changed through SchedulerRegistry: ` +
            'use manager.configure.',
          { jobName: name },
        );
      },
    },
    lastDate: { value: lastDate },
    nextDate: { value: () => following(1)[0] },
    nextDates: { value: (count = 1) => following(count) },
  }) as object;
  markAsHandle(handle);
  return handle;
}
