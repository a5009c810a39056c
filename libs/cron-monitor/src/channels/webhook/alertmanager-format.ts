import { SEVERITIES, type Severity } from 'nestjs-tracked-cron';
import type { AlertMessage } from '../../alerts/alert-message.js';
import type { Delivery } from '../alert-channel.js';
import { messageBody } from '../message-text.js';
import { escapedWithin, forAnyMarkup } from '../neutral-text.js';
import { phaseOf } from './event-phase.js';
import { notEmpty } from './not-empty.js';
import { addressOf, type WebhookFormat } from './webhook-format.js';

const LONGEST_LABEL = 200;
const LONGEST_ANNOTATION = 4_000;
/**
 * Prometheus repeats an alert all the time it holds, and Alertmanager takes the silence after it for its end (`resolve_timeout`,
 * 5 minutes). We say it once: it fires until we say that it is over, or nobody has for a week.
 */
const FIRES_MS = 7 * 24 * 3_600_000;
/** What nobody will say of that it is over: digests, tests. */
const SHOWS_MS = 3_600_000;

/** Alertmanager's API v2. What is known of an alert there are its labels, so a severity that changes ends one and begins another. */
export const alertmanagerFormat: WebhookFormat = {
  url: null,
  key: null,
  gone: [],
  requests: (delivery, { url }) => [
    { method: 'POST', url: addressOf(url, 'api/v2/alerts'), headers: {}, body: alertsOf(delivery) },
  ],
};

function alertsOf({ id, kind, incidentId, message, thread }: Delivery): object[] {
  // an acknowledgement there is a silence, which people make there: the alert goes on
  const fires = phaseOf(kind) !== 'resolved';
  const lasts = incidentId === null ? SHOWS_MS : FIRES_MS;
  const alert = (severity: Severity, isFiring: boolean) => ({
    labels: labelsOf(message, incidentId ?? id, severity),
    annotations: annotationsOf(message),
    startsAt: message.at.toISOString(),
    endsAt: new Date(message.at.getTime() + (isFiring ? lasts : 0)).toISOString(),
    ...generator(message),
  });
  const own = alert(message.severity, fires);
  if (thread === null) return [own];
  const others = SEVERITIES.filter((severity) => severity !== message.severity);
  return [own, ...others.map((severity) => alert(severity, false))];
}

function labelsOf(message: AlertMessage, incident: string, severity: string): Record<string, string> {
  const { about, application, environment, subject } = message;
  const labels: Record<string, string | null | undefined> = {
    alertname: 'TrackedCronIncident',
    application,
    environment,
    job: about?.jobName ?? subject,
    group: about?.group,
    owner: about?.owner,
    severity,
    incident,
  };
  return notEmpty(labels, (value) => text(value, LONGEST_LABEL));
}

function annotationsOf(message: AlertMessage): Record<string, string> {
  const runbook = message.links.find(({ kind }) => kind === 'runbook')?.url;
  return {
    summary: text(message.title, LONGEST_ANNOTATION),
    description: text(messageBody(message).join('\n'), LONGEST_ANNOTATION),
    ...(runbook && { runbook_url: runbook }),
  };
}

function generator({ links }: AlertMessage): { generatorURL?: string } {
  const url = links.find(({ kind }) => kind === 'incident')?.url ?? null;
  return url === null ? {} : { generatorURL: url };
}

/** Its templates escape nothing for the chats that they write to. */
function text(value: string, most: number): string {
  return escapedWithin(value, most, forAnyMarkup);
}
