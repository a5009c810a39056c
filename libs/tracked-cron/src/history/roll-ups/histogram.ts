/**
 * How values in milliseconds are distributed, within 2 %: a value falls into the bucket `ceil(log(value) / log(GROWTH))`, and
 * is taken for the middle of it. Stored, a histogram is a row of pairs of bucket (2 bytes) and count (4 bytes), big-endian;
 * a bucket may come twice. So two histograms put behind each other are the histogram of both, and `string_agg` merges any
 * number of them.
 */
export class Histogram {
  private readonly counts = new Map<number, number>();
  private total = 0;

  /** How many values there are. */
  get count(): number {
    return this.total;
  }

  /** Adds a value, milliseconds. */
  add(ms: number): void {
    this.put(bucketOf(ms), 1);
  }

  /** Adds what {@link encode}, or {@link HISTOGRAM_SQL}, has written; any number of such, one behind the other. */
  merge(encoded: Buffer): void {
    for (let at = 0; at < encoded.length; at += PAIR_BYTES)
      this.put(encoded.readUInt16BE(at), encoded.readUInt32BE(at + 2));
  }

  /**
   * The values that these shares of all values do not exceed (nearest rank), within 2 %; none where there are no values.
   * @param shares rising, each above 0 and at most 1
   */
  percentiles(shares: readonly number[]): number[] {
    const found: number[] = [];
    let reached = 0;
    for (const [bucket, count] of this.rising()) {
      reached += count;
      while (found.length < shares.length && reached >= Math.ceil(shares[found.length] * this.total))
        found.push(middleOf(bucket));
    }
    return found;
  }

  encode(): Buffer {
    const encoded = Buffer.alloc(this.counts.size * PAIR_BYTES);
    let at = 0;
    for (const [bucket, count] of this.rising()) {
      encoded.writeUInt16BE(bucket, at);
      encoded.writeUInt32BE(count, at + 2);
      at += PAIR_BYTES;
    }
    return encoded;
  }

  private rising(): [bucket: number, count: number][] {
    return [...this.counts].sort(([a], [b]) => a - b);
  }

  private put(bucket: number, count: number): void {
    this.counts.set(bucket, (this.counts.get(bucket) ?? 0) + count);
    this.total += count;
  }
}

/** Bytes of a bucket and its count. */
const PAIR_BYTES = 6;
const ERROR = 0.02;
/** A bucket's upper bound over its lower one: its middle is within 2 % of everything in it. */
const GROWTH = (1 + ERROR) / (1 - ERROR);
/** Everything up to a microsecond is taken for nothing. */
const LEAST_MS = 0.001;
const LEAST_BUCKET = Math.ceil(Math.log(LEAST_MS) / Math.log(GROWTH));
/** 30,000 years: whatever a clock says, it fits. */
const MOST_MS = 1e15;

function bucketOf(ms: number): number {
  const within = Math.min(Math.max(ms, LEAST_MS), MOST_MS);
  return Math.ceil(Math.log(within) / Math.log(GROWTH)) - LEAST_BUCKET;
}

function middleOf(bucket: number): number {
  return bucket === 0 ? 0 : (2 * GROWTH ** (bucket + LEAST_BUCKET)) / (GROWTH + 1);
}

/** The same in SQL. */
export const HISTOGRAM_SQL = {
  /** The bucket of a value. */
  bucket: (ms: string) =>
    `(ceil(ln(least(greatest(${ms}, ${LEAST_MS}), ${MOST_MS})) / ${Math.log(GROWTH)})::integer - (${LEAST_BUCKET}))`,
  /** An aggregate over rows of buckets and their counts; null where there are none. */
  encode: (bucket: string, count: string) =>
    `string_agg(int2send(${bucket}::smallint) || int4send(${count}::integer), ''::bytea order by ${bucket})
      filter (where ${bucket} is not null)`,
  /** A relation of the buckets and counts of an encoded one. */
  decode: (encoded: string) =>
    `(select get_byte(${encoded}, at) * 256 + get_byte(${encoded}, at + 1) as bucket,
        ((get_byte(${encoded}, at + 2) * 256 + get_byte(${encoded}, at + 3)) * 256 + get_byte(${encoded}, at + 4)) * 256
          + get_byte(${encoded}, at + 5) as count
      from generate_series(0, length(${encoded}) - 1, ${PAIR_BYTES}) as at)`,
};
