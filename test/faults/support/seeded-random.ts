/** Random numbers that a failed run can be repeated with. */
export interface SeededRandom {
  readonly seed: number;
  /** Of `[0, 1)`. */
  next(): number;
  /** One of several. */
  pick<Value>(values: readonly Value[]): Value;
}

/** @param seed Default: the environment's `FAULT_SEED`, else another one each time; print it */
export function seededRandom(
  seed = Number(process.env.FAULT_SEED ?? Math.floor(Math.random() * 2 ** 31)),
): SeededRandom {
  // mulberry32: a few lines, and even enough for choosing whom to kill
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { seed, next, pick: (values) => values[Math.floor(next() * values.length)] };
}
