import type { AlertField, AlertLink, AlertMessage } from '../../alerts/alert-message.js';
import type { NotificationKind } from '../../alerts/notification.js';
import type { SlackBlock, SlackMessage } from './slack-block.js';
import { slackCodeBlock, slackDate, slackLink, slackPlainText, slackText } from './slack-text.js';

/** All blocks of a message together, as JSON. Slack documents no such limit and refuses at some 13,000. */
const MOST_JSON = 12_000;
const MOST_IN_TEXT = 3_000;
const MOST_IN_HEADER = 150;
const MOST_FIELDS = 10;
/** Of facts; with everything else a message stays far below Slack's 50 blocks. */
const MOST_GROUPS = 8;

const COLOURS = { critical: '🔴', error: '🟠', warning: '🟡', info: '🔵' } as const;
const OVER = '🟢';

/** A later message about the same incident. */
export interface SlackNews {
  readonly kind: NotificationKind;
  readonly message: AlertMessage;
}

/** How an alert is laid out. */
export interface SlackLayout {
  /** What is put below it, buttons for example. */
  readonly below?: readonly SlackBlock[];
  /** Links that are not shown as links, because a button does the same. */
  readonly asButtons?: ReadonlySet<AlertLink['kind']>;
  /** What became of it since it was sent: shown above everything. */
  readonly since?: SlackNews | null;
}

/** An alert as Slack shows it. Whatever is in it, Slack takes it: what is too long is cut. */
export function slackMessage(message: AlertMessage, layout: SlackLayout = {}): SlackMessage {
  const text = fallbackText(layout.since?.message ?? message);
  for (const share of [1, 1 / 2, 1 / 4, 1 / 8]) {
    const blocks = blocksOf(message, layout, share);
    if (JSON.stringify(blocks).length <= MOST_JSON) return { text, blocks };
  }
  return { text, blocks: [] };
}

/** What became of an alert, to be put above blocks of the host's own. */
export function newsBlock({ message }: SlackNews): SlackBlock {
  return { type: 'section', text: mrkdwn(sentenceOf(message, MOST_IN_TEXT)) };
}

/** What notifications show, and what is shown where blocks can't be. */
export function fallbackText({ title, sentence }: AlertMessage): string {
  return `${slackText(title, 300)}\n${slackText(sentence, 1_000)}`.trim();
}

/** Whether what it is about is over. */
export function isOver({ word }: AlertMessage): boolean {
  return word === 'RECOVERED' || word === 'RESOLVED';
}

/** @param share of its usual length that each part may have */
function blocksOf(message: AlertMessage, layout: SlackLayout, share: number): SlackBlock[] {
  const { fields, advice, lines, logTail } = message;
  const { since = null, asButtons = new Set(), below = [] } = layout;
  const latest = since?.message ?? message;
  const room = Math.floor(MOST_IN_TEXT * share);
  return [
    header(titleOf(message, since)),
    ...(since ? [section(sentenceOf(latest, room))] : []),
    section(since ? slackText(message.sentence, room) : sentenceOf(message, room)),
    ...facts(fields, Math.floor(600 * share)),
    section(
      linesWithin(
        advice.map((field) => labelled(field, Math.floor(800 * share))),
        room,
      ),
    ),
    section(
      linesWithin(
        lines.map((line) => `• ${slackText(line, Math.floor(400 * share))}`),
        room,
      ),
    ),
    section(logTail === null || logTail.trim() === '' ? '' : slackCodeBlock(logTail, room)),
    section(linksOf(latest, asButtons, room)),
    ...below,
    context(latest),
  ].filter((block) => block !== null);
}

/** Whoever is on it, it is still what it was; what is over is no longer. */
function titleOf({ title }: AlertMessage, since: SlackNews | null): string {
  const isHandled = since?.kind === 'acknowledged' || since?.kind === 'snoozed';
  return since === null || isHandled ? title : since.message.title;
}

function sentenceOf(message: AlertMessage, max: number): string {
  const colour = isOver(message) ? OVER : COLOURS[message.severity];
  return `${colour} ${slackText(message.sentence, max - 3)}`;
}

function header(title: string): SlackBlock {
  return {
    type: 'header',
    text: { type: 'plain_text', text: slackPlainText(title, MOST_IN_HEADER) || '–', emoji: false },
  };
}

function section(text: string): SlackBlock | null {
  return text === '' ? null : { type: 'section', text: mrkdwn(text) };
}

/** In their order; those that are short stand beside each other. */
function facts(fields: readonly AlertField[], max: number): (SlackBlock | null)[] {
  const groups: AlertField[][] = [];
  for (const field of fields) {
    const group = groups.at(-1);
    if (group && group[0].short === field.short && group.length < MOST_FIELDS) group.push(field);
    else groups.push([field]);
  }
  return groups.slice(0, MOST_GROUPS).map((group) =>
    group[0].short
      ? grid(group, max)
      : section(
          linesWithin(
            group.map((field) => labelled(field, max)),
            MOST_IN_TEXT,
          ),
        ),
  );
}

function grid(fields: readonly AlertField[], max: number): SlackBlock {
  const texts = fields.map(({ name, text }) => mrkdwn(`*${nameOf(name)}*\n${slackText(text, max) || '–'}`));
  return { type: 'section', fields: texts };
}

/** In one line: how bad it is, whose it is, and when it was. */
function context({ severity, application, at }: AlertMessage): SlackBlock {
  const words = [severity, slackText(application, 200), slackDate(at)];
  return { type: 'context', elements: [mrkdwn(words.filter(Boolean).join(' · '))] };
}

function labelled({ name, text }: AlertField, max: number): string {
  return `*${nameOf(name)}*: ${slackText(text, max) || '–'}`;
}

/** A label is bold as a whole. */
function nameOf(name: string): string {
  return slackPlainText(name.replace(/[*_~`@:]/g, ' '), 100) || '–';
}

function linksOf({ links }: AlertMessage, asButtons: ReadonlySet<string>, max: number): string {
  const shown = links
    .filter(({ kind }) => !asButtons.has(kind))
    .map(({ url, text }) => slackLink(url, text, 1_000))
    .filter((link) => link !== null);
  let all = '';
  for (const link of shown) {
    const longer = all === '' ? link : `${all} · ${link}`;
    if (longer.length <= max) all = longer;
  }
  return all;
}

/** As many as fit; of the others how many there are. */
function linesWithin(lines: readonly string[], max: number): string {
  const whole = lines.join('\n');
  if (whole.length <= max) return whole;
  let kept = 0;
  for (let length = 30; kept < lines.length && length + lines[kept].length + 1 <= max; kept++) {
    length += lines[kept].length + 1;
  }
  return [...lines.slice(0, kept), `… and ${lines.length - kept} more`].join('\n');
}

function mrkdwn(text: string): { readonly type: 'mrkdwn'; readonly text: string; readonly verbatim: true } {
  // Slack then makes no links and mentions of its own out of what looks like them
  return { type: 'mrkdwn', text, verbatim: true };
}
