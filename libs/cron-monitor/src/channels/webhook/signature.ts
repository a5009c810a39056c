import { createHmac, timingSafeEqual } from 'node:crypto';

/** How old a request may be before it could be somebody's recording. */
const TOLERANCE_MS = 5 * 60_000;

/**
 * `t=1764122400,v1=5257a8…`: when it was signed, seconds since the epoch, and the HMAC-SHA256 of `<t>.<body>` with each secret.
 */
export function webhookSignature(body: string, secrets: readonly string[], now: number): string {
  const at = Math.floor(now / 1_000);
  return [`t=${at}`, ...secrets.map((secret) => `v1=${hmac(`${at}.${body}`, secret)}`)].join(',');
}

/** What a receiver knows. */
export interface ReceivedWebhook {
  /** The body as it came, before anything parsed it. */
  readonly body: string | Uint8Array;
  /** The header `X-Tracked-Cron-Signature`. */
  readonly signature: string | undefined;
  /** The channel's secret. */
  readonly secret: string;
  /** Milliseconds since the epoch. Default: now. */
  readonly now?: number;
  /** How old, and how far ahead, it may be, in milliseconds. Default: five minutes. */
  readonly toleranceMs?: number;
}

/** Whether a request comes from somebody who knows the secret, and was made just now: for receivers of `webhookChannel`. */
export function isSignedWebhook({
  body,
  signature = '',
  secret,
  now = Date.now(),
  toleranceMs = TOLERANCE_MS,
}: ReceivedWebhook): boolean {
  const at = /(?:^|,)t=(\d{1,12})(?:,|$)/.exec(signature)?.[1];
  if (at === undefined || Math.abs(now - Number(at) * 1_000) > toleranceMs) return false;
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  const expected = Buffer.from(hmac(`${at}.${text}`, secret), 'hex');
  return [...signature.matchAll(/(?:^|,)v1=([0-9a-f]{64})(?=,|$)/g)].some(([, given]) =>
    timingSafeEqual(Buffer.from(given!, 'hex'), expected),
  );
}

function hmac(text: string, secret: string): string {
  return createHmac('sha256', secret).update(text).digest('hex');
}
