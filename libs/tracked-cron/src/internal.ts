// What the monitor stands on. For our own libraries alone: it changes without notice, and hosts have no use for it.
export { ADDED_ENTITIES, construct, provide, SETTINGS } from './tracked-cron.rooms.js';
export type { TrackedCronSettings } from './tracked-cron.settings.js';
export { CronDatabase } from './database/cron-database.js';
export { DatabaseClock } from './database/database-clock.js';
export { inOneTrip, inTransaction } from './database/transaction.js';
export { InstanceIdentity } from './cluster/instance-identity.js';
export { JobRegistry } from './definition/job-registry.js';
export { SystemCron } from './definition/system-job.js';
export { checkNames } from './definition/known-options.js';
export { Readiness } from './manager/readiness.js';
export type { Gap } from './manager/sweep/gap.js';
export { JobWatch } from './manager/sweep/job-watch.js';
export { SweepRepository, type MissedSlots } from './manager/sweep/sweep.repository.js';
export { AuditLog } from './manager/audit/audit-log.js';
export { captureText, redact } from './execution/redact.js';
export { formatDuration } from './duration.js';
