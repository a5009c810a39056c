import type { TrackedCronJobOptions } from './tracked-cron-job.options.js';

/**
 * A set of options under one name. `recommended`: once over all instances, never beside itself, a slot that was missed
 * is caught up; the library's defaults. `like-cron`: on every instance, beside itself, nothing is caught up; what
 * `@Cron` of `@nestjs/schedule` does.
 */
export type ProfileName = (typeof PROFILE_NAMES)[number];

export const PROFILE_NAMES = ['recommended', 'like-cron'] as const;

/** Written out in both, so that a job can leave the profile of its group or module. */
export const PROFILES: Readonly<
  Record<ProfileName, Readonly<Required<Pick<TrackedCronJobOptions, 'scope' | 'overlap' | 'misfire'>>>>
> = {
  recommended: { scope: 'cluster', overlap: 'skip', misfire: 'latest' },
  'like-cron': { scope: 'instance', overlap: 'allow', misfire: 'skip' },
};
