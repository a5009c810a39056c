import type { Severity } from 'nestjs-tracked-cron';
import type { Suppression } from '../notification.js';
import type { Announced } from './telling-facts.js';

/** What is to become of one event on one channel. */
export interface Decision extends Announced {
  readonly channel: string;
  readonly severity: Severity;
  readonly dedupeKey: string;
  /** Told, at once or later; false: nobody is told. */
  readonly told: boolean;
  /** Where it is told: why in a digest, null for by itself. Where it isn't: why not. */
  readonly why: Suppression | null;
  /** Epoch milliseconds. */
  readonly notBefore: number;
}

/** All of it for a batch of events. */
export interface Announcement {
  readonly decisions: readonly Decision[];
  /** Notifications that wait, and that nobody needs any more: what they are about is over. */
  readonly withdrawn: readonly string[];
}

/** Instead of a channel, where no route has one. No channel can be called so. */
export const NO_CHANNEL = '~none';
