import type { LiveChannelName, LiveMessages } from './protocol.js';
import type { Rights } from './rights.js';

/** How messages leave: encoded once, however many sockets they go to. */
export interface LiveTransport {
  toRoom<Event extends keyof LiveMessages>(room: string, event: Event, message: LiveMessages[Event]): void;
  toSockets<Event extends keyof LiveMessages>(
    ids: readonly string[],
    event: Event,
    message: LiveMessages[Event],
  ): void;
}

/** One socket, as channels see it. */
export interface Subscriber {
  readonly id: string;
  readonly rights: Rights;
  /** Whether more waits to be sent to it than may: it gets no more, and is told `lag` once it reads again. */
  readonly isSlow: boolean;
  send<Event extends keyof LiveMessages>(event: Event, message: LiveMessages[Event]): void;
  join(room: string): void;
  leave(room: string): void;
  /** It is no longer subscribed, because it was slow. */
  lags(channel: LiveChannelName): void;
}
