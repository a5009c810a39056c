import type { FactoryProvider, ModuleMetadata } from '@nestjs/common';
import type { Duration, Severity } from 'nestjs-tracked-cron';
import type { AlertChannel } from './channels/alert-channel.js';
import type { SentryOptions } from './sentry/sentry.options.js';

/** Which alerts a route is for: all conditions hold, each is met by one of its values. Nothing said: every alert. */
export interface RouteConditions {
  /** At least this severe. Default: any severity. */
  readonly severity?: Severity;
  /** One application, or several: where they share their routes. Default: any. */
  readonly application?: string | readonly string[];
  /** One environment, or several. Default: any. */
  readonly environment?: string | readonly string[];
  /** The job's group. Default: any, and none. */
  readonly group?: string | readonly string[];
  /** The job's owner. Default: any, and none. */
  readonly owner?: string | readonly string[];
  /** The job has one of these tags. Default: any, and none. */
  readonly tag?: string | readonly string[];
  /** Job names; `*` stands for any characters: `'billing.*'`. Default: every job. */
  readonly job?: string | readonly string[];
}

/** Times at which a channel wants to hear only of what is as severe as that. */
export interface QuietHours {
  /** `'22:00'`. */
  readonly from: string;
  /** `'07:00'`; before `from`: of the next day. */
  readonly to: string;
  /** IANA name. */
  readonly timeZone: string;
  /** The days on which they begin, `'mon'` to `'sun'`. Default: every day. */
  readonly days?: readonly string[];
  /** What is still told. Default: `'critical'`. */
  readonly severity?: Severity;
}

/** Whom an alert goes to. The first route that fits decides. */
export interface AlertRoute {
  /** For people, and for its test message. Default: `'route 1'`, `'route 2'` and so on. */
  readonly name?: string;
  /** What it is for. Default: every alert. */
  readonly when?: RouteConditions;
  /** Names of channels; none: nobody is told. */
  readonly channels: readonly string[];
  /** When it tells of what is most severe only; null for never. Default: the module's `quietHours`. */
  readonly quietHours?: QuietHours | null;
  /** Without an acknowledgement, it is told again after this time, one step louder, to `escalateTo`. Default: `'30m'` for critical ones, else never. */
  readonly escalateAfter?: Duration | null;
  /** Names of the channels that hear of an escalation. Default: the route's channels. */
  readonly escalateTo?: readonly string[];
  /** While nobody has acknowledged it, it is told again at these intervals. Default: `'4h'`. */
  readonly remindAfter?: Duration | null;
}

/** A time at which nothing is told, because it is known that things will be wrong. Incidents are recorded all the same. */
export interface MaintenanceWindow {
  /** For people, who can switch it off while the application runs. */
  readonly name: string;
  /** Cron expression of its beginnings. */
  readonly schedule: string;
  /** IANA name. */
  readonly timeZone: string;
  /** How long it takes. */
  readonly duration: Duration;
  /** What it is about. Default: everything. */
  readonly when?: RouteConditions;
}

/** Who is called after each sweep that succeeded: a heartbeat service that tells when we no longer can. */
export interface DeadManSwitch {
  /** Called with GET. */
  readonly url: string;
  /** How long it may take to answer. Default: `'10s'`. */
  readonly timeout?: Duration;
}

/** How `CronMonitorModule` watches and tells. Every option has a default. */
export interface CronMonitorOptions {
  /** Where alerts go. Default: none; incidents are recorded all the same. */
  readonly channels?: readonly AlertChannel[];
  /** Who hears of what. Default: all channels hear of warnings and what is worse. */
  readonly routes?: readonly AlertRoute[];
  /** Where people reach the admin page, for links: `'https://ops.example.com/admin/cron-jobs'`. Default: no links. */
  readonly publicUrl?: string;
  /** Of routes that say nothing of them. Default: none. */
  readonly quietHours?: QuietHours;
  /** How long after a message the next one about the same incident is held; doubles each time, up to a day. Default: `'30m'`. */
  readonly cooldown?: Duration;
  /** How many messages a channel gets at most; the rest goes into one digest. Default: `{ perMinute: 20, perHour: 100 }`. */
  readonly rateLimit?: { readonly perMinute?: number; readonly perHour?: number };
  /** More incidents than this that begin within a minute are told as one digest. Default: 5. */
  readonly digestAfter?: number;
  /** Times at which nothing is told. Default: none. */
  readonly maintenance?: readonly MaintenanceWindow[];
  /** Who tells when we no longer can. Default: none. */
  readonly deadManSwitch?: DeadManSwitch;
  /**
   * What Sentry hears of executions. True: what {@link SentryOptions} says by default, with the client that the application has
   * made by `Sentry.init`. Default: false.
   */
  readonly sentry?: SentryOptions | boolean;
  /** When owners get their weekly digest: cron expression and zone; false: never. Default: false. */
  readonly weeklyDigest?: { readonly schedule: string; readonly timeZone: string } | false;
}

/** Options that are made by a provider. */
export interface CronMonitorAsyncOptions extends Pick<ModuleMetadata, 'imports'> {
  /** What the factory is called with. */
  inject?: FactoryProvider['inject'];
  useFactory: (...dependencies: never[]) => CronMonitorOptions | Promise<CronMonitorOptions>;
}
