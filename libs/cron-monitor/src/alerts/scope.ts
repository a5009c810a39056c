import type { TrackedCronSettings } from 'nestjs-tracked-cron/internal';

/** Whose incidents and notifications. */
export type Scope = Pick<TrackedCronSettings, 'application' | 'environment'>;
