import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Severity } from 'nestjs-tracked-cron';
import type { IncidentState } from './incident.js';

/** Everything that was wrong with one job at one time, from the threshold that was reached to its end. */
@Entity('cron_incidents')
@Check('cron_incidents_state', "state in ('open', 'acknowledged', 'snoozed', 'resolved')")
@Check('cron_incidents_severity', "severity in ('info', 'warning', 'error', 'critical')")
@Index('cron_incidents_open', ['application', 'environment', 'subject'], {
  unique: true,
  where: 'resolved_at is null',
})
@Index('cron_incidents_page', ['application', 'environment', 'id'])
@Index('cron_incidents_subject', ['application', 'environment', 'subject', 'id'])
export class IncidentEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  application!: string;

  @Column('text')
  environment!: string;

  /** The job's name; `~monitor` for the library itself. */
  @Column('text')
  subject!: string;

  @Column('uuid', { name: 'job_id', nullable: true })
  jobId!: string | null;

  @Column('text', { name: 'job_group', nullable: true })
  group!: string | null;

  @Column('text', { nullable: true })
  owner!: string | null;

  @Column('text', { array: true, default: () => "'{}'" })
  tags!: string[];

  @Column('text')
  state!: IncidentState;

  /** The highest that people were told of, ever. */
  @Column('text')
  severity!: Severity;

  /** One for each rule: what it found, when it joined, when it was last true, when it ended. */
  @Column('jsonb', { default: () => "'[]'" })
  findings!: unknown[];

  /** Of the errors that its executions failed with. */
  @Column('text', { array: true, default: () => "'{}'" })
  fingerprints!: string[];

  /** When the fault began. */
  @Column('timestamp with time zone', { name: 'began_at', precision: 3 })
  beganAt!: Date;

  /** When a threshold was reached. */
  @Column('timestamp with time zone', { name: 'opened_at', precision: 3 })
  openedAt!: Date;

  @Column('timestamp with time zone', { name: 'acknowledged_at', precision: 3, nullable: true })
  acknowledgedAt!: Date | null;

  @Column('text', { name: 'acknowledged_by', nullable: true })
  acknowledgedBy!: string | null;

  @Column('timestamp with time zone', { name: 'snoozed_until', precision: 3, nullable: true })
  snoozedUntil!: Date | null;

  @Column('text', { name: 'snoozed_by', nullable: true })
  snoozedBy!: string | null;

  /** How many steps it was escalated. */
  @Column('integer', { default: 0 })
  escalation!: number;

  /** Good executions in a row since its last finding. */
  @Column('integer', { name: 'good_runs', default: 0 })
  goodRuns!: number;

  /** The job it depends on whose incident holds its alerts back. */
  @Column('text', { name: 'held_by', nullable: true })
  heldBy!: string | null;

  /** When the incident of that job ended; null while it goes on. */
  @Column('timestamp with time zone', { name: 'parent_ended_at', precision: 3, nullable: true })
  parentEndedAt!: Date | null;

  /** By when the job had a chance to do better. */
  @Column('timestamp with time zone', { name: 'held_until', precision: 3, nullable: true })
  heldUntil!: Date | null;

  /** Why nobody was told when it came up: `muted`, `maintenance`; it is told when that is over. */
  @Column('text', { name: 'silenced_by', nullable: true })
  silencedBy!: string | null;

  /** Since when it waits for somebody: escalations and reminders count from here. */
  @Column('timestamp with time zone', { name: 'waits_since', precision: 3 })
  waitsSince!: Date;

  @Column('timestamp with time zone', { name: 'reminded_at', precision: 3, nullable: true })
  remindedAt!: Date | null;

  /** How old the facts are that it is made of, to within five minutes: older ones come too late. */
  @Column('timestamp with time zone', { name: 'judged_at', precision: 3 })
  judgedAt!: Date;

  @Column('timestamp with time zone', { name: 'resolved_at', precision: 3, nullable: true })
  resolvedAt!: Date | null;

  /** Null where it ended by itself. */
  @Column('text', { name: 'resolved_by', nullable: true })
  resolvedBy!: string | null;

  /** Why, in words. */
  @Column('text', { nullable: true })
  resolution!: string | null;

  /** Grows with each change: whoever read another one does not write. */
  @Column('integer', { default: 1 })
  revision!: number;

  @Column('timestamp with time zone', { name: 'updated_at', precision: 3, default: () => 'now()' })
  updatedAt!: Date;
}
