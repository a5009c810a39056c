import type { LivePosition } from './protocol.js';
import type { Subscriber } from './live-transport.js';
import type { BusMessage, BusTopic } from 'nestjs-tracked-cron';

/** Something that can be followed, open as long as somebody does. */
export interface LiveChannel {
  readonly isEmpty: boolean;
  /** Resolves once the subscriber follows. @throws what reading it comes to */
  subscribe(subscriber: Subscriber, since: LivePosition | string | undefined): Promise<void>;
  unsubscribe(subscriber: Subscriber): void;
  /** An instance said that something has changed. */
  hear(topic: BusTopic, message: BusMessage): void;
  /** Hints may have been missed. */
  readAgain(): void;
  close(): void;
}

/** What all channels of a process have in common. */
export interface ChannelSurroundings {
  readonly epoch: string;
  /** Whether hints of other instances arrive; where not, is looked more often. */
  readonly hearsOthers: () => boolean;
  readonly nextNumber: () => number;
  /** A read failed; it is tried again. */
  readonly failed: (error: unknown) => void;
  /** Nobody follows it any more. */
  readonly emptied: () => void;
}
