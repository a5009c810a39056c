import { invalidSlackOption } from './invalid-slack-option.js';
import {
  isNotInstalled,
  SlackRequest,
  TIMEOUT_MS,
  type SlackClient,
  type SlackPost,
} from './slack-client.js';
import { SlackRefusal } from './slack-refusal.js';

/** A word such as `no_service`. */
const SLACK_WORD = /^[a-z_]{2,60}$/;

/** Writes through an incoming webhook. */
export class SlackWebhookClient implements SlackClient {
  constructor(
    private readonly name: string,
    private readonly url: string | undefined,
  ) {}

  async check(): Promise<void> {
    this.checkedUrl();
    await this.load();
  }

  async post({ text, blocks }: SlackPost, signal?: AbortSignal): Promise<null> {
    const { IncomingWebhook } = await this.load();
    const request = new SlackRequest(signal);
    // one for each message: only so can each end in its own time
    const webhook = new IncomingWebhook(this.checkedUrl(), { timeout: TIMEOUT_MS, fetch: request.fetch });
    try {
      await webhook.send({
        text,
        ...(blocks.length > 0 && { blocks: [...blocks] }),
        unfurl_links: false,
        unfurl_media: false,
      });
      return null;
    } catch (error) {
      const body = String((error as { body?: unknown }).body ?? '').trim();
      throw SlackRefusal.of(request, SLACK_WORD.test(body) ? body : null, error);
    }
  }

  private checkedUrl(): string {
    const { url } = this;
    if (!url) {
      throw invalidSlackOption(
        this.name,
        'webhookUrl is not set: write the URL that the settings of the Slack app show under "Incoming Webhooks", https://hooks.slack.com/services/…',
      );
    }
    const { protocol, hostname } = URL.canParse(url) ? new URL(url) : { protocol: '', hostname: '' };
    if (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))) return url;
    throw invalidSlackOption(
      this.name,
      'webhookUrl is not a URL that begins with https://: write https://hooks.slack.com/services/…',
    );
  }

  private async load(): Promise<typeof import('@slack/webhook')> {
    try {
      return await import('@slack/webhook');
    } catch (error) {
      if (!isNotInstalled(error)) throw error;
      throw invalidSlackOption(
        this.name,
        'it needs the package "@slack/webhook": npm install @slack/webhook',
      );
    }
  }
}

function isLoopback(hostname: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}
