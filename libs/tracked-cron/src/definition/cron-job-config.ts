import type { CronContext } from '../execution/cron-context.js';
import type { Expressions } from '../schedule/schedule.js';
import type { JobFactory } from './job-factory.js';
import type { TrackedCronJobOptions } from './tracked-cron-job.options.js';

/** A job that is defined at run time, with `CronJobManager.register`. */
export interface CronJobConfig extends TrackedCronJobOptions {
  name: string;
  /** Cron expression or `@every 90s`; or a list: due whenever one of them is. */
  schedule: Expressions;
  handler: (context: CronContext) => unknown;
}

/** The same, with a factory that says when it is due. Its tokens may be provided by any module. */
export interface CronJobFactoryConfig extends TrackedCronJobOptions, JobFactory {
  name: string;
  schedule?: undefined;
  handler: (context: CronContext) => unknown;
}
