import type { Severity } from 'nestjs-tracked-cron';
import type { AlertField, AlertMessage } from '../../alerts/alert-message.js';
import { openLinks } from '../message-text.js';
import { cutText, withoutMentions } from '../neutral-text.js';
import type { WebhookFormat } from './webhook-format.js';

/** A message may have about 28 KB by the documentation, and is refused at less: what is sent stays well below. */
const MOST_BYTES = 20_000;
const LONGEST_TITLE = 300;
const LONGEST_TEXT = 1_500;
const LONGEST_NAME = 100;
const LONGEST_LINK = 60;
/** What fits on a card beside each other. */
const MOST_ACTIONS = 6;
const COLOURS: Readonly<Record<Severity, string>> = {
  critical: 'Attention',
  error: 'Attention',
  warning: 'Warning',
  info: 'Default',
};
const MORE: Block = plainBlock([run('There is more than fits here: open the incident.')]);

/** Microsoft Teams by a workflow's webhook: an adaptive card. */
export const teamsFormat: WebhookFormat = {
  url: null,
  key: null,
  gone: [401, 404, 410],
  requests: ({ message }, { url }) => [{ method: 'POST', url, headers: {}, body: envelope(cardOf(message)) }],
};

/** Runs of a rich text are shown as they are; the text of other elements is read as Markdown. */
interface Run {
  readonly type: 'TextRun';
  readonly text: string;
  readonly weight?: 'Bolder';
  readonly size?: 'Medium';
  readonly color?: string;
  readonly fontType?: 'Monospace';
}

interface Block {
  readonly type: 'RichTextBlock';
  readonly inlines: readonly Run[];
  readonly spacing?: 'None' | 'Small';
}

function cardOf(message: AlertMessage): object {
  const actions = openLinks(message.links)
    .slice(0, MOST_ACTIONS)
    .map(({ text, url }) => ({
      type: 'Action.OpenUrl',
      title: withoutMentions(cutText(text, LONGEST_LINK)),
      url,
    }));
  const frame = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    actions,
  };
  const room = MOST_BYTES - bytesOf(envelope({ ...frame, body: [MORE] }));
  return { ...frame, body: asManyAsFit(blocksOf(message), room) };
}

function blocksOf(message: AlertMessage): Block[] {
  const { title, severity, word, sentence, lines, advice, fields, logTail } = message;
  const colour = word === 'RECOVERED' || word === 'RESOLVED' ? 'Good' : COLOURS[severity];
  return [
    plainBlock([{ ...run(cutText(title, LONGEST_TITLE)), weight: 'Bolder', size: 'Medium', color: colour }]),
    plainBlock([run(cutText(sentence, LONGEST_TEXT))]),
    ...lines.map((line) => close([run(cutText(`• ${line}`, LONGEST_TEXT))])),
    ...[...advice, ...fields].map(factBlock),
    ...(logTail === null ? [] : logTail.split('\n')).map((line) =>
      close([{ ...run(cutText(line, LONGEST_TEXT)), fontType: 'Monospace' }]),
    ),
  ].filter(({ inlines }) => inlines.every(({ text }) => text !== ''));
}

function factBlock({ name, text }: AlertField): Block {
  return close([
    { ...run(`${cutText(name, LONGEST_NAME)}: `), weight: 'Bolder' },
    run(cutText(text, LONGEST_TEXT)),
  ]);
}

/** In their order: what comes last is missed least. */
function asManyAsFit(blocks: readonly Block[], room: number): Block[] {
  const fitting: Block[] = [];
  let left = room;
  for (const block of blocks) {
    left -= bytesOf(block) + 1;
    if (left < 0) return [...fitting, MORE];
    fitting.push(block);
  }
  return fitting;
}

function envelope(card: object): object {
  return {
    type: 'message',
    attachments: [
      { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: card },
    ],
  };
}

function run(text: string): Run {
  return { type: 'TextRun', text: withoutMentions(text) };
}

function plainBlock(inlines: readonly Run[]): Block {
  return { type: 'RichTextBlock', inlines };
}

function close(inlines: readonly Run[]): Block {
  return { type: 'RichTextBlock', inlines, spacing: 'None' };
}

function bytesOf(value: object): number {
  return Buffer.byteLength(JSON.stringify(value));
}
