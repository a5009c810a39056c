import type { Type } from '@nestjs/common';
import type { InstanceWrapper } from '@nestjs/core/injector/instance-wrapper.js';
import type { AlertThresholds } from '../health/alert-thresholds.js';
import type { Calendar } from '../schedule/calendar.js';
import type { Schedule } from '../schedule/schedule.js';
import type { Rerun, Runbook } from './alert-options.js';
import type { ResolvedBreakerPolicy } from './breaker-policy.js';
import type { JobSource } from './define-job.js';
import type { ProfileName } from './job-profile.js';
import type { ResolvedLogOptions } from './log-options.js';
import type { JobDefaults, OptionSource } from './option-layers.js';
import type { AppliedOverride } from './overrides/overridden-job.js';
import type { OverrideLimits } from './overrides/override-limits.js';
import type { ResolvedRetryPolicy } from './retry-policy.js';
import type { StandardSchema } from './standard-schema.js';

/** What a slot does that comes due while its job is in flight. */
export type OverlapPolicy = 'skip' | 'queue' | 'allow' | 'cancelPrevious';

/** How many executions of all jobs with one key may be in flight, over all instances. */
export interface Concurrency {
  readonly key: string;
  readonly limit: number;
}

/** What happens to slots that passed while nobody could run them. */
export type MisfirePolicy = 'latest' | 'all' | 'skip';

/** Which of the host's interceptors, pipes, guards and filters run around a handler. */
export interface EnhancerChoice {
  /** Global interceptors and pipes too, not only those of the method and its class. */
  readonly global: boolean;
  readonly guards: boolean;
  readonly filters: boolean;
}

/** Where the code of a job is. */
export type JobHandler =
  | {
      readonly kind: 'method';
      /** The provider or controller that has the method. */
      readonly host: InstanceWrapper;
      readonly type: Type;
      readonly methodName: string;
    }
  | {
      readonly kind: 'function';
      /** Called with the `CronContext` of the execution. */
      readonly run: (context: never) => unknown;
    };

/** A job as the library works with it: every option checked, every default filled in, durations in milliseconds. */
export interface JobDefinition {
  readonly name: string;
  /** Names it had before; their history and watermark are its own. */
  readonly previousNames: readonly string[];
  readonly profile: ProfileName;
  readonly group: string | null;
  readonly owner: string | null;
  readonly tags: readonly string[];
  readonly schedule: Schedule;
  readonly overlap: OverlapPolicy;
  /** With `overlap: 'queue'`: how many slots wait at most. */
  readonly maxQueued: number;
  /** Null for no limit but that of `overlap`. */
  readonly concurrency: Concurrency | null;
  /** Whether a handler that was given up keeps the job's lane until it returns. */
  readonly zombie: 'hold' | 'release';
  /** Whether a slot runs once over all instances, or on each of them. */
  readonly scope: 'cluster' | 'instance';
  /** Closed is what one of them closes; empty: nothing. */
  readonly calendars: readonly Calendar[];
  /** Null for none. */
  readonly when: ((slot: Date) => boolean | string) | null;
  /** By how many milliseconds a slot may start later; 0 for none. */
  readonly jitter: number;
  readonly misfire: MisfirePolicy;
  /** How long after its due time a slot may still be started; null for one period, at least 60 s. */
  readonly catchUpWindow: number | null;
  /** With `misfire: 'all'`: how many slots are caught up at most. */
  readonly maxCatchUp: number;
  /** Null for none. */
  readonly timeout: number | null;
  readonly retryPolicy: ResolvedRetryPolicy;
  readonly onLost: 'fail' | 'retry';
  /** Null for none. */
  readonly breaker: ResolvedBreakerPolicy | null;
  /** Labels that an instance must have, all of them. */
  readonly runsOn: readonly string[];
  readonly enabled: boolean;
  /** Whether an override has disabled it: its slots come due, and are counted as skipped. */
  readonly switchedOff: boolean;
  /** Whether nothing but its schedule, `@never`, keeps it from being due: it is there to be run by hand. */
  readonly onlyByHand: boolean;
  /** Null where it is enabled. */
  readonly disabledReason: string | null;
  readonly enhancers: EnhancerChoice;
  readonly keepResult: boolean;
  readonly assert: ((result: unknown) => boolean | string) | null;
  /** Null: the job takes no parameters. */
  readonly parameters: StandardSchema | null;
  /** Which log lines are kept; null for none. */
  readonly logs: ResolvedLogOptions | null;
  readonly alertThresholds: AlertThresholds;
  /** Jobs that it can't do without. */
  readonly dependsOn: readonly string[];
  /** Null for none. */
  readonly runbookUrl: Runbook | null;
  /** What it means that it doesn't run; null: nobody says. */
  readonly impact: string | null;
  /** Time of day in its zone until which nobody needs to get up, `08:00`; null: nobody says. */
  readonly canWaitUntil: string | null;
  /** Whether it may be run again; null: nobody says. */
  readonly rerun: Rerun | null;
  readonly handler: JobHandler;
  /** Where it is defined, for messages: `MatchUpdates.refreshLiveScores`. */
  readonly source: string;
  /** Whether it is the library's own: nobody takes it away. */
  readonly system: boolean;
  /** Who decided each option; what nobody decided has the library's default and is not in it. */
  readonly optionSources: Readonly<Record<string, OptionSource>>;
  /** What people may change of it. */
  readonly overrides: OverrideLimits;
  /** What is in place of its code; null for nothing. */
  readonly override: AppliedOverride | null;
  /** What it was made from, and is made from again with other values in place of those of its code. */
  readonly writtenAs: JobSource;
  /** What module, owners and groups said when it was made. */
  readonly defaults: JobDefaults;
}

/** Whether a job has slots that come due, be they only counted. */
export function comesDue({ enabled, switchedOff }: Pick<JobDefinition, 'enabled' | 'switchedOff'>): boolean {
  return enabled || switchedOff;
}
