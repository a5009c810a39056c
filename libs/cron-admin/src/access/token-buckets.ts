/** Whoever comes as often as this at once is somebody else's flood, and forgotten first. */
const MOST_KEYS = 10_000;

interface Bucket {
  tokens: number;
  /** Milliseconds of the monotonic clock. */
  filledAt: number;
}

/** How often something may happen: so many times at once, and again as time passes. One bucket for each key. */
export class TokenBuckets {
  /** Least recently used first. */
  private readonly buckets = new Map<string, Bucket>();

  /** @param perMinute tokens that a bucket holds, and is filled with in a minute */
  constructor(private readonly perMinute: number) {}

  /** Takes a token, if there is one. @returns milliseconds until there is; 0 where it was taken */
  take(key: string, now: number): number {
    const bucket = this.filled(key, now);
    this.buckets.delete(key);
    this.buckets.set(key, bucket);
    if (this.buckets.size > MOST_KEYS) this.buckets.delete(this.buckets.keys().next().value!);
    const wait = this.waitOf(bucket);
    if (wait === 0) bucket.tokens -= 1;
    return wait;
  }

  /** Milliseconds until there is a token; 0 where there is one. */
  wait(key: string, now: number): number {
    return this.waitOf(this.filled(key, now));
  }

  private filled(key: string, now: number): Bucket {
    const { perMinute } = this;
    const known = this.buckets.get(key);
    if (known === undefined) return { tokens: perMinute, filledAt: now };
    const gained = ((now - known.filledAt) * perMinute) / 60_000;
    return { tokens: Math.min(perMinute, known.tokens + gained), filledAt: now };
  }

  private waitOf({ tokens }: Bucket): number {
    return tokens >= 1 ? 0 : Math.ceil(((1 - tokens) * 60_000) / this.perMinute);
  }
}
