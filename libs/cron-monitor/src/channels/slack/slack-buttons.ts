import type { AlertLink, AlertMessage } from '../../alerts/alert-message.js';
import type { SlackBlock } from './slack-block.js';
import { slackPlainText } from './slack-text.js';
import type { SlackAction } from './slack.options.js';

/** What a button is called in what Slack sends when it is pressed. */
export const ACTION_IDS: Readonly<Record<SlackAction, string>> = {
  acknowledge: 'cron-alert:acknowledge',
  snooze: 'cron-alert:snooze',
  rerun: 'cron-alert:rerun',
};

/** For how long one may snooze. */
export const SNOOZES = { '1h': '1 hour', '4h': '4 hours', tomorrow: 'Until tomorrow' } as const;

/** See {@link SNOOZES}. */
export type Snooze = keyof typeof SNOOZES;

const BY_KIND = { acknowledge, snooze, rerun } as const;

/** Links of a message that a button stands for. */
export function buttonKinds({ links }: AlertMessage): ReadonlySet<AlertLink['kind']> {
  return new Set(links.map(({ kind }) => kind).filter((kind) => kind in BY_KIND));
}

/**
 * The buttons below an alert.
 * @param kinds which of them make sense now
 */
export function buttons(
  { links, subject }: AlertMessage,
  incidentId: string,
  kinds: ReadonlySet<string>,
): readonly SlackBlock[] {
  const elements = (['acknowledge', 'snooze', 'rerun'] as const).flatMap((kind) => {
    const link = links.find((link) => link.kind === kind);
    return link && kinds.has(kind) ? [BY_KIND[kind](link, incidentId, subject)] : [];
  });
  return elements.length === 0 ? [] : [{ type: 'actions', block_id: `cron-alert:${incidentId}`, elements }];
}

function acknowledge({ text }: AlertLink, incidentId: string): SlackBlock {
  return {
    type: 'button',
    action_id: ACTION_IDS.acknowledge,
    style: 'primary',
    text: label(text, 75),
    value: incidentId,
  };
}

function snooze({ text }: AlertLink, incidentId: string): SlackBlock {
  const options = Object.entries(SNOOZES).map(([snooze, words]) => ({
    text: label(words, 75),
    value: `${snooze}:${incidentId}`,
  }));
  return { type: 'static_select', action_id: ACTION_IDS.snooze, placeholder: label(text, 150), options };
}

function rerun({ text, question }: AlertLink, incidentId: string, subject: string): SlackBlock {
  const ask = question === undefined ? `${subject} runs now, beside its schedule.` : question;
  return {
    type: 'button',
    action_id: ACTION_IDS.rerun,
    text: label(text, 75),
    value: incidentId,
    ...(ask !== null && {
      confirm: {
        title: label(text, 100),
        text: label(ask, 300),
        confirm: label('Run it', 30),
        deny: label('Leave it', 30),
      },
    }),
  };
}

function label(text: string, max: number): { readonly type: 'plain_text'; readonly text: string } {
  return { type: 'plain_text', text: slackPlainText(text, max) || '–' };
}
