import { TrackedCronError } from 'nestjs-tracked-cron';
import type { AlertChannel } from '../alert-channel.js';
import type { SlackBlock } from './slack-block.js';
import { SlackChannel } from './slack-channel.js';
import type { SlackReceipt } from './slack-client.js';
import { beyondSlackLimits } from './slack-limits.js';

/** The most that Slack takes; beyond 4,000 it is no longer one message. */
const MOST_TEXT = 40_000;

/** A message of the host's own. */
export interface SlackNotification {
  /** Slack's `mrkdwn`; with `blocks`, what notifications show. Put other people's words into it with `slackText`. */
  readonly text: string;
  /** Default: none, the text is the message. */
  readonly blocks?: readonly SlackBlock[];
  /** What an earlier message was answered with: this one goes into its thread. Of bots only. Default: none. */
  readonly thread?: SlackReceipt | null;
  /** Whether an answer in a thread is shown in the channel too. Default: false. */
  readonly broadcast?: boolean;
}

/**
 * Sends messages of the host's own through a Slack channel of `CronMonitorModule`: at once, past routes, quiet hours and the outbox.
 *
 * @example await this.slack.send({ text: `The season of ${slackText(league)} begins.` });
 */
export class SlackNotificationService {
  private readonly channels: readonly SlackChannel[];

  /** @internal */
  constructor(channels: readonly AlertChannel[]) {
    this.channels = channels.filter((channel) => channel instanceof SlackChannel);
  }

  /**
   * Resolves when Slack has taken the message: with where it is, as a bot; with null through a webhook, which does not say. It is not
   * tried again; it ends after 9 s.
   *
   * @param channel the name of a channel. Default: the only one there is
   * @throws DeliveryError why Slack did not take it, and whether it may later
   * @throws TrackedCronError `INVALID_OPTION` for what Slack would refuse, and where there is no such channel
   */
  send(
    { text, blocks = [], thread = null, broadcast = false }: SlackNotification,
    { channel, signal }: { readonly channel?: string; readonly signal?: AbortSignal } = {},
  ): Promise<SlackReceipt | null> {
    const target = this.find(channel);
    if (text.trim() === '') throw invalid('text is empty: write what notifications are to show.');
    if (text.length > MOST_TEXT)
      throw invalid(`text has ${text.length} characters, and Slack takes ${MOST_TEXT}.`);
    const problem = blocks.length === 0 ? null : beyondSlackLimits(blocks);
    if (problem !== null) throw invalid(`Slack would refuse the blocks: ${problem}.`);
    return target.post({ text, blocks, thread, broadcast }, signal);
  }

  private find(name: string | undefined): SlackChannel {
    const { channels } = this;
    const found = name === undefined ? channels : channels.filter((channel) => channel.name === name);
    if (found.length === 1) return found[0];
    const names = channels.map(({ name }) => `"${name}"`).join(', ');
    if (channels.length === 0) {
      throw invalid(
        'there is no Slack channel: write CronMonitorModule.forRoot({ channels: [slackChannel({ webhookUrl })] }).',
      );
    }
    throw invalid(
      name === undefined
        ? `there are several Slack channels, ${names}: say which, send(message, { channel: ${names.split(',')[0]} }).`
        : `there is no Slack channel "${name}", but ${names}.`,
    );
  }
}

function invalid(problem: string): TrackedCronError {
  return new TrackedCronError('INVALID_OPTION', `SlackNotificationService: ${problem}`);
}
