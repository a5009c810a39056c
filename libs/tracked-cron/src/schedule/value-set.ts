/** A set of whole numbers from 0 to 63, as two 32-bit masks: what one field of a cron expression allows. */
export class ValueSet {
  readonly #low: number;
  readonly #high: number;
  /** How many values are in the set. */
  readonly size: number;
  /** The smallest value, -1 when empty. */
  readonly first: number;
  /** The largest value, -1 when empty. */
  readonly last: number;

  constructor(values: Iterable<number>) {
    let low = 0;
    let high = 0;
    let size = 0;
    for (const value of new Set(values)) {
      if (value < 32) low |= 1 << value;
      else high |= 1 << (value - 32);
      size += 1;
    }
    this.#low = low;
    this.#high = high;
    this.size = size;
    this.first = this.from(0);
    this.last = this.upTo(63);
  }

  has(value: number): boolean {
    return ((value < 32 ? this.#low >>> value : this.#high >>> (value - 32)) & 1) === 1;
  }

  /** The smallest value not below `value` (0 to 63), or -1. */
  from(value: number): number {
    if (value < 32) {
      const bits = this.#low & (-1 << value);
      if (bits !== 0) return lowestBit(bits);
      return this.#high === 0 ? -1 : 32 + lowestBit(this.#high);
    }
    const bits = this.#high & (-1 << (value - 32));
    return bits === 0 ? -1 : 32 + lowestBit(bits);
  }

  /** The largest value not above `value` (-1 to 63), or -1. */
  upTo(value: number): number {
    if (value < 0) return -1;
    if (value >= 32) {
      const bits = this.#high & (-1 >>> (63 - value));
      if (bits !== 0) return 32 + highestBit(bits);
    }
    const bits = value >= 31 ? this.#low : this.#low & (-1 >>> (31 - value));
    return highestBit(bits);
  }

  /** All values, ascending. */
  values(): number[] {
    const found: number[] = [];
    for (let value = this.first; value >= 0; value = value === 63 ? -1 : this.from(value + 1))
      found.push(value);
    return found;
  }
}

/** Position of the lowest bit set in a 32-bit mask that is not 0. */
export function lowestBit(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}

/** Position of the highest bit set in a 32-bit mask, -1 for 0. */
export function highestBit(bits: number): number {
  return 31 - Math.clz32(bits);
}
