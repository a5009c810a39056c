import type { FactoryProvider, ModuleMetadata } from '@nestjs/common';
import type { DatabaseOptions } from './database/database.options.js';
import type { CalendarOptions } from './definition/calendar.options.js';
import type { ExecuteOption } from './definition/executing-switch.js';
import type { TrackedCronGroupOptions } from './definition/job-group.options.js';
import type { LogOptions } from './definition/log-options.js';
import type { TrackedCronOwnerOptions } from './definition/threshold-options.js';
import type { ProfileName } from './definition/job-profile.js';
import type { Duration } from './duration.js';
import type { AlertThresholds } from './health/alert-thresholds.js';
import type { RetentionOptions } from './history/retention.options.js';
import type { SpoolOptions } from './history/spool.options.js';

/** How `TrackedCronModule` works. Every option has a default. */
export interface TrackedCronModuleOptions {
  /** Where executions are recorded. Default: `DATABASE_URL`; without one, and outside production, an embedded PostgreSQL. */
  database?: DatabaseOptions;

  /**
   * `observe` also records what the host's own schedulers do, as it is: every `@Cron`, `@Interval`, `@Timeout` and what is
   * added to `SchedulerRegistry`. Nothing of it is claimed, delayed, retried or changed, and no trouble with the database
   * reaches it or the boot. Under `NODE_ENV=test` only with `execute: true`. Default: `'run'`, jobs of `@TrackedCron` alone.
   */
  mode?: 'run' | 'observe';

  /** Whose jobs these are; applications in one database never see each other's. Default: `name` in the `package.json` of the working directory, else `'application'`. */
  application?: string;

  /** Separates deployments of one application in one database. Default: `NODE_ENV`, else `'development'`. */
  environment?: string;

  /** The application's release, shown with every execution; it should change with every deployment, which tells older code from newer. Default: the environment's `RELEASE`, else `version` in that `package.json`. */
  release?: string;

  /** Time zone of jobs that name none. Default: the process's own, as with `@Cron`. Set it: instances must agree. */
  timeZone?: string;

  /**
   * Where options come from that neither a job nor its group says: `recommended`, or `like-cron`, which is what `@Cron`
   * did. Default: `'recommended'`.
   */
  profile?: ProfileName;

  /** Options of all jobs of a group, by its name, as long as the job does not say them itself. Default: none. */
  groups?: Readonly<Record<string, TrackedCronGroupOptions>>;

  /**
   * Thresholds of all jobs, as long as neither a job, nor its group, nor its owner says them: `{ staleness: '1h' }`. Plain
   * data, so they can come from a file: `JSON.parse(readFileSync('alerts.json', 'utf8'))`. Default: that of each threshold.
   */
  alertThresholds?: AlertThresholds;

  /** Thresholds of all jobs of an owner, by its name: `{ web: { alertThresholds: { staleness: '1h' } } }`. Default: none. */
  owners?: Readonly<Record<string, TrackedCronOwnerOptions>>;

  /** Calendars that jobs can name: `calendar: 'de'`. Default: none. */
  calendars?: Readonly<Record<string, CalendarOptions>>;

  /**
   * Whether this process runs jobs: all, none, or those a function picks. The environment's `TRACKED_CRON_EXECUTE`
   * (`true`, `false`) comes before it, but a function still picks. A process that runs none still shows and triggers them.
   * Default: `true` in a server, `false` under `NODE_ENV=test` and in an application context without a server (scripts).
   */
  execute?: ExecuteOption;

  /** What this instance is, for jobs with `runsOn`: `['eu', 'gpu']`. Default: none. */
  labels?: readonly string[];

  /**
   * What happens when the database can't be reached at boot: `degrade` lets the host start, says so, and tries on (after
   * 1 s, doubling to 15 s); `fail` stops the boot. A wrong configuration (password, rights, migrations) stops it always.
   * Default: `'degrade'`.
   */
  onUnavailable?: 'degrade' | 'fail';

  /** Whether one bad job stops the boot; false: it is left out with an error in the log. Default: `true`. */
  strict?: boolean;

  /**
   * Tells events again through the host's `@nestjs/event-emitter`: `@OnEvent('tracked-cron.execution.ended')`.
   * Default: `false`.
   */
  eventEmitter?: boolean;

  /** How long an instance counts as alive after its last sign of life. At least 3 s. Default: `'15s'`. */
  leaseTtl?: Duration;

  /**
   * How long a handler may block the event loop before the instance is given up: until then its lease is renewed by a
   * thread of its own. At least `leaseTtl`. Default: `'5m'`.
   */
  loopStallLimit?: Duration;

  /**
   * Where ended executions are kept on disk while the database is away, until it is back or the next process adopts them;
   * false: only in memory. Default: `{ folder: '.tracked-cron/spool', maxBytes: 67_108_864 }`.
   */
  spool?: SpoolOptions | false;

  /** How long the record is kept. Default: `{ completed: '90d', failed: '180d', logs: '30d', audit: '365d' }`. */
  retention?: RetentionOptions;
  /**
   * Which log lines of executions are kept with the record: those of Nest's `Logger`, whatever stands behind it, and of
   * `ctx.log`. A job and a group can say their own. False: none, unless a job says so.
   * Default: `{ level: 'info', maxLines: 10_000, maxBytes: 1_048_576, console: false }`.
   */
  logs?: LogOptions | false;

  /** How long shutdown waits for executions in flight before it aborts them. Default: `'10s'`. */
  drainTimeout?: Duration;
}

/** Options that are made by a provider. */
export interface TrackedCronModuleAsyncOptions extends Pick<ModuleMetadata, 'imports'> {
  /** What the factory is called with. */
  inject?: FactoryProvider['inject'];
  useFactory: (...dependencies: never[]) => TrackedCronModuleOptions | Promise<TrackedCronModuleOptions>;
}
