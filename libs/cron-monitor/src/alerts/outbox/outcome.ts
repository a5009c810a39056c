import { DeliveryError } from '../../channels/alert-channel.js';

/** Tries of a message. */
const MOST_TRIES = 3;
/** Before the second and the third one. */
const WAITS_MS = [5_000, 120_000];
/** How long a channel may ask for patience before a message is old news. */
const LONGEST_PATIENCE_MS = 3_600_000;
/** How long nothing is sent to a channel that is gone, before one message finds out whether it is back. */
const GONE_MS = 3_600_000;

/** What becomes of a message that was not accepted. Durations in milliseconds. */
export type Outcome =
  | {
      readonly kind: 'again';
      readonly afterMs: number;
      readonly pausesMs: number | null;
      readonly counts: boolean;
    }
  | { readonly kind: 'given-up'; readonly pausesMs: number | null; readonly channelGone: boolean };

/**
 * @param tries including the one that failed; what a channel refused for want of patience is none
 * @param ageMs of the message
 */
export function outcomeOf(error: unknown, tries: number, ageMs: number): Outcome {
  const { retry, retryAfterMs, channelGone } =
    error instanceof DeliveryError ? error : { retry: true, retryAfterMs: null, channelGone: false };
  if (channelGone) return { kind: 'given-up', pausesMs: GONE_MS, channelGone };
  if (retry && retryAfterMs !== null) {
    const afterMs = Math.min(Math.max(retryAfterMs, 0), LONGEST_PATIENCE_MS);
    return ageMs + afterMs <= LONGEST_PATIENCE_MS
      ? { kind: 'again', afterMs, pausesMs: afterMs, counts: false }
      : { kind: 'given-up', pausesMs: afterMs, channelGone };
  }
  return retry && tries < MOST_TRIES
    ? { kind: 'again', afterMs: WAITS_MS[tries - 1], pausesMs: null, counts: true }
    : { kind: 'given-up', pausesMs: null, channelGone };
}
