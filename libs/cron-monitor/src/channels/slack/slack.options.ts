import type { AlertMessage } from '../../alerts/alert-message.js';
import type { NotificationKind } from '../../alerts/notification.js';
import type { SlackBlock } from './slack-block.js';

/** What somebody may do with the buttons of a message. */
export type SlackAction = 'acknowledge' | 'snooze' | 'rerun';

/** Who presses a button, as the record and the jobs know them. */
export interface SlackPrincipal {
  /** The name in the audit log and in messages. */
  readonly by: string;
  readonly may: readonly SlackAction[];
}

/** Says who a user of Slack is; null for nobody: their buttons are refused. */
export type SlackUsers = (
  slackUserId: string,
  /** The id of their workspace. */
  team: string,
) => SlackPrincipal | null | Promise<SlackPrincipal | null>;

/** Blocks of your own for a kind of message. Texts of an alert are plain: write them with `slackText`. */
export type SlackTemplate = (message: AlertMessage) => readonly SlackBlock[];

interface SlackChannelOptions {
  /** What routes call it. Default: `'slack'`. */
  readonly name?: string;
  /**
   * Blocks of your own, by what is told. One that throws, or that makes more than Slack takes, is replaced by ours, and the log says
   * so. Default: ours.
   */
  readonly templates?: Readonly<Partial<Record<NotificationKind, SlackTemplate>>>;
}

/** Through an incoming webhook: each message is a new one. It needs the package `@slack/webhook`. */
export interface SlackWebhookOptions extends SlackChannelOptions {
  /** `https://hooks.slack.com/services/…`. It is a secret. */
  readonly webhookUrl: string | undefined;
}

/** As a bot: one thread per incident, and its first message shows how it stands. It needs the package `@slack/web-api`. */
export interface SlackBotOptions extends SlackChannelOptions {
  /** `xoxb-…`, with the scope `chat:write`. It is a secret. */
  readonly token: string | undefined;
  /** The id of a channel that the bot is a member of: `C0123456789`. A name, `#alerts`, works for public ones with `chat:write.public`. */
  readonly channel: string;
  /** Of the app, for buttons; they need `users` and `SlackActionsModule`. It is a secret. Default: no buttons. */
  readonly signingSecret?: string;
  /** Who may press them. Default: nobody. */
  readonly users?: SlackUsers;
  /** In which "until tomorrow" is meant: IANA name. Default: that of the process. */
  readonly timeZone?: string;
  /** Where Slack's Web API is. Default: `'https://slack.com/api/'`. */
  readonly apiUrl?: string;
}

/** See {@link SlackWebhookOptions} and {@link SlackBotOptions}. */
export type SlackOptions = SlackWebhookOptions | SlackBotOptions;
