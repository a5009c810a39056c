import type { JobsWithin, Severity, SteeringWords } from 'nestjs-tracked-cron';
import type { Incident, IncidentEvent, IncidentState } from './incidents/incident.js';
import type { Notification, NotificationState, Suppression } from './alerts/notification.js';

/** Which incidents. */
export interface IncidentQuery {
  /** Default: those that are not resolved. */
  readonly state?: readonly IncidentState[];
  /** At least this severe. */
  readonly severity?: Severity;
  readonly jobName?: string;
  readonly group?: string;
  readonly owner?: string;
  readonly tag?: string;
  /** Opened in this window. */
  readonly from?: Date;
  readonly to?: Date;
  /** Only of these jobs: how a principal's scope is kept. */
  readonly within?: JobsWithin;
  /** 1 to 200. Default: 50. */
  readonly limit?: number;
  readonly cursor?: string;
}

/** A page of them, newest first. */
export interface IncidentPage {
  readonly items: readonly Incident[];
  readonly page: { readonly next: string | null; readonly limit: number };
}

/** An incident with its life and what was told of it. */
export interface IncidentDetails extends Incident {
  readonly events: readonly IncidentEvent[];
  readonly notifications: readonly Notification[];
}

/** Which notifications. */
export interface NotificationQuery {
  readonly state?: readonly NotificationState[];
  readonly channel?: string;
  readonly incidentId?: string;
  readonly within?: JobsWithin;
  readonly limit?: number;
  readonly cursor?: string;
}

export interface NotificationPage {
  readonly items: readonly Notification[];
  readonly page: { readonly next: string | null; readonly limit: number };
}

/** Something people set at run time, over what the code says, and who did. */
export interface AlertPreference {
  /** `mute:<job>`, `channel:<name>`, `quietHours`, `window:<name>` or `route:<name>`. */
  readonly key: string;
  readonly value: unknown;
  /** What the code says; null for nothing. */
  readonly code: unknown;
  readonly setAt: Date;
  readonly setBy: string | null;
  readonly reason: string | null;
  readonly until: Date | null;
  readonly revision: number;
}

/** What alerting came to in a window. */
export interface AlertStats {
  readonly from: Date;
  readonly to: Date;
  readonly incidents: {
    readonly opened: number;
    readonly resolved: number;
    readonly bySeverity: Readonly<Record<Severity, number>>;
    /** From the opening, milliseconds; null where there is none. */
    readonly toAcknowledge: { readonly p50: number; readonly p95: number } | null;
    readonly toRecover: { readonly p50: number; readonly p95: number } | null;
    /** That nobody ever acknowledged, and that ended by themselves: what nobody needed to hear of, perhaps. */
    readonly unattended: number;
  };
  readonly notifications: {
    readonly byState: Readonly<Record<NotificationState, number>>;
    readonly byChannel: Readonly<Record<string, Readonly<Record<NotificationState, number>>>>;
    readonly suppressed: Readonly<Partial<Record<Suppression, number>>>;
    /** From the event to the acceptance, milliseconds. */
    readonly latency: { readonly p50: number; readonly p99: number } | null;
  };
  /** Noisiest first, at most 20. */
  readonly jobs: readonly {
    readonly jobName: string;
    readonly incidents: number;
    readonly notifications: number;
    /** Incidents that began within an hour after the last one had ended. */
    readonly flapping: number;
  }[];
  /** Rules that opened something, how often. */
  readonly rules: Readonly<Record<string, number>>;
}

/** What a route, or thresholds, would have told. */
export interface DryRun {
  readonly from: Date;
  readonly to: Date;
  /** Would have told so many times. */
  readonly told: number;
  readonly suppressed: Readonly<Partial<Record<Suppression, number>>>;
  /** Newest first, at most 100. */
  readonly examples: readonly {
    readonly jobName: string;
    readonly at: Date;
    readonly severity: Severity;
    readonly channels: readonly string[];
    readonly text: string;
  }[];
}

/** A route as it holds. */
export interface RouteRecord {
  readonly name: string;
  readonly when: unknown;
  readonly channels: readonly string[];
  /** Which code or preference says so. */
  readonly source: 'code' | 'preference' | 'default';
  /** When only what is most severe is told, in words; null: never. */
  readonly quietHours: {
    readonly begins: string;
    readonly ends: string;
    /** What is told all the same: at least this severe. */
    readonly severity: Severity;
  } | null;
  /** When what nobody has acknowledged is told one step louder: after so many milliseconds, from this severity on; null: never. */
  readonly escalation: {
    readonly afterMs: number;
    readonly from: Severity;
    readonly channels: readonly string[];
  } | null;
  /** How often what nobody has acknowledged is told again, milliseconds; null: never. */
  readonly remindAfterMs: number | null;
}

