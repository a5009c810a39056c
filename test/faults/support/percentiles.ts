/** What half and 99 of 100 values stay under, and the largest; rounded to tenths. */
export interface Spread {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** @param values at least one */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) throw new Error('Nothing was measured.');
  const sorted = [...values].sort((one, other) => one - other);
  const at = (share: number) =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] * 10) / 10;
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
}
