import type {
  ChatPostMessageArguments,
  KnownBlock,
  LogLevel,
  WebClient,
  WebClientOptions,
} from '@slack/web-api';
import { invalidSlackOption } from './invalid-slack-option.js';
import type { SlackMessage } from './slack-block.js';
import {
  isNotInstalled,
  SlackRequest,
  TIMEOUT_MS,
  type SlackClient,
  type SlackPost,
  type SlackReceipt,
} from './slack-client.js';
import { SlackRefusal } from './slack-refusal.js';
import type { SlackBotOptions } from './slack.options.js';

/** Writes as a bot. */
export class SlackBotClient implements SlackClient {
  constructor(
    private readonly name: string,
    private readonly options: SlackBotOptions,
  ) {}

  async check(): Promise<void> {
    this.checkedToken();
    if (typeof this.options.channel !== 'string' || this.options.channel.trim() === '') {
      throw invalidSlackOption(this.name, "channel is not set: write the id of a channel, 'C0123456789'");
    }
    await this.load();
  }

  post({ text, blocks, thread, broadcast = false }: SlackPost, signal?: AbortSignal): Promise<SlackReceipt> {
    const message = {
      channel: thread?.channel ?? this.options.channel,
      text,
      ...(blocks.length > 0 && { blocks: asKnown(blocks) }),
      unfurl_links: false,
      unfurl_media: false,
      ...(thread && { thread_ts: thread.ts, reply_broadcast: broadcast }),
    };
    return this.call(signal, async (client) => {
      const { channel, ts } = await client.chat.postMessage(message as ChatPostMessageArguments);
      return { channel: channel!, ts: ts! };
    });
  }

  edit({ channel, ts }: SlackReceipt, { text, blocks }: SlackMessage, signal?: AbortSignal): Promise<void> {
    return this.call(signal, async (client) => {
      // none: what was there is taken away
      await client.chat.update({ channel, ts, text, blocks: asKnown(blocks) });
    });
  }

  introduce(signal?: AbortSignal): Promise<void> {
    return this.call(signal, async (client) => {
      await client.auth.test();
    });
  }

  private async call<Answer>(
    signal: AbortSignal | undefined,
    ask: (client: WebClient) => Promise<Answer>,
  ): Promise<Answer> {
    const { WebClient, LogLevel } = await this.load();
    const request = new SlackRequest(signal);
    // one for each call: only so can each end in its own time
    const client = new WebClient(this.checkedToken(), {
      slackApiUrl: this.options.apiUrl,
      timeout: TIMEOUT_MS,
      fetch: request.fetch,
      // the outbox tries again
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logger: silent(LogLevel.ERROR),
    });
    try {
      return await ask(client);
    } catch (error) {
      const { data } = error as { data?: { error?: unknown; response_metadata?: { messages?: string[] } } };
      const slackError = typeof data?.error === 'string' ? data.error : null;
      throw SlackRefusal.of(request, slackError, error, data?.response_metadata?.messages?.join('; '));
    }
  }

  private checkedToken(): string {
    const { token } = this.options;
    if (typeof token === 'string' && /^xox[a-z]-\S+$|^xoxe\.\S+$/.test(token)) return token;
    throw invalidSlackOption(
      this.name,
      token
        ? 'token is not a token of Slack: write the one that the settings of the Slack app show under "OAuth & Permissions", xoxb-…'
        : 'token is not set: write the one that the settings of the Slack app show under "OAuth & Permissions", xoxb-…',
    );
  }

  private async load(): Promise<typeof import('@slack/web-api')> {
    try {
      return await import('@slack/web-api');
    } catch (error) {
      if (!isNotInstalled(error)) throw error;
      throw invalidSlackOption(
        this.name,
        'it needs the package "@slack/web-api": npm install @slack/web-api',
      );
    }
  }
}

/** Whether Slack knows them is for Slack to say. */
function asKnown(blocks: SlackMessage['blocks']): KnownBlock[] {
  return [...blocks] as KnownBlock[];
}

/** What goes wrong is said by whoever sends, with what is to be done. */
function silent(level: LogLevel): NonNullable<WebClientOptions['logger']> {
  const nothing = () => {};
  return {
    debug: nothing,
    info: nothing,
    warn: nothing,
    error: nothing,
    setLevel: nothing,
    setName: nothing,
    getLevel: () => level,
  };
}
