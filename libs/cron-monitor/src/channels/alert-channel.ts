import type { AlertMessage } from '../alerts/alert-message.js';
import type { NotificationKind } from '../alerts/notification.js';

/** What a channel is given to send. */
export interface Delivery {
  /** Of the notification: the same at every try, so that a channel that can refuses a second one. */
  readonly id: string;
  readonly kind: NotificationKind;
  readonly message: AlertMessage;
  /** The incident it is about; null for none. */
  readonly incidentId: string | null;
  /** What the same channel answered to the first message about this incident; null where this is the first. */
  readonly thread: unknown;
  /** That first message; null where this is the first. For channels that change it when there is news. */
  readonly opening: AlertMessage | null;
  /** 1 for the first try. */
  readonly attempt: number;
  /** Aborts when the channel has had its time (10 s). */
  readonly signal: AbortSignal;
}

/**
 * Where alerts go. One small class each; one of your own is as good as ours.
 *
 * @example
 * class Pager implements AlertChannel {
 *   readonly name = 'pager';
 *   async send({ message, id, signal }: Delivery) {
 *     const answer = await fetch(url, { method: 'POST', signal, body: JSON.stringify({ id, text: message.title }) });
 *     if (!answer.ok) throw new DeliveryError(`the pager answered ${answer.status}`, { retry: answer.status >= 500 });
 *   }
 * }
 */
export interface AlertChannel {
  /** What routes call it. Letters, digits, `_` and `-`, at most 60. */
  readonly name: string;
  /**
   * How many messages it takes at the same time from each instance, 1 to 20; of one incident always one after the other. Chats that
   * count messages by the second take one. Default: 1.
   */
  readonly concurrency?: number;
  /**
   * Sends a message and resolves when it is accepted. What it resolves with is kept, and comes back as `thread` with later
   * messages about the incident. A {@link DeliveryError} says whether to try again; anything else that is thrown is tried again.
   */
  send(delivery: Delivery): Promise<unknown>;
  /** Checks what can be checked at boot: a wrong URL, a missing package. Throws what to write instead. Default: nothing. */
  check?(): void | Promise<void>;
  /** Lets go of what it holds, at shutdown. Default: nothing. */
  close?(): void | Promise<void>;
}

/** Why a message was not accepted. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  /** Whether it may be accepted later. */
  readonly retry: boolean;
  /** Milliseconds to wait, where the channel said so. */
  readonly retryAfterMs: number | null;
  /** Whether the channel itself is gone: a revoked token, a deleted webhook. It is switched off, and others say so. */
  readonly channelGone: boolean;

  constructor(
    message: string,
    {
      retry = true,
      retryAfterMs = null,
      channelGone = false,
      cause,
    }: { retry?: boolean; retryAfterMs?: number | null; channelGone?: boolean; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.retry = retry && !channelGone;
    this.retryAfterMs = retryAfterMs;
    this.channelGone = channelGone;
  }
}
