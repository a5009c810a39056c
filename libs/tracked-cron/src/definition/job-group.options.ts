import type { TrackedCronJobOptions } from './tracked-cron-job.options.js';

/**
 * What the jobs of a group say as long as they don't say it themselves. Not here is what can only be said of one job:
 * its name, its schedule, what it is run with, when its result is good; nor tags, which one would expect to add up.
 */
export type TrackedCronGroupOptions = Pick<TrackedCronJobOptions, (typeof GROUP_OPTIONS)[number]>;

export const GROUP_OPTIONS = [
  'profile',
  'owner',
  'timeZone',
  'scope',
  'overlap',
  'maxQueued',
  'concurrency',
  'zombie',
  'calendar',
  'jitter',
  'misfire',
  'catchUpWindow',
  'maxCatchUp',
  'timeout',
  'retryPolicy',
  'onLost',
  'breaker',
  'runsOn',
  'disabled',
  'enhancers',
  'guards',
  'filters',
  'keepResult',
  'logs',
  'alertThresholds',
  'runbookUrl',
  'impact',
  'canWaitUntil',
  'rerun',
  'overrides',
] as const satisfies readonly (keyof TrackedCronJobOptions)[];
