/**
 * How values in milliseconds are distributed, within 2 %: a value falls into the bucket `ceil(log(value) / log(GROWTH))`, and
 * is taken for the middle of it. Stored, a histogram is a row of pairs of 2 bytes, big-endian: 10 bits for the bucket, 6
 * for a count (1 to 32, or a power of two from 32 on). A bucket can come several times, so two histograms put behind each
 * other are the histogram of both, and `string_agg` merges any number of them.
 */
export class Histogram {
  private readonly counts = new Float64Array(BUCKETS);
  /** The first and the last bucket that can hold something: most histograms have a few of the thousand. */
  private first = BUCKETS;
  private last = -1;
  private total = 0;

  /** How many values there are. */
  get count(): number {
    return this.total;
  }

  /** Takes out all values, so that it can be used again: its memory costs more than what is mostly done with it. */
  clear(): void {
    this.counts.fill(0, this.first, this.last + 1);
    this.first = BUCKETS;
    this.last = -1;
    this.total = 0;
  }

  /** Adds a value, milliseconds. */
  add(ms: number): void {
    this.put(bucketOf(ms), 1);
  }

  /** Adds what {@link encode}, or {@link HISTOGRAM_SQL}, has written; any number of such, one behind the other. */
  merge(encoded: Buffer): void {
    for (let at = 0; at < encoded.length; at += 2) {
      const pair = (encoded[at] << 8) | encoded[at + 1];
      this.put(pair >> COUNT_BITS, COUNTS[pair & (COUNT_CODES - 1)]);
    }
  }

  /**
   * The values that these shares of all values do not exceed (nearest rank), within 2 %; none where there are no values.
   * @param shares rising, each above 0 and at most 1
   */
  percentiles(shares: readonly number[]): number[] {
    const found: number[] = [];
    if (this.total === 0) return found;
    const ranks = shares.map((share) => Math.ceil(share * this.total));
    let reached = 0;
    for (let bucket = this.first; found.length < ranks.length; bucket++) {
      reached += this.counts[bucket];
      while (found.length < ranks.length && reached >= ranks[found.length]) found.push(middleOf(bucket));
    }
    return found;
  }

  encode(): Buffer {
    const pairs: number[] = [];
    for (const [bucket, count] of this.counts.entries())
      for (const code of codesOf(count)) pairs.push(bucket >> 2, (bucket % 4) * COUNT_CODES + code);
    return Buffer.from(pairs);
  }

  private put(bucket: number, count: number): void {
    this.counts[bucket] += count;
    this.total += count;
    if (bucket < this.first) this.first = bucket;
    if (bucket > this.last) this.last = bucket;
  }
}

const BUCKETS = 1024;
const COUNT_BITS = 6;
const COUNT_CODES = 2 ** COUNT_BITS;
/** Counts up to here have a code each; those above are put together from it and from powers of two. */
const SMALL = 32;
const ERROR = 0.02;
/** A bucket's upper bound over its lower one: its middle is within 2 % of everything in it. */
const GROWTH = (1 + ERROR) / (1 - ERROR);
/** Everything up to a microsecond is taken for nothing. */
const LEAST_MS = 0.001;
const LEAST_BUCKET = Math.ceil(Math.log(LEAST_MS) / Math.log(GROWTH));
/** 3,000 years: whatever a clock says, it has a bucket. */
const MOST_MS = 1e14;

function bucketOf(ms: number): number {
  const within = Math.min(Math.max(ms, LEAST_MS), MOST_MS);
  return Math.ceil(Math.log(within) / Math.log(GROWTH)) - LEAST_BUCKET;
}

function middleOf(bucket: number): number {
  return bucket === 0 ? 0 : (2 * GROWTH ** (bucket + LEAST_BUCKET)) / (GROWTH + 1);
}

function countOf(code: number): number {
  return code < SMALL ? code + 1 : 2 ** (code - SMALL + 5);
}

const COUNTS = Array.from({ length: COUNT_CODES }, (_, code) => countOf(code));

function codesOf(count: number): number[] {
  if (count <= SMALL) return count === 0 ? [] : [count - 1];
  const codes = count % SMALL === 0 ? [] : [(count % SMALL) - 1];
  for (let power = 5; 2 ** power <= count; power++)
    if (Math.floor(count / 2 ** power) % 2 === 1) codes.push(SMALL + power - 5);
  return codes;
}

/** The same in SQL. */
export const HISTOGRAM_SQL = {
  /** The bucket of a value. */
  bucket: (ms: string) =>
    `(ceil(ln(least(greatest(${ms}, ${LEAST_MS}), ${MOST_MS})) / ${Math.log(GROWTH)})::integer - (${LEAST_BUCKET}))`,
  /** A histogram of one value. */
  one: (bucket: string) => pairSql(bucket, '0'),
  /** An aggregate over rows of buckets and their counts; null where there are none. */
  encode: (bucket: string, count: string) =>
    `string_agg(case when ${count} <= ${SMALL} then ${pairSql(bucket, `${count}::integer - 1`)} else (
        select string_agg(${pairSql(bucket, 'code')}, ''::bytea) from (
          select (${count}::bigint % ${SMALL})::integer - 1 as code
          union all
          select ${SMALL} - 5 + power from generate_series(5, 36) as power where (${count}::bigint >> power) % 2 = 1) codes
        where code >= 0) end, ''::bytea)`,
  /** A relation of the buckets and counts of an encoded one. */
  decode: (encoded: string) =>
    `(select pair >> ${COUNT_BITS} as bucket,
        case when pair % ${COUNT_CODES} < ${SMALL} then pair % ${COUNT_CODES} + 1
          else 1::bigint << (pair % ${COUNT_CODES} - ${SMALL} + 5) end as count
      from (
        select get_byte(${encoded}, at) * 256 + get_byte(${encoded}, at + 1) as pair
        from generate_series(0, length(${encoded}) - 1, 2) as at) pairs)`,
};

function pairSql(bucket: string, code: string): string {
  return `substring(int4send(${bucket} * ${COUNT_CODES} + ${code}) from 3)`;
}
