import type { Severity } from 'nestjs-tracked-cron';
import type { AlertAbout, AlertField, AlertLink, AlertWord } from '../../alerts/alert-message.js';
import type { NotificationKind } from '../../alerts/notification.js';
import type { Delivery } from '../alert-channel.js';
import { messageText } from '../message-text.js';
import type { WebhookFormat } from './webhook-format.js';

/**
 * What a webhook without a preset gets. Fields may be added, none is taken away or changed within a version. Texts are plain:
 * whoever shows them escapes what their page or chat takes for markup.
 */
export interface WebhookPayload {
  readonly version: 1;
  /** The same at every try, and of no other message: whoever has seen it may answer 200 and forget it. */
  readonly id: string;
  /** What happened: `opened`, `recovered`, …, `digest`, `weekly`, `test`, `direct`. */
  readonly kind: NotificationKind;
  /** ISO 8601. */
  readonly at: string;
  readonly application: string;
  readonly environment: string;
  readonly severity: Severity;
  readonly word: AlertWord;
  readonly subject: string;
  readonly title: string;
  readonly sentence: string;
  readonly fields: readonly Omit<AlertField, 'short'>[];
  readonly advice: readonly Omit<AlertField, 'short'>[];
  readonly lines: readonly string[];
  readonly logTail: string | null;
  readonly links: readonly AlertLink[];
  /** All of it as one text. */
  readonly text: string;
  /** Null where it is about no incident. */
  readonly about: AlertAbout | null;
}

/** Our own JSON. Only a receiver that says that it is gone for good switches the channel off. */
export const jsonFormat: WebhookFormat = {
  url: null,
  key: null,
  gone: [410],
  requests: (delivery, { url }) => [{ method: 'POST', url, headers: {}, body: payloadOf(delivery) }],
};

function payloadOf({ id, kind, message }: Delivery): WebhookPayload {
  const nameAndText = ({ name, text }: AlertField) => ({ name, text });
  return {
    version: 1,
    id,
    kind,
    at: message.at.toISOString(),
    application: message.application,
    environment: message.environment,
    severity: message.severity,
    word: message.word,
    subject: message.subject,
    title: message.title,
    sentence: message.sentence,
    fields: message.fields.map(nameAndText),
    advice: message.advice.map(nameAndText),
    lines: message.lines,
    logTail: message.logTail,
    links: message.links,
    text: messageText(message),
    about: message.about ?? null,
  };
}
