/**
 * A block of Slack's Block Kit, as one writes it by hand or takes it from `@slack/types`.
 *
 * @example { type: 'section', text: { type: 'mrkdwn', text: `Look at ${slackText(job)}` } }
 */
export type SlackBlock =
  { readonly type: string } | { readonly type: string; readonly [field: string]: unknown };

/** What is sent to Slack: the blocks, and the text that stands for them in notifications, and where blocks can't be shown. */
export interface SlackMessage {
  /** Slack's `mrkdwn`. */
  readonly text: string;
  /** None: the text is the message. */
  readonly blocks: readonly SlackBlock[];
}
