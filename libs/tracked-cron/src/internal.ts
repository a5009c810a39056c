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
export type { Assignment } from './execution/assignment.js';
export { recordError } from './execution/error-record.js';
export {
  ExecutionFollowers,
  type AttemptFollower,
  type FollowedEnd,
} from './execution/execution-follower.js';
export type { LineText } from './execution/line-text.js';
export { captureText, redact } from './execution/redact.js';
export { retryAfterOf } from './execution/retry-after.js';
export { topOwnFrame } from './history/error-fingerprint.js';
export { formatDuration } from './duration.js';
export { nearest } from './schedule/spelling.js';
export { packageFolder } from './library-file.js';
export { isUuid } from './history/is-uuid.js';
export { uuidV7Floor, uuidV7Time } from './id-generator.js';
export { inTheFuture, words } from './manager/words.js';
export { decodeCursor } from './history/history-cursor.js';
export { pageOf } from './history/history-page.js';
export { orderOf } from './history/history-sort.js';
export { withinSql } from './history/jobs-within-sql.js';
export { SqlParameters } from './history/sql-parameters.js';
export { CronJobEntity } from './definition/cron-job.entity.js';
export { resolveThresholds } from './health/resolve-thresholds.js';
export { judgedStatus } from './manager/judged-status.js';
export type { EndedRow } from './manager/job-facts.repository.js';
