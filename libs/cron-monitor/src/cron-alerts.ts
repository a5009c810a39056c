import { TrackedCronError, type AuditAction, type SteeringWords } from 'nestjs-tracked-cron';
import {
  inTheFuture,
  isUuid,
  words,
  type AuditLog,
  type DatabaseClock,
  type Readiness,
} from 'nestjs-tracked-cron/internal';
import type { AlertTelling } from './alert-telling.js';
import type { Notification } from './alerts/notification.js';
import type {
  AlertPreference,
  ICronAlerts,
  IncidentDetails,
  IncidentPage,
  IncidentQuery,
} from './cron-alerts.interface.js';
import {
  acknowledging,
  resolving,
  snoozing,
  type DecisionWords,
  type HandDecision,
} from './incidents/decide-by-hand.js';
import type { Incident } from './incidents/incident.js';
import type { IncidentDecisions } from './incidents/incident-decisions.js';
import type { IncidentPageRepository } from './incidents/incident-page.repository.js';
import type { IncidentRepository } from './incidents/incident.repository.js';
import { shownOf } from './incidents/shown-incident.js';
import { spokenBy, standing, testedBy } from './on-record.js';
import type { AlertPreferences, PreferenceOptions } from './preferences/alert-preferences.js';

/** See {@link ICronAlerts}. Injected into whatever of the host asks for it, once `CronMonitorModule` is imported. */
export class CronAlerts implements ICronAlerts {
  /** @internal Made by `CronMonitorModule`. */
  constructor(
    private readonly readiness: Pick<Readiness, 'assertReady'>,
    private readonly pages: Pick<IncidentPageRepository, 'page'>,
    private readonly incidents: Pick<IncidentRepository, 'find' | 'events'>,
    private readonly decisions: Pick<IncidentDecisions, 'take'>,
    private readonly preferences: Pick<AlertPreferences, 'list' | 'set'>,
    private readonly audit: Pick<AuditLog, 'during'>,
    private readonly clock: Pick<DatabaseClock, 'now'>,
    private readonly telling: AlertTelling,
  ) {}

  async getIncidents(query: IncidentQuery = {}): Promise<IncidentPage> {
    this.readiness.assertReady();
    return this.pages.page(query);
  }

  async getIncident(id: string): Promise<IncidentDetails | null> {
    this.readiness.assertReady();
    const incident = isUuid(id) ? await this.incidents.find(id) : null;
    if (incident === null) return null;
    const [events, notifications] = await Promise.all([
      this.incidents.events(id),
      this.telling.notificationsOf(id),
    ]);
    return { ...shownOf(incident), events, notifications };
  }

  acknowledge(id: string, options: SteeringWords = {}): Promise<Incident> {
    return this.decide('acknowledge', id, options, acknowledging);
  }

  snooze(id: string, options: SteeringWords & { readonly until: Date }): Promise<Incident> {
    const until: unknown = options?.until;
    return this.decide('snooze', id, options, (said) => {
      if (until === undefined)
        throw new TrackedCronError(
          'INVALID_OPTION',
          'until must be a Date in the future: say how long nobody wants to hear of it.',
        );
      inTheFuture(until, this.clock.now(), 'to end the incident for good, resolve it');
      return snoozing(until as Date, said);
    });
  }

  resolve(id: string, options: SteeringWords = {}): Promise<Incident> {
    return this.decide('resolve-incident', id, options, resolving);
  }

  async getPreferences(): Promise<readonly AlertPreference[]> {
    this.readiness.assertReady();
    return this.preferences.list();
  }

  async setPreference(
    key: string,
    value: unknown,
    options: PreferenceOptions = {},
  ): Promise<AlertPreference> {
    this.readiness.assertReady();
    const { until = null } = options;
    const act = { action: 'alert-preference', target: String(key), after: { value, until } } as const;
    const { after } = await this.audit.during(
      { ...act, ...spokenBy(options) },
      () => this.preferences.set(key, value, options),
      ({ before }) => ({ before: before && { value: before.value, until: before.until } }),
    );
    return after;
  }

  getNotifications: ICronAlerts['getNotifications'] = async (query) => this.told().getNotifications(query);
  getRoutes: ICronAlerts['getRoutes'] = async (query) => this.told().getRoutes(query);
  getChannels: ICronAlerts['getChannels'] = async (query) => this.told().getChannels(query);
  getAlertStats: ICronAlerts['getAlertStats'] = async (query) => this.told().getAlertStats(query);
  dryRun: ICronAlerts['dryRun'] = async (options) => this.told().dryRun(options);

  async sendTest(
    target: Parameters<ICronAlerts['sendTest']>[0],
    options: SteeringWords = {},
  ): Promise<readonly Notification[]> {
    const telling = this.told();
    return this.audit.during(
      { action: 'alert-test', target: testedBy(target), ...spokenBy(options) },
      () => telling.sendTest(target, options),
      (sent) => ({ after: { sent: sent.map(({ channel, state }) => ({ channel, state })) } }),
    );
  }

  private told(): AlertTelling {
    this.readiness.assertReady();
    return this.telling;
  }

  private async decide(
    action: AuditAction,
    id: string,
    options: SteeringWords,
    decision: (said: DecisionWords) => HandDecision,
  ): Promise<Incident> {
    this.readiness.assertReady();
    const said = { by: words('by', options.by) ?? null, reason: words('reason', options.reason) ?? null };
    const { after } = await this.audit.during(
      { action, target: String(id), ...spokenBy(options) },
      () => this.decisions.take(id, decision(said)),
      ({ before, after: left }) => ({
        jobName: left.subject,
        before: standing(before),
        after: standing(left),
      }),
    );
    return shownOf(after);
  }
}
