import type { AlertChannel, Delivery, SlackMessage } from 'nestjs-tracked-cron/monitor';
import { slackMessage } from 'nestjs-tracked-cron/monitor';

const KEPT = 50;

/** What was told, as Slack would have got it. */
export interface WallMessage {
  readonly id: string;
  readonly message: SlackMessage;
}

/** Where alerts go while there is no Slack: a page of the example itself. A channel of one's own is no more than this. */
export class AlertWall implements AlertChannel {
  readonly name = 'wall';
  /** Newest first. */
  readonly messages: WallMessage[] = [];

  async send({ id, message }: Delivery): Promise<void> {
    this.messages.unshift({ id, message: slackMessage(message) });
    this.messages.splice(KEPT);
  }
}
