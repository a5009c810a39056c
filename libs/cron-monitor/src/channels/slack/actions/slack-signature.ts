import { createHmac, timingSafeEqual } from 'node:crypto';

/** How old a request may be, and how far its clock may be ahead, seconds. */
const MOST_APART_S = 300;

/** What says that Slack sent something. */
export interface SlackProof {
  /** The body as it came, byte by byte. */
  readonly rawBody: Buffer;
  /** `X-Slack-Signature`. */
  readonly signature: string | undefined;
  /** `X-Slack-Request-Timestamp`, seconds. */
  readonly timestamp: string | undefined;
}

/** Whether it was sent at about this time. @param now milliseconds */
export function isRecent({ timestamp }: SlackProof, now: number): boolean {
  if (timestamp === undefined || !/^\d{1,12}$/.test(timestamp)) return false;
  return Math.abs(now / 1000 - Number(timestamp)) <= MOST_APART_S;
}

/** Whether who sent it knows the secret. */
export function isSignedWith({ rawBody, signature, timestamp }: SlackProof, signingSecret: string): boolean {
  if (signature === undefined || timestamp === undefined) return false;
  const expected = Buffer.from(
    `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:`).update(rawBody).digest('hex')}`,
  );
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Signatures that were good once; each is good only once. */
export class SeenSignatures {
  /** By signature, when it may be forgotten, milliseconds; oldest first. */
  private readonly seen = new Map<string, number>();

  /** @returns whether it was not there before */
  add(signature: string, now: number): boolean {
    for (const [old, until] of this.seen) {
      if (until > now) break;
      this.seen.delete(old);
    }
    if (this.seen.has(signature)) return false;
    // by then its timestamp is too old, also where it was ahead
    this.seen.set(signature, now + 2 * MOST_APART_S * 1000);
    return true;
  }
}
