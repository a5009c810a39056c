import type { AlertField, AlertMessage } from '../../alerts/alert-message.js';
import type { Delivery } from '../alert-channel.js';
import { cutText, escapedWithin, forAnyMarkup } from '../neutral-text.js';
import { openLinks } from '../message-text.js';
import { phaseOf } from './event-phase.js';
import { notEmpty } from './not-empty.js';
import { addressOf, type WebhookFormat } from './webhook-format.js';

const LONGEST_SUMMARY = 1_024;
const LONGEST_KEY = 255;
/** An event may have 512 KB; nobody reads that much. */
const LONGEST_DETAIL = 1_000;
const MOST_LINES = 100;
const ACTIONS = { firing: 'trigger', acknowledged: 'acknowledge', resolved: 'resolve' } as const;

/** PagerDuty's Events API v2: one alert an incident, acknowledged and resolved with it. */
export const pagerDutyFormat: WebhookFormat = {
  url: 'https://events.pagerduty.com',
  key: 'the routing key of an Events API v2 integration',
  gone: [],
  requests: (delivery, { url, key }) => [
    { method: 'POST', url: addressOf(url, 'v2/enqueue'), headers: {}, body: eventOf(delivery, key) },
  ],
};

function eventOf({ id, kind, incidentId, message }: Delivery, key: string): object {
  const action = ACTIONS[phaseOf(kind)];
  const event = {
    routing_key: key,
    event_action: action,
    dedup_key: cutText(incidentId ?? id, LONGEST_KEY),
  };
  return action === 'trigger' ? { ...event, ...alertOf(message) } : event;
}

function alertOf(message: AlertMessage): object {
  const links = openLinks(message.links).map(({ text, url }) => ({ href: url, text: short(text) }));
  const page = message.links.find(({ kind }) => kind === 'incident')?.url;
  return {
    payload: {
      summary: escapedWithin(`${message.title}: ${message.sentence}`, LONGEST_SUMMARY, forAnyMarkup),
      source: short(`${message.application} (${message.environment})`),
      severity: message.severity,
      timestamp: message.at.toISOString(),
      ...notEmpty({ component: message.subject, group: message.about?.group }, short),
      class: message.word,
      custom_details: detailsOf(message),
    },
    links,
    client: 'nestjs-tracked-cron',
    ...(page && { client_url: page }),
  };
}

function detailsOf({ fields, advice, lines, logTail }: AlertMessage): Readonly<Record<string, string>> {
  const facts: readonly Pick<AlertField, 'name' | 'text'>[] = [
    ...advice,
    ...fields,
    ...lines.slice(0, MOST_LINES).map((text, index) => ({ name: `Incident ${index + 1}`, text })),
    ...(logTail === null ? [] : [{ name: 'Log', text: logTail }]),
  ];
  return Object.fromEntries(facts.map(({ name, text }) => [short(name), detail(text)]));
}

function short(text: string): string {
  return escapedWithin(text, LONGEST_KEY, forAnyMarkup);
}

function detail(text: string): string {
  return escapedWithin(text, LONGEST_DETAIL, forAnyMarkup);
}
