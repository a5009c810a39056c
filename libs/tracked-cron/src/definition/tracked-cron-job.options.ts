import type { Duration } from '../duration.js';
import type { AlertThresholds } from '../health/alert-thresholds.js';
import type { Rerun, Runbook } from './alert-options.js';
import type { CalendarOption } from './calendar.options.js';
import type { ProfileName } from './job-profile.js';
import type { BreakerPolicy } from './breaker-policy.js';
import type { Concurrency, MisfirePolicy, OverlapPolicy } from './job-definition.js';
import type { JobLogOptions } from './log-options.js';
import type { OverrideOptions } from './overrides/override-limits.js';
import type { ParametersClass } from './parameters-class.js';
import type { RetryPolicy } from './retry-policy.js';
import type { StandardSchema } from './standard-schema.js';

/** What a job can say about itself, in `@TrackedCron` and in `register`. All durations: milliseconds, or `'30s'`. */
export interface TrackedCronJobOptions {
  /**
   * Unique within the application; letters, digits and `_ . : -`, at most 120. Name it: a method that is renamed, or a
   * class that is minified, is a new job without a history. Default: `Class.method`.
   */
  name?: string;

  /**
   * Names it had before: its history, its watermark and its pause go on under the new one. Keep them until no deployment
   * knows the old name; at most 50. Default: none.
   */
  previousNames?: readonly string[];

  /**
   * Where its other options come from, if nobody says them nearer: `recommended` or `like-cron`. Default: that of its
   * group, else of the module, else `'recommended'`.
   */
  profile?: ProfileName;

  /** What it belongs to, for people who filter, and for `groups` of the module; at most 200 characters. Default: none. */
  group?: string;

  /** Who answers for it: a team or a person; at most 200 characters. Default: none. */
  owner?: string;

  /** Anything to filter by: at most 50 texts of at most 100 characters. Default: none. */
  tags?: readonly string[];

  /** IANA name of the time zone that the expression means: `'Europe/Riga'`. Default: the module's `timeZone`. */
  timeZone?: string;

  /**
   * What a slot does that comes due while the job is in flight, on any instance: `skip` it and record that, `queue` it
   * until its turn comes, `allow` it to run beside the other, or `cancelPrevious` and run. A manual run is refused, unless
   * it is allowed. Default: `'skip'`.
   */
  overlap?: OverlapPolicy;

  /** With `overlap: 'queue'`: how many slots wait at most, 1 to 10,000; further ones are skipped. Default: 100. */
  maxQueued?: number;

  /**
   * Jobs with the same key are in flight at most `limit` times together, over all instances:
   * `{ key: 'feed', limit: 2 }`. What doesn't fit is skipped, or, with `overlap: 'queue'`, waits. Write the same limit in
   * all of them. Default: no limit.
   */
  concurrency?: Concurrency;

  /**
   * Whether a handler that goes on after its execution timed out or was cancelled keeps the job in flight until it
   * returns or its instance ends (`hold`), or not (`release`). Default: `'hold'`.
   */
  zombie?: 'hold' | 'release';

  /**
   * Whether a slot runs once over all instances (`cluster`), or on every one of them (`instance`), as under `@Cron`,
   * on time also while the database is away.
   * Default: `'cluster'`.
   */
  scope?: 'cluster' | 'instance';

  /**
   * On which days and at which times its slots run, by its own time zone: business days, holidays, blackouts. A name is
   * one of the module's `calendars`. Slots on closed days are counted as skipped, with the reason; null for none, whatever
   * its group says. Default: every slot runs.
   */
  calendar?: CalendarOption | null;

  /**
   * A condition of its own, asked when a slot is claimed: true, or why the slot is to be skipped. Must answer at once, not
   * with a promise, and may be asked more than once. One that throws skips the slot. Default: every slot runs.
   */
  when?: (slot: Date) => boolean | string;

  /**
   * By how much its slots may start later than they are due, so that many jobs of one instant don't start at once. How
   * much it is comes from the job's name and the slot, equal on all instances, and never reaches the next slot. Default: none.
   */
  jitter?: Duration | null;

  /**
   * Which of the slots that passed while nobody could run them are caught up: the `latest`, `all` (with
   * `overlap: 'allow'` or `'queue'`), or none (`skip`: a slot starts within 5 s or not at all). Those that are not are
   * recorded as missed. Default: `'latest'`.
   */
  misfire?: MisfirePolicy;

