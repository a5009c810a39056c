import type { CronJobEntity } from '../../definition/cron-job.entity.js';
import type { FactsExecution } from '../facts-of-job.js';

/** What of a job's row changes without a change of its definition, and few jobs have. */
export type JobHolds = Pick<
  CronJobEntity,
  | 'pausedAt'
  | 'pausedUntil'
  | 'frozenAt'
  | 'frozenUntil'
  | 'removedAt'
  | 'dueSince'
  | 'breakerFailures'
  | 'breakerOpenedAt'
  | 'breakerUntil'
  | 'lastSuccessAt'
  | 'lastFailureAt'
>;

/** An execution in flight. */
export interface LiveGlance extends FactsExecution {
  /** When an instance was found dead over an attempt of it; null for none. */
  readonly lostAt: Date | null;
}

/** The last good execution of a job. */
export interface LastGood {
  /** When it ended. */
  readonly endedAt: Date;
  /** The slot it carries, or when it began. */
  readonly place: Date;
}

/** What has been written of a job's executions since the last look. */
export interface WrittenGlance {
  /** Ends that are new by their time of writing. */
  readonly fresh: number;
  /** Those of them that did not come to a good end. */
  readonly bad: number;
  /** What the longest good one of them took, milliseconds; null for none. */
  readonly longestMs: number | null;
  /** Of the good ones; null for none. */
  readonly good: LastGood | null;
  /** Ends of the moments before the last look, as they are to be seen now: more than then came late. */
  readonly again: number;
  /** Ends of the moments before this look. */
  readonly recent: number;
}

/** A job, at a glance. */
export interface JobGlance {
  readonly id: string;
  /** Of its definition. */
  readonly version: number;
  /** The watermark, milliseconds since the epoch. */
  readonly lastSlotAt: number;
  /** Null where all of it is null. */
  readonly holds: JobHolds | null;
  readonly live: readonly LiveGlance[];
  /** Null where nothing has been written. */
  readonly written: WrittenGlance | null;
}

/** An instance, as much of it as says what it may run. */
export interface InstanceGlance {
  readonly labels: readonly string[];
  /** The code it runs; null while it has not said so, and where it runs none. */
  readonly generationId: string | null;
  /** How many jobs that code is known to have. */
  readonly jobs: number;
  /** When it was there no more, milliseconds since the epoch; null: it is alive. */
  readonly endedAt: number | null;
}

/** One look at everything. */
export interface Glance {
  /** Where the next look goes on, as the database writes instants. */
  readonly cursor: string;
  /** Whether everything is seen that was written since the last look; false: that was too long ago. */
  readonly seamless: boolean;
  readonly jobs: readonly JobGlance[];
  /** Those that execute, alive or ended lately. */
  readonly instances: readonly InstanceGlance[];
}

/** A job as its code defines it, without what nobody judges it by. */
export type WatchedDefinition = Pick<
  CronJobEntity,
  | 'id'
  | 'name'
  | 'group'
  | 'owner'
  | 'tags'
  | 'schedule'
  | 'timeZone'
  | 'options'
  | 'definitionVersion'
  | 'createdAt'
> & {
  /** As far as a few rows tell. */
  readonly good: LastGood | null;
};
