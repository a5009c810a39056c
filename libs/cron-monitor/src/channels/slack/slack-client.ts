import type { SlackMessage } from './slack-block.js';

/** Where a message is, as a bot is told. */
export interface SlackReceipt {
  /** The id of the channel. */
  readonly channel: string;
  readonly ts: string;
}

/** A message and where it belongs. */
export interface SlackPost extends SlackMessage {
  /** The message whose thread it is for. Default: none. */
  readonly thread?: SlackReceipt | null;
  /** Whether what is in a thread is shown in the channel too. Default: false. */
  readonly broadcast?: boolean;
}

/** One way to speak to Slack. What it throws is a `SlackRefusal`. */
export interface SlackClient {
  /** Loads the package that it needs, and checks how it is set. @throws TrackedCronError `INVALID_OPTION` */
  check(): Promise<void>;
  /** @returns where it is; null where Slack does not say */
  post(post: SlackPost, signal?: AbortSignal): Promise<SlackReceipt | null>;
  /** Puts something else in place of a message. Not there where messages can't be changed. */
  edit?(receipt: SlackReceipt, message: SlackMessage, signal?: AbortSignal): Promise<void>;
  /** Asks Slack whether it knows us. Not there where that can't be asked. */
  introduce?(signal?: AbortSignal): Promise<void>;
}

/** Slack's clients wait for ever unless they are told; the outbox gives a channel 10 s. */
export const TIMEOUT_MS = 9_000;

/** One request: ends with its signal, and remembers what Slack's clients drop. */
export class SlackRequest {
  /** Null until there is an answer. */
  status: number | null = null;
  retryAfterMs: number | null = null;
  private within: AbortSignal | undefined;

  constructor(private readonly signal?: AbortSignal) {}

  readonly fetch: typeof globalThis.fetch = async (url, init) => {
    this.within = AbortSignal.any([init?.signal, this.signal].filter((signal) => !!signal));
    const response = await fetch(url, { ...init, signal: this.within });
    this.status = response.status;
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    if (Number.isFinite(seconds) && seconds >= 0) this.retryAfterMs = seconds * 1000;
    return response;
  };

  get tookTooLong(): boolean {
    return this.within?.aborted ?? false;
  }
}

/** Whether an `import()` failed because the package is not there. */
export function isNotInstalled(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
}
