// What both ways of claiming write alike. The relation they select from has the columns id, job_id, slot, next_slot, and
// those of its job: application, environment, name, job_group, owner, max_attempts, definition_version.

const PAUSED = '(paused_at is not null and (paused_until is null or paused_until > now()))';

/** Whether a freeze keeps a job from starting now; a column expression on `cron_jobs`. */
export const FROZEN = '(frozen_at is not null and (frozen_until is null or frozen_until > now()))';

/** What keeps a job's slots from running now, a {@link HoldReason}, or null; a column expression on `cron_jobs`. */
export const HELD = `case when ${FROZEN} then 'frozen' when ${PAUSED} then 'paused' when switched_off then 'disabled' end`;

/** Whether a job's slot runs unless it is in flight, and nothing else has to be looked at; likewise. */
export const PLAIN =
  "(overlap in ('skip', 'allow') and concurrency_key is null and skip_slot is null and breaker_until is null)";

/** Columns of `cron_job_live` that a birth fills. */
export const BORN_NAMES = `id, job_id, application, environment, job_name, job_group, owner, status, trigger,
  scheduled_at, available_at, started_at, next_slot_at, instance_id, epoch, attempt, max_attempts, release,
  definition_version`;

/** Their values. The parameters: who is born where, and of which release. */
export function bornValues(instanceId: string, release: string): string {
  return `id, job_id, application, environment, name, job_group, owner, 'running', 'schedule',
  slot, now(), now(), next_slot, ${instanceId}::uuid, 1, 1, max_attempts, ${release}::text,
  definition_version`;
}

/** Columns of `cron_job_live` that the birth of a slot fills which has to wait. */
export const QUEUED_NAMES = `id, job_id, application, environment, job_name, job_group, owner, status, trigger,
  scheduled_at, available_at, next_slot_at, epoch, attempt, max_attempts, release, definition_version, holds_lane`;

/** Their values. */
export function queuedValues(release: string): string {
  return `id, job_id, application, environment, name, job_group, owner, 'pending', 'schedule',
  slot, now(), next_slot, 1, 1, max_attempts, ${release}::text, definition_version, false`;
}

/** Columns of `cron_job_executions` that a slot fills which ends at its birth. */
export const SKIPPED_NAMES = `id, job_id, application, environment, job_name, job_group, owner, status, kept, reason,
  trigger, scheduled_at, completed_at, next_slot_at, instance_id, epoch, attempt, max_attempts, release,
  definition_version, created_at`;

/** Their values; `outcome` holds column expressions. */
export function skippedValues(
  { status, kept, reason }: { status: string; kept: string; reason: string },
  instanceId: string,
  release: string,
): string {
  return `id, job_id, application, environment, name, job_group, owner, ${status}, ${kept}, ${reason},
  'schedule', slot, now(), next_slot, ${instanceId}::uuid, 1, 0, max_attempts, ${release}::text,
  definition_version, now()`;
}
