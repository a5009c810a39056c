import type { Severity } from 'nestjs-tracked-cron';
import type { AlertMessage } from '../../alerts/alert-message.js';
import type { Delivery } from '../alert-channel.js';
import { messageBody } from '../message-text.js';
import { escapedWithin, forAnyMarkup } from '../neutral-text.js';
import { phaseOf } from './event-phase.js';
import { notEmpty } from './not-empty.js';
import { addressOf, type WebhookFormat, type WebhookRequest } from './webhook-format.js';

const LONGEST = {
  message: 130,
  alias: 512,
  description: 15_000,
  entity: 512,
  source: 100,
  note: 25_000,
  tag: 50,
};
const MOST_TAGS = 20;
/** Of all details together 8,000, names counted: what they hold here is short. */
const LONGEST_DETAIL = 500;
const PRIORITIES: Readonly<Record<Severity, string>> = {
  critical: 'P1',
  error: 'P2',
  warning: 'P3',
  info: 'P5',
};
const SOURCE = 'nestjs-tracked-cron';

/** Opsgenie's Alert API: one alert an incident, under its id as alias; acknowledged and closed with it. */
export const opsgenieFormat: WebhookFormat = {
  url: 'https://api.opsgenie.com',
  key: 'the API key of an API integration',
  gone: [401, 403],
  requests: (delivery, { url, key }): WebhookRequest[] => {
    const headers = { Authorization: `GenieKey ${key}` };
    return steps(delivery).map(({ method, path, body }) => ({
      method: method ?? 'POST',
      url: addressOf(url, path),
      headers,
      body,
    }));
  },
};

interface Step extends Pick<WebhookRequest, 'body'> {
  readonly method?: 'PUT';
  readonly path: string;
}

function steps({ id, kind, incidentId, message, thread }: Delivery): Step[] {
  const alias = (incidentId ?? id).slice(0, LONGEST.alias);
  const of = (action: string) => `v2/alerts/${encodeURIComponent(alias)}/${action}?identifierType=alias`;
  const note = { source: SOURCE, note: text(`${message.title}\n${message.sentence}`, LONGEST.note) };
  switch (phaseOf(kind)) {
    case 'acknowledged':
      return [{ path: of('acknowledge'), body: note }];
    case 'resolved':
      return [{ path: of('close'), body: note }];
    case 'firing': {
      // of one that is open it only counts; of one that somebody closed there it makes another
      const create = { path: 'v2/alerts', body: alertOf(message, alias) };
      if (thread === null || (kind !== 'worsened' && kind !== 'joined')) return [create];
      const priority = PRIORITIES[message.severity];
      return [
        create,
        { method: 'PUT', path: of('priority'), body: { priority } },
        { path: of('notes'), body: note },
      ];
    }
  }
}

function alertOf(message: AlertMessage, alias: string): object {
  const { about, application, environment, severity, word, title, subject, at } = message;
  const tags = [word, application, environment, ...(about?.tags ?? [])];
  const details: Record<string, string | null | undefined> = {
    application,
    environment,
    job: about?.jobName,
    group: about?.group,
    owner: about?.owner,
    rules: about?.rules.join(', '),
    at: at.toISOString(),
    execution: about?.executionId,
    fingerprint: about?.fingerprint,
  };
  return {
    message: text(title, LONGEST.message),
    alias,
    ...notEmpty({ description: text(messageBody(message).join('\n'), LONGEST.description) }),
    priority: PRIORITIES[severity],
    tags: tagsOf(tags),
    details: notEmpty(details, (value) => text(value, LONGEST_DETAIL)),
    ...notEmpty({ entity: text(subject, LONGEST.entity) }),
    source: text(`${SOURCE}, ${application}`, LONGEST.source),
  };
}

/** A comma parts two of them there. */
function tagsOf(tags: readonly string[]): string[] {
  const written = tags.map((tag) => text(tag.replaceAll(',', ' ').trim(), LONGEST.tag));
  return [...new Set(written)].filter((tag) => tag !== '').slice(0, MOST_TAGS);
}

/** Opsgenie reads HTML in some of them. */
function text(value: string, most: number): string {
  return escapedWithin(value, most, forAnyMarkup);
}
