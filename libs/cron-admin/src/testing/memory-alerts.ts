import { TrackedCronError, type JobsWithin, type SteeringWords } from 'nestjs-tracked-cron';
import type {
  AlertMessage,
  AlertPreference,
  AlertStats,
  ChannelRecord,
  DryRun,
  ICronAlerts,
  Incident,
  IncidentDetails,
  IncidentPage,
  IncidentQuery,
  Notification,
  NotificationPage,
  NotificationQuery,
  RouteRecord,
} from 'nestjs-tracked-cron/monitor';
import { JOB } from './memory-manager.js';

const AT = new Date('2026-11-23T02:10:00.000Z');

/** Its one incident. */
export const INCIDENT_ID = '019aa000-0000-7000-8000-00000000a001';
/** One of the library itself. */
export const OUR_INCIDENT_ID = '019aa000-0000-7000-8000-00000000a002';

const LIMITS = { perMinute: 20, perHour: 100, digestAfter: 5, cooldownMs: 1_800_000 };

/** What the admin needs of the monitor, without a database: it keeps what it is asked and answers what it is told. */
export class MemoryAlerts implements ICronAlerts {
  readonly incidents = new Map<string, IncidentDetails>([
    [INCIDENT_ID, details(INCIDENT_ID, { subject: JOB, jobId: INCIDENT_ID })],
    [
      OUR_INCIDENT_ID,
      details(OUR_INCIDENT_ID, { subject: '~monitor', jobId: null, group: null, owner: null }),
    ],
  ]);
  readonly queries: (IncidentQuery | NotificationQuery | { readonly within?: JobsWithin })[] = [];
  /** What else it was asked to do: the method's name and its arguments. */
  readonly decided: unknown[][] = [];
  preference: AlertPreference | null = null;
  /** Thrown by whatever is asked next, instead of an answer. */
  failure: unknown = null;

  async getIncidents(query: IncidentQuery = {}): Promise<IncidentPage> {
    this.failIfTold();
    this.queries.push(query);
    const items = [...this.incidents.values()].map(incidentOf);
    return { items, page: { next: null, limit: query.limit ?? 50 } };
  }

  async getIncident(id: string): Promise<IncidentDetails | null> {
    return this.incidents.get(id) ?? null;
  }

  acknowledge(id: string, options?: SteeringWords): Promise<Incident> {
    return this.decide('acknowledge', id, options);
  }

  snooze(id: string, options: SteeringWords & { until: Date }): Promise<Incident> {
    return this.decide('snooze', id, options);
  }

  resolve(id: string, options?: SteeringWords): Promise<Incident> {
    return this.decide('resolve', id, options);
  }

  async getNotifications(query: NotificationQuery = {}): Promise<NotificationPage> {
    this.failIfTold();
    this.queries.push(query);
    return { items: [notification()], page: { next: null, limit: query.limit ?? 50 } };
  }

  async getPreferences(): Promise<readonly AlertPreference[]> {
    return this.preference === null ? [] : [this.preference];
  }

  async setPreference(
    key: string,
    value: unknown,
    options: SteeringWords & { until?: Date; ifRevision?: number } = {},
  ): Promise<AlertPreference> {
    this.failIfTold();
    const revision = this.preference?.revision ?? 0;
    if (options.ifRevision !== undefined && options.ifRevision !== revision)
      throw new TrackedCronError('VERSION_CONFLICT', `It is at revision ${revision}.`, { revision });
    this.decided.push(['setPreference', key, value, options]);
    const { by: setBy = null, reason = null, until = null } = options;
    this.preference = { key, value, code: null, setAt: AT, setBy, reason, until, revision: revision + 1 };
    return this.preference;
  }

  async getRoutes(query: { within?: JobsWithin } = {}): Promise<readonly RouteRecord[]> {
    this.queries.push(query);
    return [{ name: 'default', when: { severity: 'warning' }, channels: ['slack'], source: 'default', quietHours: null, escalation: null, remindAfterMs: null }];
  }

  async getChannels(query: { within?: JobsWithin } = {}): Promise<readonly ChannelRecord[]> {
    this.queries.push(query);
    return [{ name: 'slack', state: 'on', why: null, waiting: 0, lastDeliveredAt: AT, limits: LIMITS }];
  }

  async getAlertStats(query: Parameters<ICronAlerts['getAlertStats']>[0] = {}): Promise<AlertStats> {
    this.failIfTold();
    this.queries.push(query);
    const { from = AT, to = AT } = query;
    return { from, to } as AlertStats;
  }

  async sendTest(
    target: { route?: string; channel?: string },
    options?: SteeringWords,
  ): Promise<readonly Notification[]> {
    this.failIfTold();
    this.decided.push(['sendTest', { ...target }, options]);
    return [notification()];
  }

  async dryRun(options: Parameters<ICronAlerts['dryRun']>[0]): Promise<DryRun> {
    this.failIfTold();
    this.decided.push(['dryRun', { ...options }]);
    return { from: options.from ?? AT, to: options.to ?? AT, told: 4, suppressed: {}, examples: [] };
  }

  private async decide(what: string, id: string, options: unknown): Promise<Incident> {
    this.failIfTold();
    this.decided.push([what, id, options]);
    return incidentOf(this.incidents.get(id)!);
  }

  private failIfTold(): void {
    const { failure } = this;
    this.failure = null;
    if (failure !== null) throw failure;
  }
}

function incidentOf({
  events: _events,
  notifications: _notifications,
  ...incident
}: IncidentDetails): Incident {
  return incident;
}

function details(id: string, about: Partial<IncidentDetails>): IncidentDetails {
  return {
    id,
    subject: JOB,
    jobId: null,
    group: 'matches',
    owner: 'sports',
    tags: ['live'],
    state: 'open',
    severity: 'error',
    findings: [],
    fingerprints: [],
    beganAt: AT,
    openedAt: AT,
    acknowledgedAt: null,
    acknowledgedBy: null,
    snoozedUntil: null,
    snoozedBy: null,
    escalation: 0,
    goodRuns: 0,
    heldBy: null,
    resolvedAt: null,
    resolvedBy: null,
    resolution: null,
    revision: 1,
    events: [],
    notifications: [notification()],
    ...about,
  };
}

function notification(): Notification {
  return {
    id: INCIDENT_ID,
    incidentId: INCIDENT_ID,
    subject: JOB,
    kind: 'opened',
    severity: 'error',
    channel: 'slack',
    dedupeKey: 'd',
    state: 'delivered',
    why: null,
    notBefore: AT,
    attempts: 1,
    lastError: null,
    message: message(),
    receipt: null,
    createdAt: AT,
    sentAt: AT,
  };
}

function message(): AlertMessage {
  const quoted = { name: 'Error', text: 'secret error', short: false };
  return {
    word: 'FAILED',
    subject: JOB,
    environment: 'test',
    application: 'test',
    severity: 'error',
    title: `FAILED · ${JOB} · test`,
    sentence: 'It failed: secret error',
    fields: [quoted],
    advice: [quoted],
    logTail: 'secret line',
    links: [],
    at: AT,
    lines: ['secret error'],
  };
}