  /** How long after its due time a slot may still be started; older ones are missed. Default: one period, at least one minute. */
  catchUpWindow?: Duration;

  /** With `misfire: 'all'`: how many slots are caught up at most, the newest; 1 to 10,000. Default: 100. */
  maxCatchUp?: number;

  /**
   * After how long the execution's signal aborts and it ends as timed out; at most 24.8 days. `null`: never, whatever its
   * group says. Default: none.
   */
  timeout?: Duration | null;

  /**
   * How often, and after what waits, a failed or timed-out execution is tried again; null for never, whatever its group
   * says. The nearest policy counts as a whole. Default: one attempt.
   */
  retryPolicy?: RetryPolicy | null;

  /**
   * What becomes of an execution whose instance died: it ends as lost (`fail`), or is tried again on another instance
   * while its `retryPolicy` has attempts left (`retry`). The handler may then have done its work before: at least once,
   * where `fail` without retries means at most once. Default: `'fail'`.
   */
  onLost?: 'fail' | 'retry';

  /** Gives a job that only fails a rest, on all instances; null for none, whatever its group says. Default: none. */
  breaker?: BreakerPolicy | null;

  /** Labels that an instance must have to run it, all of them: `'eu'` or `['eu', 'gpu']`. Default: any instance. */
  runsOn?: string | readonly string[];

  /** Defined and shown, but never due; it can be run by hand. Default: `false`. */
  disabled?: boolean;

  /**
   * Which interceptors and pipes run around the handler: those of its method and class (`local`), or the global ones
   * too (`all`); global ones were mostly written for HTTP. Default: `'local'`.
   */
  enhancers?: 'local' | 'all';

  /** Whether guards run too. Default: `false`. */
  guards?: boolean;

  /** Whether exception filters see the handler's errors; the record keeps them either way. Default: `false`. */
  filters?: boolean;

  /**
   * Whether the handler's result is kept with the execution, as JSON of at most 8 KB; what is larger leaves a note instead.
   * Default: `false`.
   */
  keepResult?: boolean;

  /**
   * Turns "ran, but did nothing" into a failure, reason `assertion`: answers true, or why not. Must answer at once, not with
   * a promise. Default: every result is good.
   */
  assert?: (result: unknown) => boolean | string;

  /**
   * What a manual run may be asked with: a Standard Schema (zod, valibot, arktype, …), or a class with rules of
   * `class-validator`. What it lets through is what the handler gets, at most 8 KB. Default: no parameters.
   */
  parameters?: StandardSchema | ParametersClass;

  /**
   * Which log lines of its executions are kept with the record: those of Nest's `Logger` and of `ctx.log`. False: none. The
   * nearest options count as a whole. Default: the module's `logs`.
   */
  logs?: JobLogOptions | false;

  /**
   * When the job counts as late, stuck or failing, and who hears of it. What is not said here is that of its group, of its
   * owner, of the module. Default: that of each threshold.
   */
  alertThresholds?: AlertThresholds;

  /**
   * Jobs that it can't do without: while one of them has an incident, alerts about this one are held. At most 50, of this
   * application; they need not be in this process. Default: none.
   */
  dependsOn?: string | readonly string[];

  /**
   * Where to read what to do when it fails: an address, or addresses by class of error,
   * `{ TimeoutError: 'https://…', '*': 'https://…' }`. Null: none, whatever its group says. Default: none.
   */
  runbookUrl?: Runbook | null;

  /** What it means that it doesn't run, for who is woken: `'Customers get no invoices.'` At most 500 characters. Default: none. */
  impact?: string | null;

  /** The time of day in its zone until which nobody needs to get up for it: `'08:00'`. Default: none. */
  canWaitUntil?: string | null;

  /**
   * Whether who is woken may run it again: it is `safe`, only after having asked (`ask`), or `never`, because it must not do
   * its work twice. Default: nobody says, so whoever wants to is asked whether they are sure.
   */
  rerun?: Rerun | null;

  /**
   * Which of schedule, timeZone, timeout, retryPolicy, alertThresholds and enabled people may change while the job is
   * deployed, and how often an overriding schedule may be due. Default: all of them, without a limit.
   */
  overrides?: OverrideOptions;
}
