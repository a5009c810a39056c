import type { Delivery } from '../alert-channel.js';

/** One request that is made of a message. */
export interface WebhookRequest {
  readonly method: 'POST' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Is sent as JSON. */
  readonly body: unknown;
}

/** Where to, as the options say. */
interface WebhookTarget {
  readonly url: string;
  /** The service's key; empty where it needs none. */
  readonly key: string;
}

/** How a service wants to be told. */
export interface WebhookFormat {
  /** The public address of the service; null where everybody has one of their own. */
  readonly url: string | null;
  /** What its key is called there; null where it has none. */
  readonly key: string | null;
  /** Answers that mean that the channel itself is gone, and not only this message. */
  readonly gone: readonly number[];
  /**
   * In order; each is made once the one before was accepted. After a failure all of them are made again: they have to bear being
   * sent twice. The message is plain already.
   */
  requests(delivery: Delivery, target: WebhookTarget): readonly WebhookRequest[];
}

/** Behind the address of a service; an address may have a path of its own. */
export function addressOf(url: string, path: string): string {
  return `${url.replace(/\/+$/, '')}/${path}`;
}
