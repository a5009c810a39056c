import type { CronContext } from '../execution/cron-context.js';
import type { TrackedCronJobOptions } from './tracked-cron-job.options.js';

/** A job that is defined at run time, with `CronJobManager.register`. */
export interface CronJobConfig extends TrackedCronJobOptions {
  name: string;
  /** Cron expression or `@every 90s`. */
  schedule: string;
  handler: (context: CronContext) => unknown;
}