/** A channel as it is. */
export interface ChannelRecord {
  readonly name: string;
  readonly state: 'on' | 'off' | 'gone';
  /** Why it is off or gone; of some jobs only, not what it said: that may be about others. */
  readonly why: string | null;
  readonly waiting: number;
  readonly lastDeliveredAt: Date | null;
  /** What it gets at most; the rest comes in digests. */
  readonly limits: {
    readonly perMinute: number;
    readonly perHour: number;
    /** More of a kind than this within a minute are one digest. */
    readonly digestAfter: number;
    /** How long after a message the next one about the same incident is held; it doubles each time. Milliseconds. */
    readonly cooldownMs: number;
  };
}

/** Everything people and code can ask and do about alerts. Decisions name who takes them, and land in the audit log. */
export interface ICronAlerts {
  /** A page of them, newest first. @throws TrackedCronError `INVALID_QUERY`, `INVALID_CURSOR` */
  getIncidents(query?: IncidentQuery): Promise<IncidentPage>;
  /** Null where there is none. */
  getIncident(id: string): Promise<IncidentDetails | null>;
  /** Somebody is on it: no reminders, no escalation. @throws TrackedCronError `UNKNOWN_INCIDENT`, `INCIDENT_RESOLVED` */
  acknowledge(id: string, options?: SteeringWords): Promise<Incident>;
  /** Nothing is told of it until then. @throws TrackedCronError `UNKNOWN_INCIDENT`, `INCIDENT_RESOLVED`, `INVALID_OPTION` */
  snooze(id: string, options: SteeringWords & { readonly until: Date }): Promise<Incident>;
  /**
   * It is over, whatever still holds: only something new opens another one. @throws TrackedCronError `UNKNOWN_INCIDENT`,
   * `INCIDENT_RESOLVED`
   */
  resolve(id: string, options?: SteeringWords): Promise<Incident>;
  getNotifications(query?: NotificationQuery): Promise<NotificationPage>;
  /** Those that hold, by key. */
  getPreferences(): Promise<readonly AlertPreference[]>;
  /**
   * Sets what `docs/alerts.md` lists by key, for all instances.
   *
   * @param value null gives it back to the code
   * @param options `until`: when it ends by itself; `ifRevision`: only if it is still at this revision, 0 where nothing is set
   * @throws TrackedCronError `INVALID_OPTION`, `UNKNOWN_JOB`, `VERSION_CONFLICT`
   */
  setPreference(
    key: string,
    value: unknown,
    options?: SteeringWords & { readonly until?: Date; readonly ifRevision?: number },
  ): Promise<AlertPreference>;
  /** In the order in which they are looked up. @param query `within`: those by which people hear of these jobs */
  getRoutes(query?: { readonly within?: JobsWithin }): Promise<readonly RouteRecord[]>;
  /** @param query `within`: those where people hear of these jobs, with what waits and came of them */
  getChannels(query?: { readonly within?: JobsWithin }): Promise<readonly ChannelRecord[]>;
  /** What alerting came to. Default: the last 30 days. @param query `within`: of these jobs only */
  getAlertStats(query?: {
    readonly from?: Date;
    readonly to?: Date;
    readonly within?: JobsWithin;
  }): Promise<AlertStats>;
  /**
   * Sends a test message through a route or a channel, past every limit, on record. Resolves with what became of it.
   * @throws TrackedCronError `UNKNOWN_ROUTE`, `UNKNOWN_CHANNEL`, `INVALID_QUERY`
   */
  sendTest(
    target: { readonly route?: string; readonly channel?: string },
    options?: SteeringWords,
  ): Promise<readonly Notification[]>;
  /** What routes, or thresholds of a job, would have told over stored history. Default: what holds now, over 30 days. */
  dryRun(options: {
    readonly routes?: readonly unknown[];
    readonly jobName?: string;
    readonly alertThresholds?: unknown;
    readonly from?: Date;
    readonly to?: Date;
  }): Promise<DryRun>;
}
