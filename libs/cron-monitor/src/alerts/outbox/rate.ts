import type { RateLimit } from '../../cron-monitor.settings.js';

const MINUTE_MS = 60_000;
/** While the hour's messages are used up. */
const BETWEEN_DIGESTS_MS = 10 * MINUTE_MS;

/** What a channel got lately, over all instances. Instants in epoch milliseconds. */
export interface ChannelTraffic {
  /** Messages of the last minute, digests among them. */
  readonly minute: number;
  /** Of the last hour. */
  readonly hour: number;
  /** When its last digest was made; null for none within the last hour. */
  readonly lastDigestAt: number | null;
  /** Until when it takes nothing, as it said; null for now. */
  readonly pausedUntil: number | null;
}

/** What it may get now. */
export interface Allowance {
  /** Nothing at all: it said so. */
  readonly paused: boolean;
  /** So many messages, each by itself. */
  readonly messages: number;
  /**
   * What does not fit, in one: at most one a minute, and one in ten minutes while the hour's messages are used up. It may
   * come on top of the limit, so that nothing is told to nobody.
   */
  readonly digest: boolean;
}

export function allowance(traffic: ChannelTraffic, limit: RateLimit, now: number): Allowance {
  const paused = traffic.pausedUntil !== null && now < traffic.pausedUntil;
  if (paused) return { paused, messages: 0, digest: false };
  const hourIsUsedUp = traffic.hour >= limit.perHour;
  const between = hourIsUsedUp ? BETWEEN_DIGESTS_MS : MINUTE_MS;
  return {
    paused,
    messages: Math.max(0, Math.min(limit.perMinute - traffic.minute, limit.perHour - traffic.hour)),
    digest: traffic.lastDigestAt === null || now - traffic.lastDigestAt >= between,
  };
}
