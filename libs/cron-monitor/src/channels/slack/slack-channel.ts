import { Logger } from '@nestjs/common';
import { Schedule } from 'nestjs-tracked-cron';
import type { AlertMessage } from '../../alerts/alert-message.js';
import type { NotificationKind } from '../../alerts/notification.js';
import type { AlertChannel, Delivery } from '../alert-channel.js';
import { invalidSlackOption } from './invalid-slack-option.js';
import type { SlackBlock, SlackMessage } from './slack-block.js';
import { isOver, newsBlock, slackMessage } from './slack-blocks.js';
import { SlackBotClient } from './slack-bot.client.js';
import { buttonKinds, buttons } from './slack-buttons.js';
import type { SlackClient, SlackPost, SlackReceipt } from './slack-client.js';
import { SlackRefusal } from './slack-refusal.js';
import { blocksOfTemplate } from './slack-templates.js';
import { changesFirstMessage, isBroadcast, receiptOf } from './slack-thread.js';
import { SlackWebhookClient } from './slack-webhook.client.js';
import type { SlackBotOptions, SlackOptions } from './slack.options.js';

/** Sends alerts to a channel of Slack. Make one with {@link slackChannel}. */
export class SlackChannel implements AlertChannel {
  readonly name: string;
  private readonly logger = new Logger('TrackedCron');
  private readonly client: SlackClient;

  /** @internal */
  constructor(private readonly options: SlackOptions) {
    this.name = options.name ?? 'slack';
    this.client =
      'webhookUrl' in options
        ? new SlackWebhookClient(this.name, options.webhookUrl)
        : new SlackBotClient(this.name, options);
  }

  /** What buttons need; null where there are none. @internal */
  get buttons(): (SlackBotOptions & { readonly signingSecret: string }) | null {
    const { options } = this;
    return 'signingSecret' in options && options.signingSecret
      ? { ...options, signingSecret: options.signingSecret }
      : null;
  }

  async check(): Promise<void> {
    await this.client.check();
    this.checkButtons();
    // no reason to keep an application from starting; and nobody waits for Slack at boot
    void this.client.introduce?.().catch((error: SlackRefusal) => {
      this.logger.error(`Channel "${this.name}": alerts won't get through. ${error.message}`);
    });
  }

  async send(delivery: Delivery): Promise<SlackReceipt | null> {
    const { kind, message, opening, signal } = delivery;
    const thread = this.client.edit ? receiptOf(delivery.thread) : null;
    if (thread && opening && changesFirstMessage(kind)) await this.changeFirst(thread, opening, delivery);
    const broadcast = thread !== null && isBroadcast(kind, message.severity);
    const content = this.contentOf(delivery, thread === null || broadcast);
    return this.postInThread({ ...content, thread, broadcast }, signal);
  }

  /** Sends what is not about an alert. @throws DeliveryError */
  async post(post: SlackPost, signal?: AbortSignal): Promise<SlackReceipt | null> {
    return this.client.post(post, signal);
  }

  private checkButtons(): void {
    const { options } = this;
    if (!('token' in options)) return;
    Schedule.of('@never', options.timeZone);
    if (options.signingSecret === undefined || typeof options.users === 'function') return;
    throw invalidSlackOption(
      this.name,
      "users is not set, so nobody could press a button: write users: (id) => (id === 'U0123456789' ? { by: 'ada', may: ['acknowledge'] } : null)",
    );
  }

  /** Before the answer, so that a retry does it again and no answer is written twice. */
  private async changeFirst(first: SlackReceipt, opening: AlertMessage, delivery: Delivery): Promise<void> {
    try {
      await this.client.edit!(first, this.contentOfFirst(opening, delivery), delivery.signal);
    } catch (error) {
      if (!(error instanceof SlackRefusal) || !(error.isWithoutEdit || error.isUnreadable)) throw error;
      this.logger.warn(`Channel "${this.name}": the first message can't be changed. ${error.message}`);
    }
  }

  private contentOfFirst(opening: AlertMessage, { kind, message, incidentId }: Delivery): SlackMessage {
    const kinds = this.buttonsOf(message, incidentId);
    const shown = kind === 'acknowledged' ? without(kinds, 'acknowledge') : kinds;
    const below = buttons(message, incidentId ?? '', shown);
    const since = { kind, message };
    const ours = slackMessage(opening, { since, asButtons: kinds, below });
    return this.laidOut('opened', opening, ours, (blocks) => [newsBlock(since), ...blocks, ...below]);
  }

  private contentOf({ kind, message, incidentId }: Delivery, withButtons: boolean): SlackMessage {
    const kinds = withButtons ? this.buttonsOf(message, incidentId) : new Set<never>();
    const below = buttons(message, incidentId ?? '', kinds);
    const ours = slackMessage(message, { asButtons: kinds, below });
    return this.laidOut(kind, message, ours, (blocks) => [...blocks, ...below]);
  }

  /** As a template of the host has it, where there is one and Slack would take it. */
  private laidOut(
    kind: NotificationKind,
    message: AlertMessage,
    ours: SlackMessage,
    around: (blocks: readonly SlackBlock[]) => readonly SlackBlock[],
  ): SlackMessage {
    const template = this.options.templates?.[kind];
    if (!template) return ours;
    const blocks = blocksOfTemplate(
      (message) => around(template(message)),
      message,
      (why) =>
        this.logger.warn(`Channel "${this.name}": the template "${kind}" ${why}. Ours is sent in its place.`),
    );
    return blocks === null ? ours : { ...ours, blocks };
  }

  private buttonsOf(message: AlertMessage, incidentId: string | null): ReturnType<typeof buttonKinds> {
    return this.buttons === null || incidentId === null || isOver(message) ? new Set() : buttonKinds(message);
  }

  private async postInThread(post: SlackPost, signal: AbortSignal): Promise<SlackReceipt | null> {
    try {
      return await this.postReadable(post, signal);
    } catch (error) {
      if (!(error instanceof SlackRefusal) || !error.isWithoutThread || !post.thread) throw error;
      // somebody deleted it
      return this.postReadable({ ...post, thread: null, broadcast: false }, signal);
    }
  }

  /** Somebody has to hear of it, however it looks. */
  private async postReadable(post: SlackPost, signal: AbortSignal): Promise<SlackReceipt | null> {
    try {
      return await this.client.post(post, signal);
    } catch (error) {
      if (!(error instanceof SlackRefusal) || !error.isUnreadable || post.blocks.length === 0) throw error;
      this.logger.warn(`Channel "${this.name}": the message is sent as text. ${error.message}`);
      return this.client.post({ ...post, blocks: [] }, signal);
    }
  }
}

/**
 * A channel of Slack, for `CronMonitorModule.forRoot({ channels: [...] })`: through an incoming webhook, or as a bot, which keeps one
 * thread per incident. Needs `@slack/webhook` or `@slack/web-api`.
 *
 * @example slackChannel({ webhookUrl: process.env.SLACK_WEBHOOK_URL })
 * @example slackChannel({ token: process.env.SLACK_BOT_TOKEN, channel: 'C0123456789' })
 */
export function slackChannel(options: SlackOptions): SlackChannel {
  return new SlackChannel(options);
}

function without<Item>(items: ReadonlySet<Item>, item: Item): ReadonlySet<Item> {
  return new Set([...items].filter((one) => one !== item));
}
