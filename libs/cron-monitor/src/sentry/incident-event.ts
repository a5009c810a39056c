import type { Severity } from 'nestjs-tracked-cron';
import type { AlertField, AlertMessage } from '../alerts/alert-message.js';
import type { Delivery } from '../channels/alert-channel.js';
import { plainMessage } from '../channels/plain-message.js';
import { tag } from './execution-words.js';
import type { Sentry } from './load-sentry.js';

type SentryEvent = Parameters<Sentry['captureEvent']>[0];

const LEVELS: Readonly<Record<Severity, NonNullable<SentryEvent['level']>>> = {
  info: 'info',
  warning: 'warning',
  error: 'error',
  critical: 'fatal',
};
const GOOD_NEWS: readonly AlertMessage['word'][] = ['RECOVERED', 'RESOLVED', 'ACKNOWLEDGED'];

/** What Sentry is told of an alert: an issue for each incident, and in it an event for each time people are told of it. */
export function incidentEvent({
  id,
  incidentId,
  message,
}: Pick<Delivery, 'id' | 'incidentId' | 'message'>): SentryEvent {
  const { title, sentence, word, subject, environment, severity, fields, advice, logTail, links, lines } =
    plainMessage(message);
  return {
    message: title,
    level: GOOD_NEWS.includes(word) ? 'info' : LEVELS[severity],
    fingerprint: ['cron-incident', incidentId ?? id],
    timestamp: message.at.getTime() / 1_000,
    tags: { 'cron.job': tag(subject), 'cron.environment': tag(environment), 'cron.state': word },
    contexts: {
      cron: {
        cause: sentence,
        ...byName(fields),
        ...byName(advice),
        ...Object.fromEntries(links.flatMap(({ text, url }) => (url === null ? [] : [[text, url]]))),
      },
    },
    extra: {
      ...(logTail !== null && { log: logTail }),
      ...(lines.length > 0 && { lines: [...lines] }),
    },
  };
}

function byName(fields: readonly AlertField[]): Record<string, string> {
  return Object.fromEntries(fields.map(({ name, text }) => [name, text]));
}
