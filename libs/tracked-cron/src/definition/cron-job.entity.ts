import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A job as the code that registered it last defined it, and its watermark. */
@Entity('cron_jobs')
@Index('cron_jobs_concurrency', ['application', 'environment', 'concurrencyKey'], {
  where: 'concurrency_key is not null',
})
@Index('cron_jobs_name', ['application', 'environment', 'name'], { unique: true })
export class CronJobEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  application!: string;

  @Column('text')
  environment!: string;

  @Column('text')
  name!: string;

  @Column('text', { name: 'job_group', nullable: true })
  group!: string | null;

  @Column('text', { nullable: true })
  owner!: string | null;

  @Column('text', { array: true, default: () => "'{}'" })
  tags!: string[];

  /** Cron expression or `@every 90s`, as written; several with ` | ` between them. */
  @Column('text')
  schedule!: string;

  @Column('text', { name: 'time_zone' })
  timeZone!: string;

  /** What a slot does that comes due while the job is in flight; the claim reads it. */
  @Column('text')
  overlap!: string;

  /** Every other option of the job, for people to read. */
  @Column('jsonb', { default: () => "'{}'" })
  options!: Record<string, unknown>;

  /** Grows when the definition changes; each execution keeps the version it ran under. */
  @Column('integer', { name: 'definition_version', default: 1 })
  definitionVersion!: number;

  /** The watermark: every slot up to and including this instant has been decided. Never falls. */
  @Column('timestamp with time zone', { name: 'last_slot_at', precision: 3 })
  lastSlotAt!: Date;

  @Column('timestamp with time zone', { name: 'paused_at', precision: 3, nullable: true })
  pausedAt!: Date | null;

  /** When the pause ends by itself; null for never. */
  @Column('timestamp with time zone', { name: 'paused_until', precision: 3, nullable: true })
  pausedUntil!: Date | null;

  @Column('text', { name: 'paused_by', nullable: true })
  pausedBy!: string | null;

  @Column('text', { name: 'pause_reason', nullable: true })
  pauseReason!: string | null;

  /** With `overlap: 'queue'`: how many slots wait at most. */
  @Column('integer', { name: 'max_queued', default: 100 })
  maxQueued!: number;

  /** Jobs with the same key share a limit. */
  @Column('text', { name: 'concurrency_key', nullable: true })
  concurrencyKey!: string | null;

  @Column('integer', { name: 'concurrency_limit', nullable: true })
  concurrencyLimit!: number | null;

  /** A slot that somebody wants to be skipped; null once it has come. */
  @Column('timestamp with time zone', { name: 'skip_slot', precision: 3, nullable: true })
  skipSlot!: Date | null;

  @Column('text', { name: 'skip_by', nullable: true })
  skipBy!: string | null;

  @Column('text', { name: 'skip_reason', nullable: true })
  skipReason!: string | null;

  /** Since when nothing of it starts, because of a freeze; written with the freeze, read by the claim. */
  @Column('timestamp with time zone', { name: 'frozen_at', precision: 3, nullable: true })
  frozenAt!: Date | null;

  /** When the last of its freezes ends by itself; null for never. */
  @Column('timestamp with time zone', { name: 'frozen_until', precision: 3, nullable: true })
  frozenUntil!: Date | null;

  /** Attempts an execution has at most; each is born with the number that held then. */
  @Column('integer', { name: 'max_attempts', default: 1 })
  maxAttempts!: number;

  /** What the sweep makes of an execution whose instance died: `fail` or `retry`. */
  @Column('text', { name: 'on_lost', default: 'fail' })
  onLost!: string;

  /** Failed executions in a row, as its breaker counts them. */
  @Column('integer', { name: 'breaker_failures', default: 0 })
  breakerFailures!: number;

  /** How often the breaker has opened since it was last closed. */
  @Column('integer', { name: 'breaker_openings', default: 0 })
  breakerOpenings!: number;

  @Column('timestamp with time zone', { name: 'breaker_opened_at', precision: 3, nullable: true })
  breakerOpenedAt!: Date | null;

  /** Until when the breaker is open, and half-open from then on; null while it is closed. The claim reads it. */
  @Column('timestamp with time zone', { name: 'breaker_until', precision: 3, nullable: true })
  breakerUntil!: Date | null;

  /** The execution that is the half-open breaker's trial. */
  @Column('uuid', { name: 'breaker_trial', nullable: true })
  breakerTrial!: string | null;

  /** Its last good execution among those that retention has dropped; newer ones are in the history. */
  @Column('timestamp with time zone', { name: 'last_success_at', precision: 3, nullable: true })
  lastSuccessAt!: Date | null;

  /** Likewise its last failed one. */
  @Column('timestamp with time zone', { name: 'last_failure_at', precision: 3, nullable: true })
  lastFailureAt!: Date | null;
  /** Names it had before, as its code says. */
  @Column('text', { name: 'previous_names', array: true, default: () => "'{}'" })
  previousNames!: string[];

  /** Whether it stands in the code, and so is gone when the code no longer has it; false for one registered at run time. */
  @Column('boolean', { default: false })
  declared!: boolean;

  /** Grows when the job becomes due at other times; who still knows the old ones leaves it to those who know these. */
  @Column('integer', { name: 'schedule_version', default: 1 })
  scheduleVersion!: number;

  /** Which override of its code this row says, as `overrideKey` names it; null for none. */
  @Column('text', { name: 'override_key', nullable: true })
  overrideKey!: string | null;

  /** Whether an override has disabled it: its slots come due, and the claim counts them as skipped. */
  @Column('boolean', { name: 'switched_off', default: false })
  switchedOff!: boolean;

  /** Since when it is due at the times it is due at now; null: since it was registered. */
  @Column('timestamp with time zone', { name: 'due_since', precision: 3, nullable: true })
  dueSince!: Date | null;

  /** The generation whose definition this is; null: none that runs jobs has defined it yet. */
  @Column('uuid', { name: 'generation_id', nullable: true })
  generationId!: string | null;

  /** Release of the application that defined the job last. */
  @Column('text', { nullable: true })
  release!: string | null;

  /** When the last release that knew the job stopped knowing it. */
  @Column('timestamp with time zone', { name: 'removed_at', precision: 3, nullable: true })
  removedAt!: Date | null;

  @Column('timestamp with time zone', { name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamp with time zone', { name: 'updated_at', precision: 3, default: () => 'now()' })
  updatedAt!: Date;
}
