import type { Severity } from 'nestjs-tracked-cron';
import type { AlertField, AlertMessage } from '../../alerts/alert-message.js';
import { openLinks } from '../message-text.js';
import { cutToTail, escapedWithin, forDiscord, withoutBackTicks, withoutMentions } from '../neutral-text.js';
import { notEmpty } from './not-empty.js';
import type { WebhookFormat } from './webhook-format.js';

const LONGEST = { title: 256, description: 4_096, name: 256, value: 1_024 };
const MOST_FIELDS = 25;
/** Of all texts of all embeds together. */
const MOST_CHARACTERS = 6_000;
const COLOURS: Readonly<Record<Severity, number>> = {
  critical: 0x9b1c31,
  error: 0xd55e00,
  warning: 0xe69f00,
  info: 0x56b4e9,
};
const GOOD = 0x009e73;

/** A Discord webhook: one embed, that pings nobody. */
export const discordFormat: WebhookFormat = {
  url: null,
  key: null,
  gone: [401, 404],
  requests: ({ message }, { url }) => [
    {
      method: 'POST',
      url: waiting(url),
      headers: {},
      body: { allowed_mentions: { parse: [] }, embeds: [embedOf(message)] },
    },
  ],
};

/** Without it a message that was not kept is answered as if it were. */
function waiting(url: string): string {
  const address = new URL(url);
  address.searchParams.set('wait', 'true');
  return address.href;
}

interface EmbedField {
  readonly name: string;
  readonly value: string;
  readonly inline: boolean;
}

function embedOf(message: AlertMessage): object {
  const { word, severity, at, links } = message;
  const title = escaped(message.title, LONGEST.title);
  const description = descriptionOf(message);
  const page = links.find(({ kind }) => kind === 'incident')?.url;
  const room = MOST_CHARACTERS - title.length - description.length;
  return {
    title,
    ...notEmpty({ description }),
    ...(page && { url: page }),
    color: word === 'RECOVERED' || word === 'RESOLVED' ? GOOD : COLOURS[severity],
    timestamp: at.toISOString(),
    fields: asManyAsFit(fieldsOf(message), room),
  };
}

function descriptionOf({ sentence, lines }: AlertMessage): string {
  const text = [sentence, ...lines.map((line) => `• ${line}`)].join('\n');
  // fields say more than a description that takes all the room
  return escaped(text, lines.length > 0 ? LONGEST.description : LONGEST.description / 2);
}

function fieldsOf({ advice, fields, links, logTail }: AlertMessage): EmbedField[] {
  const open = openLinks(links).map(({ text, url }) => `[${escaped(text, 60)}](${inBrackets(url)})`);
  return [
    ...[...advice, ...fields].map(fieldOf),
    ...(open.length === 0 ? [] : [{ name: 'Links', value: whole(open), inline: false }]),
    ...(logTail === null ? [] : [{ name: 'Log', value: codeBlock(logTail), inline: false }]),
  ];
}

function fieldOf({ name, text, short }: AlertField): EmbedField {
  return { name: escaped(name, LONGEST.name), value: escaped(text, LONGEST.value), inline: short };
}

/** In their order; none may be empty. */
function asManyAsFit(fields: readonly EmbedField[], room: number): EmbedField[] {
  const fitting: EmbedField[] = [];
  let left = room;
  for (const field of fields.filter(({ name, value }) => name !== '' && value !== '')) {
    left -= field.name.length + field.value.length;
    if (left < 0 || fitting.length === MOST_FIELDS) break;
    fitting.push(field);
  }
  return fitting;
}

/** As many links as fit: half a link is none. */
function whole(links: readonly string[]): string {
  let value = '';
  for (const link of links) {
    const longer = value === '' ? link : `${value} · ${link}`;
    if (longer.length <= LONGEST.value) value = longer;
  }
  return value;
}

function codeBlock(text: string): string {
  const fence = '```';
  const room = LONGEST.value - 2 * (fence.length + 1);
  return `${fence}\n${cutToTail(withoutBackTicks(withoutMentions(text)), room)}\n${fence}`;
}

/** What would end the link early. */
function inBrackets(url: string): string {
  return url.replaceAll('(', '%28').replaceAll(')', '%29');
}

function escaped(text: string, most: number): string {
  return escapedWithin(text, most, forDiscord);
}
