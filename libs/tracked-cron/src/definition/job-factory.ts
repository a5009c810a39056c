import type { ForwardReference, InjectionToken, OptionalFactoryDependency } from '@nestjs/common';
import type { Expressions } from '../schedule/schedule.js';
import type { TrackedCronJobOptions } from './tracked-cron-job.options.js';

/** What a factory answers: a job's options, and when it is due. */
export interface ConfiguredJob extends TrackedCronJobOptions {
  /** As the decorator takes it; null or false: the job is disabled. Never undefined, which a missing variable is. */
  schedule: Expressions | null | false;
}

/**
 * A job whose expression, zone or options come from configuration. The factory is called once, at boot, when every
 * provider is there.
 *
 * @example
 * @TrackedCron({ inject: [ConfigService], useFactory: (config: ConfigService) => ({ schedule: config.getOrThrow('SCORES_CRON') }) })
 */
export interface JobFactory {
  /** What the factory is called with: whatever the class that has the method could inject; optional ones as `{ token, optional: true }`. */
  inject?: readonly (InjectionToken | OptionalFactoryDependency | ForwardReference)[];
  useFactory: (...dependencies: never[]) => ConfiguredJob | Promise<ConfiguredJob>;
}

/** What is written where a schedule stands. */
export type WrittenSchedule = Expressions | JobFactory;

export function isJobFactory(written: unknown): written is JobFactory {
  return typeof written === 'object' && written !== null && 'useFactory' in written;
}
